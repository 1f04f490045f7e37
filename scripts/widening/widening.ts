import type { Document } from 'yaml';
import { parseAllDocuments } from 'yaml';
import type { Dimension } from '../../server/src/core/compare/changes.js';
import type { TrustScope } from '../../server/src/core/model/trustScope.js';

/** A file that was changed so that one session gets wider, and in what. */
export interface Widening {
  readonly name: string;
  /** In which of these the comparison has to tell it: a gate that is gone may be told as another way of starting. */
  readonly dimensions: readonly Dimension[];
  readonly text: string;
}

/** Makes a session wider by changing the file in which it stands; empty where that file has no place for it. */
export type Widener = (scope: TrustScope, text: string) => readonly Widening[];

/** How a file of YAML is changed; false where nothing could be. */
type YamlEdit = (document: Document) => boolean;

/** The widening that an edit of a document makes; none where the document cannot be edited. */
export function inYaml(
  text: string,
  name: string,
  dimensions: readonly Dimension[],
  edit: YamlEdit,
): readonly Widening[] {
  const documents = parseAllDocuments(text, { logLevel: 'silent', merge: true });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return [];
  const edited = documents.some((document) => {
    try {
      return edit(document);
    } catch {
      // An anchor or a list stands where the edit expects a mapping.
      return false;
    }
  });
  const rewritten = documents
    .map(String)
    .join('---\n')
    .replace(/---\n---\n/gu, '---\n');
  // What does not read back is no change of the file but its end.
  if (!edited || parseAllDocuments(rewritten, { logLevel: 'silent' }).length !== documents.length) return [];
  return [{ name, dimensions, text: rewritten }];
}

/** A widening that adds text at the end of the file. */
export function appended(
  text: string,
  name: string,
  dimensions: readonly Dimension[],
  more: string,
): Widening {
  return { name, dimensions, text: `${text}${text.endsWith('\n') ? '' : '\n'}${more}` };
}

/** The widening that an edit of a file of JSON makes; the edit says whether it changed anything. */
export function inJson(
  text: string,
  name: string,
  dimensions: readonly Dimension[],
  edit: (value: Record<string, unknown>) => boolean,
): readonly Widening[] {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  if (!edit(value as Record<string, unknown>)) return [];
  return [{ name, dimensions, text: JSON.stringify(value, null, 2) }];
}
