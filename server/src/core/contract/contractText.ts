import type { RemediationValue } from '../model/remediation.js';
import type { InitialScope } from './initial.js';

/** Columns that a line of the file may have before a list goes over several. */
const WIDTH = 110;

/** A contract as the text of `scopes:`, with a line break at its end. */
export function contractText(scopes: readonly InitialScope[], rest: InitialScope): string {
  const lines = [
    '# What sessions may do, as we have agreed on it: https://github.com/trustscope/trustscope/blob/main/docs/reviewing.md',
    'scopes:',
    ...scopes.flatMap(entryLines),
    '  # Whatever is new. To do more, it has to be agreed on above.',
    ...entryLines(rest),
  ];
  return `${lines.join('\n')}\n`;
}

function entryLines({ identities, files, limits }: InitialScope): readonly string[] {
  const [first = '', ...others] = [
    ...listLines('identities', identities, 4),
    ...(files === undefined ? [] : listLines('files', files, 4)),
    ...Object.entries(limits).flatMap(([key, value]) =>
      isList(value) ? listLines(key, value, 4) : [`    ${key}: ${flow(value)}`],
    ),
  ];
  return [`  - ${first.trimStart()}`, ...others];
}

/** Texts on one line where there is room, all else a line each. */
function listLines(key: string, items: readonly RemediationValue[], indent: number): readonly string[] {
  const pad = ' '.repeat(indent);
  const line = `${pad}${key}: ${flow(items)}`;
  const isPlain = items.every((item) => typeof item !== 'object');
  if (items.length === 0 || (isPlain && line.length <= WIDTH)) return [line];
  return [`${pad}${key}:`, ...items.map((item) => `${pad}  - ${flow(item)}`)];
}

function flow(value: RemediationValue): string {
  if (isList(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(([key, part]) => `${key}: ${flow(part)}`);
    return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
  }
  return typeof value === 'string' ? scalar(value) : String(value);
}

/** Plain where that reads back the same in any YAML, else in quotes. */
function scalar(text: string): string {
  if (
    /^(?:[A-Za-z./][\w ./:-]*[\w/]|[A-Za-z]|(?:\d+[hms])+)$/u.test(text) &&
    !/: |\.\.|^(?:true|false|null|yes|no|on|off|y|n|\.\w+)$/iu.test(text)
  ) {
    return text;
  }
  // A sign that is not seen reads back only from double quotes.
  return /[\p{C}\p{Zl}\p{Zp}']/u.test(text) ? escaped(text) : `'${text}'`;
}

function escaped(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffc]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isList(value: RemediationValue): value is readonly RemediationValue[] {
  return Array.isArray(value);
}
