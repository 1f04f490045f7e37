/** Lines of a file that follow each other, as they are and as they shall be. */
export interface PatchHunk {
  /** Lines above, in order, below which the hunk is to be found; each may be cut to its words. */
  readonly below: readonly string[];
  readonly old: readonly string[];
  readonly next: readonly string[];
}

/** What a patch does to one file. */
export type PatchedFile = { readonly path: string } & (
  | { readonly kind: 'add'; readonly text: string }
  | { readonly kind: 'delete' }
  | { readonly kind: 'update'; readonly hunks: readonly PatchHunk[]; readonly moveTo?: string }
);

/** How the text of a patch begins. */
export const PATCH_BEGIN = '*** Begin Patch';

/**
 * Reads a patch as Codex's tool takes it: sections for each file, each with hunks that name no lines.
 * https://github.com/openai/codex/blob/main/codex-rs/apply-patch/apply_patch_tool_instructions.md
 *
 * @returns undefined for what is no such patch
 */
export function readPatch(patch: string): readonly PatchedFile[] | undefined {
  const lines = patch.trim().split(/\r?\n/u);
  if (lines[0]?.trim() !== PATCH_BEGIN) return undefined;
  const files: PatchedFile[] = [];
  let at = 1;
  while (at < lines.length && lines[at]?.trim() !== '*** End Patch') {
    const [, kind, path] = /^\*\*\* (Add|Update|Delete) File: (.+?)\s*$/u.exec(lines[at] ?? '') ?? [];
    if (kind === undefined || path === undefined) return undefined;
    const end = endOfSection(lines, at + 1);
    const file = section(kind, path, lines.slice(at + 1, end));
    if (file === undefined) return undefined;
    files.push(file);
    at = end;
  }
  return files;
}

function endOfSection(lines: readonly string[], from: number): number {
  const ahead = lines
    .slice(from)
    .findIndex((line) => /^\*\*\* (?:(?:Add|Update|Delete) File: |End Patch)/u.test(line));
  return ahead === -1 ? lines.length : from + ahead;
}

function section(kind: string, path: string, body: readonly string[]): PatchedFile | undefined {
  if (kind === 'Delete') return { path, kind: 'delete' };
  if (kind === 'Add') {
    if (body.some((line) => !line.startsWith('+'))) return undefined;
    return { path, kind: 'add', text: body.map((line) => `${line.slice(1)}\n`).join('') };
  }
  const moveTo = /^\*\*\* Move to: (.+?)\s*$/u.exec(body[0] ?? '')?.[1];
  const hunks = hunksOf(moveTo === undefined ? body : body.slice(1));
  if (hunks === undefined) return undefined;
  return { path, kind: 'update', hunks, ...(moveTo === undefined ? {} : { moveTo }) };
}

function hunksOf(body: readonly string[]): readonly PatchHunk[] | undefined {
  const hunks: { below: string[]; old: string[]; next: string[] }[] = [];
  for (const line of body) {
    const last = hunks.at(-1);
    if (line.startsWith('@@')) {
      const heading = line.slice(2).trim();
      // Headings that follow each other lead to one place.
      const begins = last === undefined || last.old.length > 0 || last.next.length > 0;
      const hunk = begins ? { below: [], old: [], next: [] } : last;
      if (begins) hunks.push(hunk);
      if (heading !== '') hunk.below.push(heading);
    } else if (line !== '*** End of File') {
      const hunk = last ?? { below: [], old: [], next: [] };
      if (last === undefined) hunks.push(hunk);
      const text = line.slice(1);
      if (line.startsWith('+')) hunk.next.push(text);
      else if (line.startsWith('-')) hunk.old.push(text);
      else if (line === '' || line.startsWith(' ')) {
        hunk.old.push(text);
        hunk.next.push(text);
      } else return undefined;
    }
  }
  return hunks;
}

/** The text with the hunks applied, each below the one before; undefined where one does not fit. */
export function patched(text: string, hunks: readonly PatchHunk[]): string | undefined {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/u);
  let from = 0;
  for (const { below, old, next } of hunks) {
    for (const heading of below) {
      const found = lines.findIndex((line, index) => index >= from && line.trim() === heading);
      if (found === -1) return undefined;
      from = found + 1;
    }
    const at = old.length === 0 ? (below.length > 0 ? from : lastLine(lines)) : placeOf(lines, old, from);
    if (at === undefined) return undefined;
    lines.splice(at, old.length, ...next);
    from = at + next.length;
  }
  return lines.join(end);
}

/** Where lines are put that replace none: at the end, before the empty text behind the last line end. */
function lastLine(lines: readonly string[]): number {
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

/** Where lines stand, to the letter or else but for blanks at their ends. */
function placeOf(lines: readonly string[], wanted: readonly string[], from: number): number | undefined {
  for (const form of [(line: string): string => line, (line: string): string => line.trimEnd()]) {
    for (let at = from; at + wanted.length <= lines.length; at += 1) {
      if (wanted.every((line, index) => form(line) === form(lines[at + index] ?? ''))) return at;
    }
  }
  return undefined;
}
