import type { Snapshot } from '../../analysis/snapshot.js';
import { describeGate } from '../../ide/describe/gates.js';
import { describeGrants } from '../../ide/describe/grants.js';
import { sessionMarkdown } from '../../ide/describe/identity.js';
import { describeInitiator, leastTrustedFirst } from '../../ide/describe/initiators.js';
import { describeLifetime } from '../../ide/describe/lifetime.js';
import { verdictWords } from '../../ide/describe/verdict.js';
import { knownMinimum } from '../../model/needs.js';
import { isOpen } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import { grantSetWords } from '../../model/words.js';
import type { Markdown } from '../../text/markdown.js';
import { code, isNothing, items, mark, NOTHING, paragraphs, plain } from '../../text/markdown.js';
import { counted, joined, listed } from '../../text/phrases.js';
import type { Uri } from '../../text/uri.js';
import { Places } from '../places.js';
import { WIDTHS } from '../summary.js';
import { lineColumn } from '../text/layout.js';
import type { Answer } from './answer.js';

/** Ways of starting, and unknowns, that a card names before it counts the rest. */
const NAMED = 5;

/**
 * How far sessions reach before anybody checks again: those of one file, or those that stand at one of its lines; the
 * widest first.
 *
 * @param line from 0; all of the file where it is left out, or no session stands there
 */
export function scopeAnswer(snapshot: Snapshot, root: Uri, uri: Uri, line: number | undefined): Answer {
  const places = new Places(snapshot, root);
  const file = snapshot.file(uri);
  const offset = line === undefined ? undefined : file?.lines.lineStart(line + 1);
  const at = offset === undefined ? [] : snapshot.scopesAt(uri, Math.max(0, offset - 1));
  const found = at.length > 0 ? at : snapshot.model.scopesOf(uri);
  const ordered = WIDTHS.flatMap((band) => found.filter((scope) => scope.width.band === band));
  const problems = snapshot.problems(uri).map(({ message }) => mark`Not read whole: ${plain(message)}`);
  const none =
    file === undefined
      ? 'TrustScope reads no file of this name and kind.'
      : 'No session stands in this file.';
  const head =
    found.length === 0 ? plain(none) : plain(`${counted(found.length, 'session')} in ${places.path(uri)}.`);
  return {
    head: [head, items(problems)],
    items: ordered.map((scope) => card(scope, places)),
    noun: ['session', 'sessions'],
    more: 'Ask for the line of one.',
  };
}

function card(scope: TrustScope, places: Places): Markdown {
  const place = places.place(scope.facts.origin);
  const open = scope.grants.filter((grant) => isOpen(scope, grant));
  const gated = scope.grants.filter((grant) => !open.includes(grant));
  const minimum = scope.needs === null ? undefined : knownMinimum(scope);
  const starts = leastTrustedFirst(scope.initiators).map(describeInitiator);
  const gates = scope.gates.map(describeGate);
  const unknowns = scope.unknowns.map(({ what, why }) => mark`${plain(what)}: ${plain(why)}`);
  const rows: readonly (readonly [string, Markdown])[] = [
    ['Started by', starts.length === 0 ? plain('nothing that is here') : listed(starts, NAMED)],
    ['Lasts', describeLifetime(scope.lifetime)],
    ['May, without approval', open.length === 0 ? plain('nothing') : describeGrants(open)],
    ['May, behind a gate', gated.length === 0 ? NOTHING : describeGrants(gated)],
    ['Gates', gates.length === 0 ? plain('none') : listed(gates, NAMED)],
    ['Needs', needs(minimum)],
    ['Not known', unknowns.length === 0 ? NOTHING : listed(unknowns, NAMED)],
    ['Because', scope.width.reasons.length === 0 ? NOTHING : plain(joined(scope.width.reasons))],
  ];
  return paragraphs([
    mark`### ${sessionMarkdown(scope.facts)}: ${plain(verdictWords(scope.width))} (${code(`${place.path}:${lineColumn(place)}`)})`,
    items(rows.flatMap(([name, value]) => (isNothing(value) ? [] : [mark`${plain(name)}: ${value}`]))),
  ]);
}

function needs(minimum: ReturnType<typeof knownMinimum> | undefined): Markdown {
  if (minimum === undefined) return NOTHING;
  return minimum === null ? plain('not known, as some of its steps are not') : plain(grantSetWords(minimum));
}
