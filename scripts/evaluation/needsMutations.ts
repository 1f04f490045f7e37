import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import { PERMISSION_SCOPES } from '../../server/src/core/knowledge/github/permissions.js';
import { gapsFor } from '../../server/src/core/model/needs.js';
import type { GrantSet } from '../../server/src/core/model/remediation.js';
import type { ParseShell } from '../../server/src/core/model/shellScript.js';
import type { TrustScope } from '../../server/src/core/model/trustScope.js';
import type { AccessLevel } from '../../server/src/core/model/vocabulary.js';
import { accessRank } from '../../server/src/core/model/vocabulary.js';
import { missingPermission } from '../../server/src/core/rules/missing-permission.js';
import { unneededPermission } from '../../server/src/core/rules/unneeded-permission.js';
import { NeedsTrial, sameGrants } from './needsTrial.js';
import type { CorpusFile } from './repositories.js';

/** What one kind of change came to, over all jobs. */
export interface MutationTally {
  /** Changes that were made. */
  readonly made: number;
  /** Those that the rule told at their place. */
  readonly told: number;
  /** Those after which its fix brought back what was there. */
  readonly restored: number;
  /** Those of which nothing should be told: with this right, a step could do something that is not known. */
  readonly unknown: number;
}

/** What came of the changes. */
export interface NeedsMutations {
  /** Jobs that are known whole, each granted exactly what it needs to begin with. */
  readonly jobs: number;
  /** By scope and level, `issues:write`. */
  readonly raised: ReadonlyMap<string, MutationTally>;
  readonly dropped: ReadonlyMap<string, MutationTally>;
  /** Where, and what went wrong. */
  readonly failures: readonly string[];
}

/** How the changes are made. */
export interface MutationOptions {
  readonly parseShell: ParseShell;
  /** Which scope a job is given beyond its needs goes round with the jobs from here on; without, each gets every one. */
  readonly seed?: number;
}

/** Scopes with the highest level that a workflow can give them. */
export const RAISES: readonly (readonly [string, AccessLevel])[] = PERMISSION_SCOPES.flatMap(
  ({ name, levels }) => {
    const level = levels.includes('write') ? 'write' : levels[0];
    return level === undefined ? [] : [[name, level] as const];
  },
);

/**
 * Gives every job that is known whole exactly what it needs, and then one scope more, and then each one less that it
 * cannot do without. What is more must be found and what is less be missed, at its place, and the fix must bring back
 * what was.
 *
 * @param roots the files of each repository
 */
export function mutateNeeds(
  roots: readonly (readonly CorpusFile[])[],
  options: MutationOptions,
): NeedsMutations {
  const run = new MutationRun(options);
  for (const files of roots) run.over(files);
  return run;
}

class MutationRun implements NeedsMutations {
  readonly raised = new Map<string, MutationTally>();
  readonly dropped = new Map<string, MutationTally>();
  readonly failures: string[] = [];
  jobs = 0;

  constructor(private readonly options: MutationOptions) {}

  over(files: readonly CorpusFile[]): void {
    const { parseShell } = this.options;
    const host = new AnalysisHost({ rules: [unneededPermission, missingPermission], tools: { parseShell } });
    host.apply(files.map(({ uri, root, text }) => ({ uri, root, text })));
    for (const { facts, calledBy, id, needs } of host.snapshot.model.scopes) {
      // What a called job has is its caller's to say.
      if (facts.role !== 'runs' || calledBy.length > 0 || needs?.gaps.length !== 0) continue;
      const trial = new NeedsTrial(host, files, id);
      this.#mutate(trial);
      trial.undo();
    }
  }

