import type { Gate } from '../../model/facts.js';
import type { ApparentCheck } from './apparentChecks.js';
import { apparentChecks } from './apparentChecks.js';
import type { Condition } from './conditions.js';
import { isTautology } from './conditions.js';
import type { AbstractValue } from './expressions/abstractValue.js';
import { oneOf } from './expressions/abstractValue.js';
import type { Expr } from './expressions/ast.js';
import { parseExpression } from './expressions/ast.js';
import { truth } from './expressions/evaluate.js';
import { influencesByStep, influencesOf } from './influence.js';
import type { Reading } from './reading.js';
import type { Scenario } from './scenarios.js';
import type { Starts } from './starts.js';
import { holdsCredential } from './stepChecks.js';
import type { Asked } from './strangers/whoAsked.js';
import type { Job, Step } from './workflow.js';
import { stepOfJob } from './workflow.js';
import { quoted } from '../../text/quoted.js';

/** What the `if:` of a job and its steps check without proof in this file, and what they only seem to check. */
export function conditionGates(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  return [
    ...jobConditionGates(reading, starts, job),
    ...job.steps.flatMap((step) => stepConditionGates(reading, starts, job, step)),
  ];
}

function jobConditionGates(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  const condition = starts.conditionOf(job);
  if (condition === undefined) return [];
  const origin = reading.originOf(condition.node);
  const always = coercedGate(condition) ?? tautologyGate(condition);
  if (always !== undefined) return [{ ...always, origin }];
  // Where no stranger gets through anyway, a weak check is nobody's way in.
  const strangers = starts.untrustedScenarios(job);
  if (strangers.length === 0) return [];
  const checks = apparentChecks(condition);
  const decided = checks
    .filter(({ kind }) => kind === 'label' || kind === 'delegated')
    .filter((check) => isNecessary(condition, check, strangers))
    .flatMap((check) =>
      check.kind === 'label'
        ? [labelGate(check, outliving(reading, starts, job, strangers))]
        : (delegatedGate(check, saidBy(starts, job, check)) ?? []),
    );
  return [...decided, ...weakGates(condition, checks, strangers)].map((gate) => ({ ...gate, origin }));
}

/** Of a step, as far as it holds something that a stranger would want. */
function stepConditionGates(reading: Reading, starts: Starts, job: Job, step: Step): readonly Gate[] {
  const condition = step.condition && reading.conditionOf(step.condition);
  if (condition === undefined) return [];
  const always = coercedGate(condition);
  const gates = always === undefined ? weakStepGates(reading, starts, job, { step, condition }) : [always];
  const origin = reading.originOf(condition.node);
  return gates.map((gate) => ({
    ...gate,
    id: `${gate.id}:step-${String(step.number)}`,
    why: `in ${step.label} ${gate.why}`,
    origin,
  }));
}

function weakStepGates(
  reading: Reading,
  starts: Starts,
  job: Job,
  { step, condition }: { readonly step: Step; readonly condition: Condition },
): readonly Placeless[] {
  const checks = apparentChecks(condition).filter(({ kind }) => kind === 'weak');
  if (checks.length === 0 || !isWorthHolding(reading, starts, job, step)) return [];
  return weakGates(condition, checks, starts.untrustedScenarios(job));
}

function isWorthHolding(reading: Reading, starts: Starts, job: Job, step: Step): boolean {
  return (
    holdsCredential(step) ||
    influencesByStep(reading, starts, job).some((each) => stepOfJob(each.step) === step)
  );
}

type Placeless = Omit<Gate, 'origin'>;

function coercedGate({ kind, text, repair }: Condition): Placeless | undefined {
  if (kind !== 'coerced') return undefined;
  return {
    id: 'condition:coerced',
    kind: 'condition',
    state: 'ineffective',
    name: `if: ${text}`,
    why: 'text beside `${{ }}` makes the whole a string, and one that is not empty is true',
    ...(repair === undefined ? {} : { repair }),
  };
}

function tautologyGate(condition: Condition): Placeless | undefined {
  // `always()` alone is meant to hold.
  if (!isTautology(condition) || !/\b(?:github|needs|inputs)\./u.test(condition.text)) return undefined;
  const name = `if: ${condition.text}`;
  return {
    id: 'condition:tautology',
    kind: 'condition',
    state: 'ineffective',
    name,
    why: 'it holds for every run',
  };
}

/** What the job that decides asks; one that is not in this file may ask anything. */
function saidBy(starts: Starts, job: Job, { path = '' }: ApparentCheck): Asked {
  const [space, id = '', , ...name] = path.split('.');
  if (space !== 'needs') return 'unread';
  return starts.handedOn(id, job)?.asked.get(name.join('.')) ?? 'unread';
}

