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
  const ranked = distinct(leastTrustedFirst(initiators), shortInitiator);
  const shown = ranked.slice(0, max);
  const strangers = shown.filter(isOpenToStrangers).map(shortInitiator);
  const others = shown.filter((initiator) => !isOpenToStrangers(initiator)).map(shortInitiator);
  const texts = [...(strangers.length === 0 ? [] : [`anyone: ${strangers.join(', ')}`]), ...others];
  return texts.join(', ') + (ranked.length > max ? ` +${ranked.length - max}` : '');
}

/** A stranger's session that has neither writes nor secrets is nothing to point at. */
function isOpenToStrangers(initiator: Initiator): boolean {
  return isUntrusted(initiator.actor) && initiator.withholds.length < 2;
}

function shortInitiator(initiator: Initiator): string {
  const branch = initiator.conditions.map((text) => /^branch (\S+)$/u.exec(text)?.[1]).find(Boolean);
  return branch === undefined ? initiator.event : `${initiator.event} to ${branch}`;
}
