import type { Pointing } from '../../model/pointing.js';
import type { TrustScope } from '../../model/trustScope.js';
import { distinct } from '../../collections/grouping.js';
import type { Markdown } from '../../text/markdown.js';
import { code, items, mark, NOTHING, paragraphs } from '../../text/markdown.js';
import { joined } from '../../text/phrases.js';
import { describeInitiator, leastTrustedFirst } from '../describe/initiators.js';
import { sessionNames } from './inheritance.js';

type Condition = Extract<Pointing, { readonly kind: 'condition' }>;

/** More ways of starting than that are counted. */
const SHOWN = 3;

/**
 * What a condition decides: which runs come to the sessions, or a part of one of them. None asks anybody, whatever it
 * compares; what only looks as if it did is told as a gate beside it.
 */
export function conditionSection(
  condition: Condition,
  scopes: readonly TrustScope[],
  isToldAsGate: boolean,
): Markdown {
  const [first] = scopes;
  if (first === undefined) return NOTHING;
  const { noun } = first.facts;
  const names = sessionNames(scopes);
  if (condition.of === 'part') {
    return mark`**No gate for ${names}**: it decides about this step alone. The ${noun === 'job' ? 'job' : 'session'} starts whatever it says, and holds its credentials for all other steps.`;
  }
  const initiators = scopes.flatMap((scope) => scope.initiators);
  const through = distinct(leastTrustedFirst(initiators).map(describeInitiator));
  const heldBack = condition.events.filter(
    (event) => !initiators.some((initiator) => initiator.event === event),
  );
  if (through.length === 0) {
    return mark`**Nothing starts ${names}** that is known: no run gets through this condition and those before it.`;
  }
  const title = isToldAsGate
    ? mark`**Decides which runs come to ${names}**. These get through:`
    : mark`**No approval**: it decides which runs come to ${names}, and asks nobody. These get through:`;
  return paragraphs([
    title,
    items(few(through)),
    heldBack.length === 0 ? '' : mark`Never started by ${joined(heldBack.map(code), 'or')}.`,
  ]);
}

function few(texts: readonly Markdown[]): readonly Markdown[] {
  const more = texts.length - SHOWN;
  return more > 0 ? [...texts.slice(0, SHOWN), mark`and ${more} more`] : texts;
}
