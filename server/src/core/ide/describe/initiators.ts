import type { Initiator } from '../../model/facts.js';
import { isUntrusted, trustRank } from '../../model/vocabulary.js';
import { distinct, joined } from './list.js';
import { code, plain } from './markdown.js';

/** The initiators with the least trusted first. */
export function leastTrustedFirst(initiators: readonly Initiator[]): readonly Initiator[] {
  return [...initiators].sort((a, b) => trustRank(a.actor) - trustRank(b.actor));
}

/** One way of starting the session as Markdown: `push` (branch main): anyone with write access. */
export function describeInitiator(initiator: Initiator): string {
  const conditions = initiator.conditions.length === 0 ? '' : ` (${plain(joined(initiator.conditions))})`;
  return `${code(initiator.event)}${conditions}: ${plain(initiator.who)}${withheld(initiator)}`;
}

/** What the platform holds back from a session started in this way, as an appendix to a sentence. */
export function withheld(initiator: Initiator): string {
  if (initiator.withholds.length === 0) return '';
  return `, without ${joined(initiator.withholds.map((held) => (held === 'writes' ? 'write access' : 'secrets')))}`;
}

/** All ways of starting in a few plain characters, the least trusted first: `anyone: pull_request_target +2`. */
export function shortInitiators(initiators: readonly Initiator[], max = 2): string {
  if (initiators.length === 0) return 'nothing starts it';
  const texts = distinct(leastTrustedFirst(initiators).map(shortInitiator));
  const more = texts.length > max ? ` +${String(texts.length - max)}` : '';
  return texts.slice(0, max).join(', ') + more;
}

function shortInitiator(initiator: Initiator): string {
  const event = initiator.event.replace(/_/gu, ' ');
  const who = isUntrusted(initiator.actor) && initiator.withholds.length < 2 ? 'anyone: ' : '';
  const branch = initiator.conditions.map((text) => /^branch (\S+)$/u.exec(text)?.[1]).find(Boolean);
  return `${who}${event}${branch === undefined ? '' : ` to ${branch}`}`;
}
