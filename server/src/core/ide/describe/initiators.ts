import type { Initiator } from '../../model/facts.js';
import { isUntrusted, trustRank } from '../../model/vocabulary.js';
import { distinct } from '../../collections/grouping.js';
import { joined } from '../../text/phrases.js';
import type { Markdown } from '../../text/markdown.js';
import { code, plain, mark } from '../../text/markdown.js';

/** The initiators with the least trusted first. */
export function leastTrustedFirst(initiators: readonly Initiator[]): readonly Initiator[] {
  return [...initiators].sort((a, b) => trustRank(a.actor) - trustRank(b.actor));
}

/** One way of starting the session as Markdown: `push` (branch main): anyone with write access. */
export function describeInitiator(initiator: Initiator): Markdown {
  const { conditions, event, who, leading = who } = initiator;
  const words = conditionWords(conditions);
  // Conditions of another session bring brackets along.
  const narrowed =
    conditions.length === 0
      ? ''
      : conditions.some((one) => one.includes('('))
        ? mark`, ${words}`
        : mark` (${words})`;
  return mark`${code(event)}${narrowed}: ${plain(leading)}${plain(withheld(initiator))}`;
}

/** What narrows a start, as Markdown. A branch or a tag is enough; everything else must hold as well. */
export function conditionWords(conditions: readonly string[]): Markdown {
  const refs = conditions.filter((condition) => REF.test(condition));
  const others = conditions.filter((condition) => !REF.test(condition));
  return plain(joined([...(refs.length === 0 ? [] : [joined(refs, 'or')]), ...others]));
}

const REF = /^(?<kind>branch|tag) (?<name>.+)$/u;

/** What the platform holds back from a session started in this way, as an appendix to a sentence. */
export function withheld(initiator: Initiator): string {
  if (initiator.withholds.length === 0) return '';
  return `, without ${joined(
    initiator.withholds.map((held) => (held === 'writes' ? 'write access' : 'secrets')),
    'or',
  )}`;
}

/** All ways of starting in a few plain characters, the least trusted first: `anyone: pull_request_target +2`. */
export function shortInitiators(initiators: readonly Initiator[], max = 2): string {
  if (initiators.length === 0) return 'who starts it: not known';
  const ranked = distinct(leastTrustedFirst(initiators), shortInitiator);
  const shown = ranked.slice(0, max);
  const strangers = shown.filter(isOpenToStrangers).map(shortInitiator);
  const others = shown.filter((initiator) => !isOpenToStrangers(initiator)).map(shortInitiator);
  const texts = [...(strangers.length === 0 ? [] : [`anyone: ${strangers.join(', ')}`]), ...others];
  return texts.join(', ') + (ranked.length > max ? ` +${String(ranked.length - max)}` : '');
}

/** A stranger's session that has neither writes nor secrets is nothing to point at. */
function isOpenToStrangers(initiator: Initiator): boolean {
  return isUntrusted(initiator.actor) && initiator.withholds.length < 2;
}

function shortInitiator(initiator: Initiator): string {
  const refs = initiator.conditions.flatMap((text) => {
    const { kind = '', name = '' } = REF.exec(text)?.groups ?? {};
    return name === '' ? [] : [kind === 'branch' ? name : `${kind} ${name}`];
  });
  // Long lists of branches are for the card.
  if (refs.length === 0 || refs.some((ref) => ref.includes(', '))) return initiator.event;
  return `${initiator.event} to ${joined(refs, 'or')}`;
}
