import { distinct, grouped } from '../collections/grouping.js';
import type { Ceiling } from '../model/ceiling.js';
import { formatDuration } from '../model/duration.js';
import type { Remediation, RemediationOffer, RemediationValue } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { gateWords } from '../model/words.js';
import { quoted } from '../text/quoted.js';
import type { Breach } from './breaches.js';
import { actionWords } from './words.js';
import { durationText, reachItems, startItem } from './written.js';

type Widening = Extract<Remediation, { kind: 'widen-contract' }>['widen'];

/** Lets the contract allow what is beyond it. What is agreed on by that is for people to say, so it is never safe. */
export function wideningOffer(scope: TrustScope, together: readonly Breach[]): RemediationOffer | undefined {
  const { ceiling } = scope.policy;
  if (ceiling === undefined || together.length === 0) return undefined;
  const widenings = distinct(wideningsOf(together), (widening) => JSON.stringify(widening));
  return {
    title: `Widen the contract: ${titleOf(together)}`,
    applicability: 'unsafe',
    caution: 'whoever agreed on the contract has to agree on this',
    intents: widenings.map((widen) => intent(ceiling, widen)),
  };
}

function intent({ entry }: Ceiling, widen: Widening): Remediation {
  return { kind: 'widen-contract', uri: entry.uri, at: entry, widen };
}

function titleOf(together: readonly Breach[]): string {
  const [first] = together;
  const more = together.length > 1 ? ` and ${String(together.length - 1)} more` : '';
  switch (first?.kind) {
    case 'reach':
      return `allow ${actionWords(
        together.flatMap((breach) => (breach.kind === 'reach' ? [breach.reached] : [])),
        2,
      )}`;
    case 'start':
      return `allow ${quoted(first.initiator.event)}${more}`;
    case 'lifetime':
      return `allow ${first.seconds === null ? 'any length' : formatDuration(first.seconds)}`;
    case 'gate':
      return first.unproved === undefined
        ? 'do not demand the gate'
        : `settings prove ${gateWords(first.unproved.name)}`;
    case 'unknown':
    case undefined:
      return `accept that it is not known${more}`;
  }
}

function wideningsOf(together: readonly Breach[]): readonly Widening[] {
  const lists = grouped(
    together.flatMap((breach): { key: string; items: readonly RemediationValue[] }[] => {
      switch (breach.kind) {
        case 'start':
          return [{ key: 'startedBy', items: [startItem(breach.initiator)] }];
        case 'unknown':
          return [{ key: 'notKnown', items: [breach.unknown.what] }];
        default:
          return [];
      }
    }),
    ({ key }) => key,
  );
  const reached = together.flatMap((breach) => (breach.kind === 'reach' ? [breach.reached] : []));
  return [
    ...(reached.length === 0 ? [] : [{ how: 'add' as const, key: 'may', items: reachItems(reached) }]),
    ...[...lists].map(([key, found]) => ({
      how: 'add' as const,
      key,
      items: distinct(
        found.flatMap(({ items }) => items),
        (item) => JSON.stringify(item),
      ),
    })),
    ...lifeWidenings(together),
    ...together.flatMap((breach): Widening[] => {
      if (breach.kind !== 'gate') return [];
      const { index, origin } = breach.asked;
      return [
        breach.unproved === undefined
          ? { how: 'drop', at: origin }
          : { how: 'set', path: ['gates', String(index), 'proof'], value: 'settings' },
      ];
    }),
  ];
}

/** The longest of what is beyond; what works on for longer than the session is bounded by itself. */
function lifeWidenings(together: readonly Breach[]): readonly Widening[] {
  const lives = grouped(
    together.flatMap((breach) => (breach.kind === 'lifetime' ? [breach] : [])),
    ({ identity }) => (identity === undefined ? 'lasts' : 'credentialsLast'),
  );
  return [...lives].map(([key, found]) => {
    const longest = found.some(({ seconds }) => seconds === null)
      ? null
      : Math.max(...found.map(({ seconds }) => seconds ?? 0));
    return { how: 'set', path: [key], value: durationText(longest) };
  });
}
