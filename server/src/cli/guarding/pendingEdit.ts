import { patched } from './patch.js';
import type { PatchHunk } from './patch.js';

/** Why an edit could not be judged, in words for whoever set the guard up. */
export class Unjudged extends Error {}

/** A text that takes the place of another. */
export interface Replacement {
  readonly old: string;
  readonly next: string;
  /** Whether every place is meant; else there has to be only one. */
  readonly all: boolean;
}

/** What an agent is about to do to one file. */
export type FileEdit = { readonly path: string } & (
  | { readonly kind: 'write'; readonly text: string }
  | { readonly kind: 'replace'; readonly replacements: readonly Replacement[] }
  | { readonly kind: 'patch'; readonly hunks: readonly PatchHunk[]; readonly moveTo?: string }
  | { readonly kind: 'delete' }
);

/**
 * The text of the file once the edit is done; null where it is gone.
 *
 * @param before the text as it is; undefined for a file that is not there
 * @throws Unjudged where the edit does not fit the text: the agent's tool would refuse it, or reads it in another way
 */
export function textAfter(edit: FileEdit, before: string | undefined): string | null {
  switch (edit.kind) {
    case 'write':
      return edit.text;
    case 'delete':
      return null;
    case 'replace':
      return edit.replacements.reduce((text, one) => replaced(text, one, edit.path), before ?? '');
    case 'patch': {
      const text = before === undefined ? undefined : patched(before, edit.hunks);
      if (text === undefined) throw new Unjudged(`the patch does not fit ${edit.path}`);
      return text;
    }
  }
}

/** Agents see lines that end in `\n`, whatever the file has. */
function replaced(text: string, { old, next, all }: Replacement, path: string): string {
  // How a file is begun: https://code.claude.com/docs/en/hooks#pretooluse-input
  if (old === '' && text === '') return next;
  const crlf = !text.includes(old) && text.includes('\r\n') && !old.includes('\r');
  const [from, to] = crlf ? [old.replaceAll('\n', '\r\n'), next.replaceAll('\n', '\r\n')] : [old, next];
  const first = from === '' ? -1 : text.indexOf(from);
  if (first === -1) throw new Unjudged(`the text to be replaced is not in ${path}`);
  if (all) return text.split(from).join(to);
  if (text.includes(from, first + 1)) {
    throw new Unjudged(`the text to be replaced is in ${path} more than once`);
  }
  return text.slice(0, first) + to + text.slice(first + from.length);
}
