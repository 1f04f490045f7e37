import { distinct } from '../collections/grouping.js';
import { formatDuration } from '../model/duration.js';
import type { TrustScope } from '../model/trustScope.js';
import { gateWords, listWords } from '../model/words.js';
import { quoted } from '../text/quoted.js';
import type { Breach } from './breaches.js';
import type { Reached } from './reached.js';

/** What is beyond the contract, and what to do, in sentences. */
export function breachWords(scope: TrustScope, together: readonly Breach[]): string {
  const { facts } = scope;
  const who = `${facts.noun} ${quoted(facts.label)}`;
  const subject = who.charAt(0).toUpperCase() + who.slice(1);
  const of = <K extends Breach['kind']>(kind: K): readonly Extract<Breach, { kind: K }>[] =>
    together.filter((breach): breach is Extract<Breach, { kind: K }> => breach.kind === kind);
  const unknown = of('unknown').map(({ unknown: { what } }) => what);
  if (unknown.length > 0) {
    return `Not known whether ${who} stays within its contract: ${listWords(distinct(unknown))}. Make it known, or accept it in the contract as not known.`;
  }
  const sentences = [
    reachSentence(
      subject,
      of('reach').map(({ reached }) => reached),
    ),
    ...of('start').map(
      ({ initiator: { event, who: by } }) =>
        `${subject} can be started by ${quoted(event)}${by === '' ? '' : ` (${by})`}, which its contract does not allow.`,
    ),
    ...of('lifetime').map(
      ({ identity, seconds, limit, boundBy }) =>
        `${identity === undefined ? subject : `The session of ${quoted(identity.name)} that ${who} takes`} lasts ${seconds === null ? 'without an end' : `up to ${formatDuration(seconds)}`}${boundBy === '' ? '' : ` (${boundBy})`}, and its contract allows ${formatDuration(limit)}.`,
    ),
    ...gateSentences(subject, of('gate')),
  ].filter((text) => text !== '');
  return `${distinct(sentences).join(' ')} Narrow it, or have the contract widened.`;
}

function reachSentence(subject: string, reached: readonly Reached[]): string {
  if (reached.length === 0) return '';
  return `${subject} may ${actionWords(reached)}, which its contract does not allow.`;
}

/** `contents:write` and `packages:write`; what an action is on where that says more than the action. */
export function actionWords(reached: readonly Reached[], most = 3): string {
  return listWords(
    distinct(
      reached.map(({ action, on, levelled, grant }) => {
        if (action === `hold ${on}`) return `hold ${quoted(on)}`;
        const isNamed = levelled !== undefined || action.includes(on) || grant === undefined;
        return isNamed ? quoted(action) : `${quoted(action)} on ${quoted(on)}`;
      }),
    ),
    most,
  );
}

function gateSentences(
  subject: string,
  breaches: readonly Extract<Breach, { kind: 'gate' }>[],
): readonly string[] {
  const unproved = breaches.filter((breach) => breach.unproved !== undefined);
  const missing = breaches.filter((breach) => breach.unproved === undefined);
  const first = unproved[0]?.unproved;
  return [
    ...(first === undefined
      ? []
      : [
          `${subject} waits for ${gateWords(first.name)} before it may ${actionWords(unproved.map(({ reached }) => reached))}, and nothing here proves that it asks anybody. Its contract demands a gate that is proved.`,
        ]),
    ...(missing.length === 0
      ? []
      : [
          `${subject} may ${actionWords(missing.map(({ reached }) => reached))} without ${askedWords(missing)}, which its contract demands before it.`,
        ]),
  ];
}

function askedWords(breaches: readonly Extract<Breach, { kind: 'gate' }>[]): string {
  return listWords(
    distinct(
      breaches.map(({ asked: { name, kind } }) =>
        name !== undefined
          ? gateWords(name)
          : kind === undefined
            ? 'a gate'
            : `a gate of kind ${quoted(kind)}`,
      ),
    ),
  );
}

const LIMITS: Readonly<Record<Breach['kind'], string>> = {
  reach: 'the contract allows this much',
  start: 'the contract allows these starters',
  lifetime: 'the contract allows so long',
  gate: 'the contract demands this gate',
  unknown: 'the contract limits it here',
};

/** What the line of the contract has to do with the breach. */
export function contractWords(kind: Breach['kind']): string {
  return LIMITS[kind];
}