  #mutate(trial: NeedsTrial): void {
    this.jobs++;
    const { minimum } = trial;
    const exact = minimum === null ? undefined : trial.granting(minimum);
    if (minimum === null || exact === undefined) {
      this.#fail(trial, 'its permissions cannot be written');
    } else if (!sameGrants(trial.minimum, minimum)) {
      this.#fail(trial, `it needs something else once it has just that: ${JSON.stringify(trial.minimum)}`);
    } else {
      for (const [right, level] of this.#raisesOf(trial, minimum)) {
        this.#raise(trial, { ...minimum, [right]: level }, right, level, exact);
        trial.granting(minimum);
      }
      for (const right of Object.keys(minimum)) this.#drop(trial, minimum, right);
    }
  }

  /** Scopes that no step could use, one or all. */
  #raisesOf({ scope }: NeedsTrial, minimum: GrantSet): typeof RAISES {
    const optional = (scope.needs?.items ?? []).filter((item) => item.optional);
    const choices = RAISES.filter(
      ([right, level]) =>
        accessRank(minimum[right]) < accessRank(level) &&
        !optional.some((item) => item.right === right || item.alternative === right),
    );
    if (this.options.seed === undefined) return choices;
    const at = (this.jobs + this.options.seed) % choices.length;
    return choices.slice(at, at + 1);
  }

  #raise(trial: NeedsTrial, grants: GrantSet, right: string, level: AccessLevel, exact: string): void {
    const what = `${right}:${level}`;
    const raised = trial.granting(grants) ?? '';
    const { needs } = trial.scope;
    if (needs !== null && gapsFor(needs, right).length > 0) {
      count(this.raised, what, { unknown: 1 });
      return;
    }
    const finding = trial.finding('unneeded-permission');
    const line = lineOf(raised, finding?.origin.range.start ?? 0);
    const isTold = finding !== undefined && plain(line).startsWith(`${right}: ${level}`);
    const isRestored = isTold && plain(trial.fixed(finding) ?? '') === plain(exact);
    count(this.raised, what, { told: Number(isTold), restored: Number(isRestored) });
    if (!isTold) this.#fail(trial, `raised to ${what}: ${finding === undefined ? 'nothing' : line} is told`);
    else if (!isRestored) this.#fail(trial, `raised to ${what}: the fix does not restore the text`);
  }

  #drop(trial: NeedsTrial, minimum: GrantSet, right: string): void {
    const rest = Object.fromEntries(Object.entries(minimum).filter(([name]) => name !== right));
    const level = leastFor(trial.scope, right, rest);
    if (level === undefined) return;
    const what = `${right}:${level}`;
    trial.granting(rest);
    const finding = trial.finding('missing-permission', `\`${right}: ${level}\``);
    const text = finding && trial.fixed(finding);
    const rights = text === undefined ? undefined : trial.rightsWith(text);
    const isRestored = sameGrants(rights, { ...rest, [right]: level });
    count(this.dropped, what, { told: Number(finding !== undefined), restored: Number(isRestored) });
    if (finding === undefined) this.#fail(trial, `without ${what}: nothing is told`);
    else if (!isRestored) this.#fail(trial, `without ${what}: the fix gives ${JSON.stringify(rights)}`);
    trial.granting(minimum);
  }

  #fail({ scope }: NeedsTrial, what: string): void {
    this.failures.push(`${scope.file.uri} ${scope.facts.localId} ${what}`);
  }
}

function count(tallies: Map<string, MutationTally>, what: string, came: Partial<MutationTally>): void {
  const { made, told, restored, unknown } = tallies.get(what) ?? NONE;
  tallies.set(what, {
    made: made + 1,
    told: told + (came.told ?? 0),
    restored: restored + (came.restored ?? 0),
    unknown: unknown + (came.unknown ?? 0),
  });
}

const NONE: MutationTally = { made: 0, told: 0, restored: 0, unknown: 0 };

/** Without the quotes of words that need none: a level that is written anew has none. */
function plain(text: string): string {
  return text.replace(/(["'])([a-z-]+)\1/gu, '$2');
}

/** The level of the right that steps cannot do without, where nothing that is left does as well. */
function leastFor({ needs }: TrustScope, right: string, rest: GrantSet): AccessLevel | undefined {
  const levels = (needs?.items ?? []).flatMap((item) => {
    const isNeeded = item.right === right && !item.optional;
    const stand = item.alternative === undefined ? undefined : rest[item.alternative];
    return isNeeded && accessRank(stand) < accessRank(item.access) ? [item.access] : [];
  });
  return levels.sort((a, b) => accessRank(b) - accessRank(a))[0];
}

/** The line that holds the offset, without its indent. */
function lineOf(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? text.length : end).trim();
}
