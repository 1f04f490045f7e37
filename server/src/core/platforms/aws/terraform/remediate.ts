import type { Remediation } from '../../../model/remediation.js';
import type { Located, LocatedEntry } from '../../../syntax/edit/located.js';
import { locate, valueAt } from '../../../syntax/edit/located.js';
import type { ScalarNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry } from '../../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../text/textRange.js';
import { SESSION_SECONDS } from '../identities/lifetime.js';

/**
 * Edits of HCL: only where one text or number that is written out gives way to others, in a block that has one use.
 * What several turns or documents share, and the JSON syntax, are left to the reader.
 */
export function remediateTerraform(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (tree.format !== 'hcl' || !tree.complete) return undefined;
  switch (intent.kind) {
    case 'replace-values': {
      const located = ownPlace(tree, intent.at.range);
      return located && replaceText(located, intent.values);
    }
    case 'repair-condition': {
      const located = ownPlace(tree, intent.at.range);
      return located && repairCondition(located, intent.at.range.start, intent.condition);
    }
    case 'bound-lifetime': {
      const located = intent.at && ownPlace(tree, intent.at.range);
      return located && boundLifetime(located, intent.seconds);
    }
    default:
      return undefined;
  }
}

type Place = Exclude<Located, { kind: 'root' }>;

/** What stands at a range, if its text has one use. */
function ownPlace(tree: SyntaxTree, range: TextRange): Place | undefined {
  const located = locate(tree, range);
  return located === undefined || located.kind === 'root' || isShared(tree, located) ? undefined : located;
}

function replaceText(located: Located, values: readonly string[]): readonly TextEdit[] | undefined {
  const node = valueAt(located);
  const texts = values.map(quoted);
  if (node.kind !== 'scalar' || !isText(node) || texts.length === 0) return undefined;
  const written = texts.filter((text) => text !== undefined);
  if (written.length !== texts.length) return undefined;
  const list = written.join(', ');
  const isItem = located.kind === 'item' || written.length === 1;
  return [{ range: node.written, newText: isItem ? list : `[${list}]` }];
}

/** Another operator over the one that is written, as a text of `test` or as a key of an object. */
function repairCondition(
  located: Located,
  start: number,
  condition: string,
): readonly TextEdit[] | undefined {
  if (located.kind !== 'entry' || located.entry.key.written.start !== start) {
    return replaceText(located, [condition]);
  }
  const { mapping, entry: operator } = located;
  const isAlone = operator.value.kind === 'mapping' && operator.value.entries.length === 1;
  if (!isAlone || entry(mapping, condition) !== undefined) return undefined;
  const isBare = operator.key.style === 'plain' && /^[A-Za-z]\w*$/u.test(condition);
  const newText = isBare ? condition : quoted(condition);
  return newText === undefined ? undefined : [{ range: operator.key.written, newText }];
}

function boundLifetime(located: Located, seconds: number): readonly TextEdit[] | undefined {
  const bounded = Math.max(Math.round(seconds), SESSION_SECONDS.least);
  const node = valueAt(located);
  if (located.kind !== 'entry' || node.kind !== 'scalar' || !/^"?\d+"?$/u.test(node.text)) return undefined;
  if (bounded > SESSION_SECONDS.most || node.text === String(bounded)) return undefined;
  return [{ range: node.written, newText: String(bounded) }];
}

/** A text in quotation marks in which nothing is filled in. */
function isText({ style, text }: ScalarNode): boolean {
  return style === 'double' && !/[$%]\{/u.test(text);
}

/** A text as HCL writes it; `undefined` for one that would mean something else, or cannot stand on a line. */
function quoted(text: string): string | undefined {
  if (/[\p{Cc}]/u.test(text) || /[$%&]\{/u.test(text)) return undefined;
  return `"${text.replace(/[\\"]/gu, '\\$&')}"`;
}

/** Whether the text counts for more than one policy: in a loop, a local value, a default, or a shared document. */
function isShared(tree: SyntaxTree, located: Place): boolean {
  const keys: LocatedEntry[] = [];
  for (let at: Located | undefined = located; at !== undefined && at.kind !== 'root'; at = at.parent) {
    if (at.kind === 'entry') keys.unshift(at);
  }
  const names = keys.map(({ entry: one }) => one.key.text);
  if (names[0] !== 'resource' && names[0] !== 'data') return true;
  if (names.includes('dynamic') || keys.some(({ mapping }) => entry(mapping, 'for_each') !== undefined)) {
    return true;
  }
  if (names[0] === 'resource') return false;
  const uses = tree.text.split(`data.${names[1] ?? ''}.${names[2] ?? ''}`).slice(1);
  return uses.filter((rest) => !/^[\w-]/u.test(rest)).length !== 1;
}
