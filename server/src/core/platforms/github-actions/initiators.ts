import type { Initiator } from '../../model/facts.js';
import { isUntrusted } from '../../model/vocabulary.js';
import type { Condition } from './conditions.js';
import { narrowingWords } from './conditions.js';
import type { Reading } from './reading.js';
import type { Trigger } from './triggers.js';
import type { Way } from './ways.js';

/** Who starts a job in one way, in words. */
export function initiatorOf(
  reading: Reading,
  way: Way,
  trigger: Trigger,
  condition: Condition | undefined,
): Initiator {
  const { scenario } = way;
  const chained = way.upstream !== undefined;
  const outside = isUntrusted(scenario.actor);
  const conditions = conditionsOf(trigger, condition === undefined ? [] : narrowingWords(condition));
  return {
    id: way.initiator,
    event: trigger.facts.name,
    actor: chained && !outside ? 'another-session' : scenario.actor,
    who: chained ? chainWords(trigger, outside) : scenario.who,
    conditions,
    ...(decides(trigger.facts.name, conditions) ? { decides: true } : {}),
    ...(trigger.facts.name === 'workflow_dispatch' ? { byHand: true } : {}),
    ...(trigger.facts.name.startsWith('pull_request') ? { aboutChange: true } : {}),
    ...(trigger.facts.name === 'pull_request' ? { unreviewed: true } : {}),
    ...(trigger.facts.note === undefined ? {} : { remark: trigger.facts.note }),
    withholds: scenario.withholds,
    certainty: 'declared',
    origin: reading.originOf(trigger.node),
    source: trigger.facts.source,
  };
}

/** A job that asks for a branch or a tag itself is not started by the others that the trigger names. */
function conditionsOf(trigger: Trigger, asked: readonly string[]): readonly string[] {
  const filters = filterWords(trigger);
  const isRef = (words: string): boolean => /^(?:branch|tag) /u.test(words);
  return [...(asked.some(isRef) ? filters.filter((words) => !isRef(words)) : filters), ...asked];
}

/** Events by which somebody with write access decides on a release or deployment. */
const DECISIONS: ReadonlySet<string> = new Set([
  'release',
  'workflow_dispatch',
  'deployment',
  'repository_dispatch',
]);

/** A tag that is pushed is a decision too. */
function decides(event: string, conditions: readonly string[]): boolean {
  return (
    DECISIONS.has(event) || (event === 'push' && conditions.some((condition) => condition.startsWith('tag ')))
  );
}

function chainWords(trigger: Trigger, outside: boolean): string {
  const names = trigger.workflows.map(({ name }) => `"${name}"`).join(', ');
  const run = names === '' ? 'the workflow that it follows' : `workflow ${names}`;
  return outside ? `whoever can start ${run}, people outside the project included` : `a run of ${run}`;
}

function filterWords(trigger: Trigger): readonly string[] {
  const { name } = trigger.facts;
  const words: string[] = [];
  // Of a run that this one follows, the branch is the head branch, whose name a fork chooses: it narrows nothing.
  if (trigger.branches.length > 0 && name !== 'workflow_run') {
    const into = name.startsWith('pull_request') ? 'into ' : '';
    words.push(`${into}branch ${trigger.branches.join(', ')}`);
  }
  if (trigger.tags.length > 0) words.push(`tag ${trigger.tags.join(', ')}`);
  if (trigger.paths.length > 0) words.push(`paths ${trigger.paths.join(', ')}`);
  return words;
}

/** Where strangers can start the session with all it has, that insiders can too is nothing to tell. */
export function withoutEchoes(initiators: readonly Initiator[]): readonly Initiator[] {
  return initiators.filter(
    (initiator) =>
      !initiators.some(
        (other) =>
          other !== initiator &&
          other.event === initiator.event &&
          other.follows === undefined &&
          isUntrusted(other.actor) &&
          other.withholds.length === 0,
      ),
  );
}
