import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Finding } from '../analysis/snapshot.js';
import type { Initiator } from '../model/facts.js';
import { notKnown } from '../model/width.js';
import { distinct } from '../collections/grouping.js';
import { listed } from '../text/phrases.js';
import type { Markdown } from '../text/markdown.js';
import { code, facts, mark, NOTHING, paragraphs, plain, together } from '../text/markdown.js';
import { ROWS } from './cardRows.js';
import { describeInitiator, leastTrustedFirst } from './describe/initiators.js';
import { lifetimeInBrief } from './describe/lifetime.js';
import type { CardRow } from './sessionCard.js';
import { becomesNames, longerLives, sessionCard, widthReasons } from './sessionCard.js';

/** Values of a row that a hover shows. */
const BRIEF = 2;

/**
 * The card in about ten lines, for a hover: one line for who it is, who starts it and how long it lasts, of another row
 * the first values and how many there are besides.
 */
export function briefCard(scope: TrustScope, findings: readonly Finding[], model: TrustModel): Markdown {
  const { verdict, rows, controls } = sessionCard(scope, findings, model);
  const shown = [...rows]
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((row) => inBrief(row, scope, model))
    .filter(({ values }) => values.length > 0);
  return paragraphs([
    verdict,
    widthReasons(scope, false),
    // A name in two lines would cost one of the ten.
    facts(shown.map(({ name, values }) => [name.replaceAll(' ', '\u00A0'), values])),
    controls,
  ]);
}

/** What it opens first, then who starts it and for how long; then what else there is. */
const ORDER: readonly string[] = [
  ROWS.reach,
  ROWS.becomes,
  ROWS.escalations,
  ROWS.gated,
  ROWS.startedBy,
  ROWS.lasts,
];

function placeOf({ name }: CardRow): number {
  const place = ORDER.indexOf(name);
  return place < 0 ? ORDER.length : place;
}

function inBrief({ name, values }: CardRow, scope: TrustScope, model: TrustModel): CardRow {
  switch (name) {
    case ROWS.identity:
      // What it takes on is among what it reaches.
      return { name, values: [] };
    case ROWS.startedBy:
      return { name, values: scope.initiators.length === 0 ? values : [starters(scope.initiators)] };
    case ROWS.lasts:
      return { name, values: [together([lifetimeInBrief(scope.lifetime), ...longerLives(scope)], '; ')] };
    case ROWS.reach:
      return { name, values: [together(values, ' · ')] };
    case ROWS.becomes:
      return { name, values: inOneLine(becomesNames(scope, model)) };
    case ROWS.escalations:
      // The first is among the reasons above.
      return {
        name,
        values: scope.width.reasons.some((reason) => reason.startsWith('it can ')) ? [] : cutShort(values),
      };
    case ROWS.notKnown:
      return { name, values: inOneLine(openQuestions(scope)) };
    default:
      return { name, values: cutShort(values) };
  }
}

/** Who is trusted least, and the events by which others start it. */
function starters(initiators: readonly Initiator[]): Markdown {
  const ranked = leastTrustedFirst(initiators);
  const [first = NOTHING] = ranked.map(describeInitiator);
  const others = distinct(ranked.map(({ event }) => event)).filter((event) => event !== ranked[0]?.event);
  // A count in the place of a name: the row stays one line.
  const named = others.length > BRIEF ? BRIEF - 1 : BRIEF;
  return others.length === 0 ? first : mark`${first}; also ${listed(others.map(code), named)}`;
}

/** What the reasons have not said. */
function openQuestions({ unknowns, width }: TrustScope): readonly Markdown[] {
  const open = unknowns.filter((unknown) => !width.reasons.includes(notKnown(unknown)));
  return distinct(open.map(({ what }) => plain(what)));
}

function inOneLine(values: readonly Markdown[]): readonly Markdown[] {
  return values.length === 0 ? [] : [listed(values, BRIEF)];
}

function cutShort(values: readonly Markdown[]): readonly Markdown[] {
  const last = values[BRIEF - 1];
  if (values.length <= BRIEF || last === undefined) return values;
  return [...values.slice(0, BRIEF - 1), mark`${last}; and ${values.length - BRIEF} more`];
}