/** An answer that is given without a look at who started the run holds nobody back for that. */
function delegatedGate({ text, path, why }: ApparentCheck, said: Asked): Placeless | undefined {
  if (said === 'nothing') return undefined;
  const id = `check:${path ?? text}`;
  if (said !== 'proves') return { id, kind: 'condition', state: 'assumed', name: text, why };
  const proof = 'what whoever started the run may do is asked before, and decides';
  return { id, kind: 'condition', state: 'enforced', name: text, why: proof };
}

function labelGate({ text, why }: ApparentCheck, outdated: string | undefined): Placeless {
  const base = { id: `label:${text}`, kind: 'approval' as const, name: text };
  return outdated === undefined
    ? { ...base, state: 'enforced', why }
    : { ...base, state: 'ineffective', why: outdated };
}

/** Weak checks that a stranger's run hangs on: only then do they look like a gate. */
function weakGates(
  condition: Condition,
  checks: readonly ApparentCheck[],
  strangers: readonly Scenario[],
): readonly Placeless[] {
  const { expression } = condition;
  const full = strangers.filter((scenario) => scenario.withholds.length === 0);
  const weak = checks.filter(
    ({ kind }) =>
      kind === 'weak' ||
      (kind === 'other-person' && full.some(({ event }) => event.name === 'issue_comment')),
  );
  const parts = new Set(weak.map(({ part }) => part));
  const hangs = (scenario: Scenario): boolean =>
    expression !== undefined && !truth(expression, scenario.bindings, parts).canBeTrue;
  if (!full.some(hangs)) return [];
  const repair = askingForAuthor(condition, full);
  return weak.map(({ text, why }) => ({
    ...(repair === undefined ? {} : { repair }),
    id: `condition:${text}`,
    kind: 'condition',
    state: 'ineffective',
    name: text,
    why,
  }));
}

const ACTOR = String.raw`github\.(?:actor|triggering_actor|event\.sender\.login)`;
const BOT = String.raw`'[^']*\[bot\]'`;
const BOT_ACTED = new RegExp(String.raw`\b${ACTOR}(?=\s*==\s*${BOT})|(?<=${BOT}\s*==\s*)${ACTOR}\b`, 'giu');

/**
 * The condition with the pull request's author in the place of whoever acted last, where it asks for a bot and that
 * keeps strangers out. GitHub's own examples for Dependabot ask so:
 * https://docs.github.com/en/code-security/tutorials/secure-your-dependencies/automate-dependabot-with-actions
 */
function askingForAuthor({ text }: Condition, strangers: readonly Scenario[]): string | undefined {
  if (!strangers.every(({ event }) => event.name.startsWith('pull_request'))) return undefined;
  const asked = text.replace(BOT_ACTED, 'github.event.pull_request.user.login');
  const expression = parseExpression(asked);
  if (expression === undefined || asked === text) return undefined;
  return strangers.some(({ bindings }) => truth(expression, bindings).canBeTrue) ? undefined : asked;
}

/** Whether no stranger's run gets through when the check says no. */
function isNecessary(
  { expression }: Condition,
  check: ApparentCheck,
  strangers: readonly Scenario[],
): boolean {
  if (expression === undefined) return false;
  const parts: ReadonlySet<Expr> = check.kind === 'label' ? new Set([check.part]) : new Set();
  const refused = (path: string): AbstractValue | undefined =>
    check.kind === 'delegated' && path === check.text ? oneOf('', 'false') : undefined;
  return strangers.every(
    (scenario) => !truth(expression, (path) => refused(path) ?? scenario.bindings(path), parts).canBeTrue,
  );
}

/** A label stays on when new commits are pushed: why it then says nothing of the code that runs. */
function outliving(
  reading: Reading,
  starts: Starts,
  job: Job,
  strangers: readonly Scenario[],
): string | undefined {
  const condition = starts.conditionOf(job)?.expression;
  const later = strangers.flatMap((scenario) => {
    const action = scenario.bindings('github.event.action');
    const actions = action?.kind === 'values' ? action.values.filter((value) => value !== 'opened') : [];
    return actions.filter(
      (value) =>
        condition === undefined ||
        truth(condition, (path) => (path === 'github.event.action' ? oneOf(value) : scenario.bindings(path)))
          .canBeTrue,
    );
  });
  const [first] = later.includes('synchronize') ? ['synchronize'] : later;
  const getsCode = influencesOf(reading, starts, job).some(
    ({ kind, initiators }) =>
      kind === 'code' && strangers.some(({ id }) => initiators === undefined || initiators.includes(id)),
  );
  if (first === undefined || !getsCode) return undefined;
  return `the label stays on when new commits are pushed, and ${quoted(String(first))} starts a run with them`;
}
