import { sessionCard } from '../ide/sessionCard.js';
import { sessionLabel } from '../ide/describe/identity.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Markdown } from '../text/markdown.js';
import { items, mark, markdownText, paragraphs, plain } from '../text/markdown.js';

/** A session in one state of a workspace. */
interface ScopeIn {
  /** Nothing where the state has no such session. */
  readonly scope: TrustScope | undefined;
  readonly model: TrustModel;
}

/** The cards of one session in two states, for an editor that shows what differs. */
export interface ComparedCards {
  readonly name: string;
  /** Empty where the session is new. */
  readonly before: string;
  readonly now: string;
}

/** The card of a session in the base and now, each in Markdown with one thing in a line. */
export function comparedCards(before: ScopeIn, now: ScopeIn & { readonly scope: TrustScope }): ComparedCards {
  return {
    name: sessionLabel(now.scope.facts),
    before: before.scope === undefined ? '' : cardLines(before.scope, before.model),
    now: cardLines(now.scope, now.model),
  };
}

/** A card with one thing in a line: what changed of it then shows as lines that changed. */
export function cardLines(scope: TrustScope, model: TrustModel): string {
  const { title, reasons, rows } = sessionCard(scope, [], model);
  const sections = rows.flatMap(({ name, values }): Markdown[] => [mark`## ${plain(name)}`, items(values)]);
  const text = markdownText(paragraphs([mark`# ${plain(title)}`, reasons, ...sections]));
  // It is read as it is written: nobody renders it, and signs need no protection.
  return `${text.replace(/\\([!-/:-@[-`{-~])/gu, '$1')}\n`;
}
