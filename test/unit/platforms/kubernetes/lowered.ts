import { readFileSync } from 'node:fs';
import type { FileFacts } from '../../../../server/src/core/model/facts.js';
import type { Grant } from '../../../../server/src/core/model/facts.js';
import type { Origin } from '../../../../server/src/core/model/origin.js';
import type { Remediation } from '../../../../server/src/core/model/remediation.js';
import { kubernetes } from '../../../../server/src/core/platforms/kubernetes/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import type { SyntaxTree } from '../../../../server/src/core/syntax/syntaxTree.js';
import { applyEdits } from '../../../../server/src/core/text/textRange.js';
import { readBy } from '../../../support/readBy.js';

const ROOT = 'file:///repository';

/** A file as the platform reads it. */
export interface Lowered {
  readonly text: string;
  readonly tree: SyntaxTree;
  readonly facts: FileFacts;
  /** The text that an origin points at. */
  readonly at: (origin: Origin) => string;
}

export function lowered(text: string, path = 'manifests/file.yaml'): Lowered {
  const file = { uri: `${ROOT}/${path}`, path, text };
  const tree = parse(text, kubernetes.format(file), kubernetes.parsing?.(file));
  const facts = kubernetes.lower(file.uri, tree);
  return { text, tree, facts, at: ({ range }) => text.slice(range.start, range.end) };
}

export function isSelected(path: string, text: string): boolean {
  return readBy(path, text) === 'kubernetes';
}

/** A file of the fixtures, by its path below them. */
export function fixture(path: string): Lowered {
  const text = readFileSync(
    new URL(`../../../fixtures/platforms/kubernetes/${path}`, import.meta.url),
    'utf8',
  )
    .split('\n')
    .filter((line) => !line.startsWith('#~'))
    .join('\n');
  return lowered(text, path);
}

/** All grants of the sets of a file. */
export function setGrants({ facts }: Lowered): readonly Grant[] {
  return (facts.sets ?? []).flatMap(({ grants }) => grants);
}

/** The text after a remediation at the first place of `at`, or after `anchor`; `undefined` when it is declined. */
export function remediated(
  text: string,
  intent: (origin: Origin) => Remediation,
  at: string,
  { path = 'manifests/file.yaml', anchor = '' }: { readonly path?: string; readonly anchor?: string } = {},
): string | undefined {
  const { tree } = lowered(text, path);
  const start = text.indexOf(at, anchor === '' ? 0 : text.indexOf(anchor));
  if (start < 0) throw new Error(`${at} is not in the text`);
  const origin: Origin = { uri: `${ROOT}/${path}`, range: { start, end: start + at.length } };
  const edits = kubernetes.remediate(intent(origin), tree);
  if (edits === undefined) return undefined;
  const result = applyEdits(text, edits);
  const problems = parse(result, tree.format).problems;
  if (problems.length > 0) throw new Error(`${problems[0]?.message ?? ''}\n${result}`);
  return result;
}
