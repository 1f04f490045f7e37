import type { FileProblem, Finding, Snapshot } from '../analysis/snapshot.js';
import type { Meant } from '../text/meant.js';
import { quoted } from '../text/quoted.js';
import type { TextEdit, TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { actionTitle } from './actionTitle.js';

/** A name that nothing knows, written as the one that was probably meant. */
export interface SpellingAction {
  readonly title: string;
  readonly caution: string | undefined;
  /** What tells of the name: a problem of the file, or the finding of a comment. */
  readonly about: { readonly code: string; readonly range: TextRange };
  readonly edit: TextEdit;
}

/** What is offered for names in the range that nothing knows and that are near to known ones. */
export function spellingActions(snapshot: Snapshot, uri: Uri, range: TextRange): readonly SpellingAction[] {
  const text = snapshot.file(uri)?.text ?? snapshot.configurationTree(uri)?.text;
  if (text === undefined) return [];
  const told = [...snapshot.problems(uri).map(ofProblem), ...snapshot.findings(uri).map(ofFinding)];
  return told.flatMap(({ meant, about }) => {
    if (meant === undefined || about.range.start > range.end || about.range.end < range.start) return [];
    const place = onlyPlace(text, about.range, meant.written);
    if (place === undefined) return [];
    const title = actionTitle(`Change to ${quoted(meant.name)}`, meant.caution);
    return [{ title, caution: meant.caution, about, edit: { range: place, newText: meant.name } }];
  });
}

interface Told {
  readonly meant: Meant | undefined;
  readonly about: SpellingAction['about'];
}

function ofProblem({ kind, range, meant }: FileProblem): Told {
  return { meant, about: { code: kind, range } };
}

function ofFinding({ rule, origin, meant }: Finding): Told {
  return { meant, about: { code: rule, range: origin.range } };
}

/** Where a name stands in a part of a text: quotes may be around it. Nowhere where it stands twice, or written otherwise. */
function onlyPlace(text: string, { start, end }: TextRange, name: string): TextRange | undefined {
  const part = text.slice(start, end);
  const at = part.indexOf(name);
  if (at < 0 || part.includes(name, at + 1)) return undefined;
  return { start: start + at, end: start + at + name.length };
}
