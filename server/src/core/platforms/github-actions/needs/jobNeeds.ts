import type { NeedFacts } from '../../../model/facts.js';
import type { ParseShell } from '../../../model/shellScript.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import type { Step } from '../workflow.js';
import { actionStepUse } from './actionStep.js';
import { scriptStepUse } from './scriptStep.js';
import type { LeftBehind, StepUse } from './stepContext.js';
import { jobTokenVariables, tokenEnvironment } from './tokens.js';
import type { TokenEnvironment } from './tokens.js';

/** What is around the steps. */
export interface StepsAround {
  readonly reading: Reading;
  /** Environments outside the steps, outermost first. */
  readonly environments: readonly (SyntaxNode | undefined)[];
  readonly events: readonly string[];
  readonly shell: 'bash' | 'other';
  /** Where scripts run that name no folder. */
  readonly workingDirectory?: string | undefined;
  readonly parseShell: ParseShell | undefined;
  /** A script with what the job's matrix puts into it, once for each way; absent where there is no matrix. */
  readonly filledIn?: ((script: string) => readonly string[]) | undefined;
  /** Set for steps that are part of another job, which may have logged in before. */
  readonly included?: boolean;
}

/** What steps need of the job's token, each need with the step that proves it, and what could not be known. */
export function stepsNeeds(around: StepsAround, steps: readonly Step[]): NeedFacts {
  const { reading } = around;
  const before = around.included === true ? 'maybe-job-token' : undefined;
  const left: LeftBehind = { git: before, anywhere: before, workTrees: new Map(), registry: before };
  let env: TokenEnvironment = tokenEnvironment(reading, around.environments);
  const items: NeedFacts['items'][number][] = [];
  const gaps: NeedFacts['gaps'][number][] = [];
  for (const step of steps) {
    const own = tokenEnvironment(reading, [step.env], env);
    // What a workflow sets for its scripts does not hold in an action.
    const folder = step.within === undefined ? around.workingDirectory : undefined;
    const context = { ...around, workingDirectory: folder, step, steps, env: own, left };
    const use: StepUse = step.uses === undefined ? scriptStepUse(context) : actionStepUse(context);
    const origin = reading.originOf(step.uses ?? step.node.entries[0]?.key ?? step.node);
    const mayNot = isConditional(step);
    items.push(
      ...use.needs.map(({ conditional, ...need }) => ({
        ...need,
        ...alternativeOf(need.right, around.events),
        ...(mayNot || conditional === true ? { conditional: true as const } : {}),
        origin,
      })),
    );
    gaps.push(...use.gaps.map((gap) => ({ ...gap, origin })));
    env = exported(step, own, env);
  }
  return { items, gaps };
}

/** Whether the step may be left out, or may fail without harm. */
export function isConditional({ condition, node, within }: Step): boolean {
  if (within !== undefined && isConditional(within)) return true;
  const goesOn = textOf(get(node, 'continue-on-error'));
  if (goesOn !== undefined && goesOn !== 'false') return true;
  return condition !== undefined && !ALWAYS.test(condition.text);
}

const ALWAYS = /^\s*(?:\$\{\{)?\s*(?:always\(\)|success\(\)|!\s*cancelled\(\)|true)\s*(?:\}\})?\s*$/u;

/** Events that are about an issue and never about a pull request. */
const OF_ISSUES: ReadonlySet<string> = new Set(['issues']);

/**
 * A pull request is an issue too: comments, labels and assignees of one can be written with either right, says the table;
 * actions that write them on pull requests ask for `pull-requests: write`. Where it may be a pull request, whoever grants
 * both keeps both.
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps,
 * https://github.com/actions/labeler#recommended-permissions
 */
function alternativeOf(
  right: string,
  events: readonly string[],
): Pick<NeedFacts['items'][number], 'alternative' | 'undecided'> {
  if (right === 'issues') {
    const isIssue = events.length > 0 && events.every((event) => OF_ISSUES.has(event));
    return { alternative: 'pull-requests', ...(isIssue ? {} : { undecided: true }) };
  }
  return right === 'pull-requests' ? { alternative: 'issues' } : {};
}

/** A step that writes a token to `$GITHUB_ENV` hands it to all later ones. */
function exported(step: Step, own: TokenEnvironment, env: TokenEnvironment): TokenEnvironment {
  const script = step.run?.text ?? '';
  if (!script.includes('GITHUB_ENV')) return env;
  const names = jobTokenVariables(own);
  const writes =
    /secrets\.GITHUB_TOKEN|github\.token/iu.test(script) || names.some((name) => script.includes(name));
  if (!writes) return env;
  const name = /(\w+)=[^\n]*GITHUB_ENV/u.exec(script)?.[1] ?? 'GITHUB_TOKEN';
  return new Map([...env, [name.toUpperCase(), 'job-token']]);
}
