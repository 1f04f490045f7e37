import {
  OPEN_LEVELS,
  PERMISSION_CHECKS,
  PERMISSION_QUERY,
} from '../../../knowledge/actions/permissionChecks.js';
import { get, isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import { eachScalar } from '../../../syntax/walk.js';
import type { Reading } from '../reading.js';
import type { Step } from '../workflow.js';
import { eventNames, inputOf } from '../workflow.js';
import { codeOf, isGithubScript } from './scripts.js';

/**
 * What the answer of a step says of who started the run: it `proves` that they may do more than outsiders, it `asks`
 * without that this is sure, it says whether the change is a `fork`'s (true) or not (false), it says `nothing` of them, or
 * what it does is `unread`.
 */
export type Asked = 'proves' | 'asks' | 'fork' | 'nothing' | 'unread';

/** What a step finds out about who started the run, and what comes of it. */
export interface StepAsks {
  readonly says: Asked;
  /** Whether a no ends the job. */
  readonly fails: boolean;
  /** Whether it only keeps itself from acting. */
  readonly onlyItself: boolean;
}

const NOTHING: StepAsks = { says: 'nothing', fails: false, onlyItself: false };

export function askedBy(reading: Reading, step: Step): StepAsks {
  const asks = asksOf(reading, step);
  // Where its failure is put up with, it stops nobody.
  return asks.fails && putsUpWithFailure(step) ? { ...asks, fails: false } : asks;
}

function putsUpWithFailure({ node }: Step): boolean {
  const goesOn = textOf(get(node, 'continue-on-error'));
  return goesOn !== undefined && goesOn !== 'false';
}

function asksOf(reading: Reading, step: Step): StepAsks {
  const code = codeOf(step);
  if (code === undefined) return ofAction(step);
  const around = surroundings(reading, step);
  return ofCode(code.text, around, {
    ofAnother: asksForAnother(reading, `${code.text}\n${around}`),
    isScript: isGithubScript(step),
  });
}

function ofAction(step: Step): StepAsks {
  const name = (step.uses?.text.split('@')[0] ?? '').toLowerCase();
  const known = PERMISSION_CHECKS.find(({ action }) => action === name);
  if (known === undefined) {
    // A token that may read who is a member is there to ask just that.
    return isAbsent(inputOf(step, 'permission-members'))
      ? { ...NOTHING, says: 'unread' }
      : { says: 'asks', fails: false, onlyItself: false };
  }
  const level =
    (known.levelInput && textOf(inputOf(step, known.levelInput))) ?? known.levelDefault ?? 'write';
  const opened = (known.openedBy ?? []).some((input) => !isAbsent(inputOf(step, input)));
  if (opened || OPEN_LEVELS.has(level.toLowerCase())) return NOTHING;
  const { effect } = known;
  if (effect === 'unknown') return { says: 'asks', fails: true, onlyItself: false };
  return {
    says: level.includes('${{') ? 'asks' : 'proves',
    fails: effect === 'fails',
    onlyItself: effect === 'own',
  };
}

/** The step's variables and what they are made of: a script asks about what it is given. */
function surroundings(reading: Reading, { env, run }: Step): string {
  const texts: string[] = [];
  eachScalar(env, ({ text }) => texts.push(text));
  if (run !== undefined) texts.push(...reading.segmentsOf(run).map(({ text }) => text));
  return texts.join('\n');
}

/** Who acts, or whose a proposed change is. */
const WHO =
  /github\.(?:actor|triggering_actor)\b|\bGITHUB_(?:TRIGGERING_)?ACTOR\b|context\.(?:actor|payload\.sender)|\bsender\.login\b|\.user\.login\b|author_?association|head\.repo\b|head_repository\b|isCrossRepository|headRepository(?:Owner)?\b|\blabels?\b/iu;

/** Levels and answers that outsiders do not have. */
const LEVEL = /\b(?:admin|maintain|write|push|triage|OWNER|MEMBER|COLLABORATOR|active|status(?:Code)?)\b/u;

/** Ends the job: an exit that is not zero, an error that is thrown, a step that is called failed. */
const ENDS =
  /\bexit\s+(?:[1-9]\d*|\$\w+)|\bcore\.setFailed\s*\(|\bprocess\.exit\(\s*[1-9]|\bprocess\.exitCode\s*=\s*[1-9]|\bthrow\b|\braise\b|\bsys\.exit\(\s*(?:[1-9]|["'])/u;

/**
 * A query that is a command of its own ends the script when it is answered with an error, as that for a stranger's
 * membership is. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#exit-codes-and-error-action-preference
 */
const ENDS_BY_ITSELF =
  /^\s*gh\s+api\s+(?:-\S+\s+|--silent\s+)*["']?\/?(?:orgs\/\S+\/(?:members|teams\/\S+\/memberships)|repos\/\S+\/collaborators)\/[^\s"'/]+["']?\s*(?:--silent|>\s*\/dev\/null)?\s*$/mu;

/** Programs that are not the shell's own and may ask by themselves. */
const RUNS_MORE =
  /(?:^|[\s;&|(])(?:\.{1,2}\/\S+|(?:bash|sh|python3?|node|ruby|perl|deno|bun|npx|pnpm|yarn|npm|make)\s+(?!-[ce]\b)\S+)/u;

function ofCode(
  code: string,
  around: string,
  { ofAnother, isScript }: { readonly ofAnother: boolean; readonly isScript: boolean },
): StepAsks {
  const queries = PERMISSION_QUERY.test(code) || PERMISSION_QUERY.test(around);
  const names = WHO.test(code) || WHO.test(around);
  if (!queries && !names) {
    return RUNS_MORE.test(withoutComments(code)) ? { ...NOTHING, says: 'unread' } : NOTHING;
  }
  const byItself = ENDS_BY_ITSELF.test(code) && !/\bset\s+\+e\b/u.test(code);
  if (TELLS_FORK.test(code)) return { says: 'fork', fails: false, onlyItself: false };
  const fails = ENDS.test(code) || byItself;
  const proves = queries && !ofAnother && (byItself || LEVEL.test(code));
  const refusesForks = isScript && REFUSES_FORKS.test(code);
  return { says: proves || refusesForks ? 'proves' : 'asks', fails, onlyItself: false };
}

/** Whoever wrote the issue or the pull request need not be the one who comments on it; whose code runs is its author's. */
function asksForAnother(reading: Reading, words: string): boolean {
  if (/issue\.user\b/u.test(words)) return true;
  if (!/pull_request\.user\b/u.test(words)) return false;
  return eventNames(reading.tree).some((event) => /^pull_request_review|comment|^issues$/u.test(event));
}

/**
 * Gives on, as it is, whether a pull request comes from another repository: https://cli.github.com/manual/gh_pr_view. Whose
 * does not has a branch of this repository, to which only people who may write push.
 */
const TELLS_FORK =
  /=\s*["']?\$\(\s*gh\s+pr\s+view\b(?=[^\n]*--json[\s=]["']?isCrossRepository\b)(?=[^\n]*(?:--jq|-q)[\s=]["']?\.isCrossRepository\b["']?(?:\s|\)))[^\n]*\)["']?\s*>>/u;

/** A script that ends in an error where the pull request's branch is not of this repository. */
const REFUSES_FORKS =
  /\bif\s*\(\s*[\w.?]*\bhead\.repo\??\.full_name\s*!==?\s*(?:\x60\$\{context\.repo\.owner\}\/\$\{context\.repo\.repo\}\x60|process\.env\.GITHUB_REPOSITORY)\s*\)\s*\{\s*(?:core\.setFailed\(|throw\s)/u;

function withoutComments(code: string): string {
  return code.replace(/(^|\s)#[^\n]*/gu, '$1');
}
