import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Literals } from '../template/templateTexts.js';
import { PLAIN_LITERALS } from '../template/templateTexts.js';
import type { Part } from '../text/sourceText.js';
import { known, unknown } from '../text/sourceText.js';

const MOST_DEPTH = 8;
/** Names of sources that the Serverless Framework fills in before CloudFormation sees the text. */
const SOURCE =
  /^(?:self|opt|sls|env|file|cf|cfn|ssm|s3|param|aws|strToBool|git|output|state|vault|terraform|doppler)[:(.]/u;

/**
 * The variables of a `serverless.yml`: what stands in the same file is read, everything else is only known when it is
 * deployed.
 *
 * https://www.serverless.com/framework/docs/guides/variables
 */
export function serverlessLiterals(root: SyntaxNode): Literals {
  return {
    part: (text) => resolve(root, text, 0),
    node: (scalar) => standsFor(root, scalar),
    isOwn: (name) => SOURCE.test(name),
  };
}

/** The list or mapping that a text stands for as a whole. */
function standsFor(root: SyntaxNode, scalar: SyntaxNode): SyntaxNode | undefined {
  const path = /^\$\{self:([\w.-]+)(?:\s*,[^{}]*)?\}$/u.exec(textOf(scalar)?.trim() ?? '')?.[1];
  const node = path === undefined ? undefined : nodeAt(root, path);
  return node === undefined || node.kind === 'scalar' ? undefined : node;
}

function nodeAt(root: SyntaxNode, path: string): SyntaxNode | undefined {
  return path.split('.').reduce<SyntaxNode | undefined>((node, step) => {
    if (node?.kind === 'sequence') return /^\d+$/u.test(step) ? node.items[Number(step)] : undefined;
    return get(node, step);
  }, root);
}

function resolve(root: SyntaxNode, text: string, depth: number): Part {
  if (!text.includes('${')) return PLAIN_LITERALS.part(text);
  // A variable that leads back to itself has no value.
  if (depth > MOST_DEPTH) return unknown(text);
  const pieces: Part[] = [];
  let at = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', at)) {
    const end = closing(text, start);
    if (end < 0) break;
    pieces.push(known(text.slice(at, start)), variable(root, text.slice(start, end + 1), depth));
    at = end + 1;
  }
  pieces.push(known(text.slice(at)));
  return {
    text: pieces
      .map((piece) => piece.text)
      .join('')
      .replace(/\uFFFC+/gu, UNKNOWN_PART),
    shown: pieces.map(({ shown }) => shown).join(''),
    guards: [],
    inferred: pieces.some(({ inferred }) => inferred),
    resources: [],
  };
}

/** Where the braces that open at `start` close; -1 where they do not. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
  }
  return -1;
}

/** One `${…}`; what the framework does not fill in, such as a variable of IAM, stays as it is. */
function variable(root: SyntaxNode, written: string, depth: number): Part {
  const inside = resolve(root, written.slice(2, -1), depth + 1).text.trim();
  if (!SOURCE.test(inside)) return inside.startsWith('AWS::') ? unknown(written) : known(written);
  const [first = '', ...fallbacks] = inside.split(/\s*,\s*/u);
  const value = sourceValue(root, first, depth);
  if (value !== undefined) return value;
  for (const fallback of fallbacks) {
    const literal = /^(['"])(.*)\1$/u.exec(fallback)?.[2];
    if (literal !== undefined) return { ...known(literal), inferred: true };
    const found = sourceValue(root, fallback, depth);
    if (found !== undefined) return { ...found, inferred: true };
  }
  return first === 'opt:stage' ? stage(root, depth + 1) : unknown(written);
}

function sourceValue(root: SyntaxNode, source: string, depth: number): Part | undefined {
  if (source === 'sls:stage') return stage(root, depth + 1);
  const path = /^self:([\w.-]+)$/u.exec(source)?.[1];
  const node = path === undefined ? undefined : nodeAt(root, path);
  const text = textOf(node);
  if (text === undefined) return path === 'provider.stage' ? stage(root, depth) : undefined;
  return resolve(root, text, depth + 1);
}

/**
 * `--stage`, else what the file says, else `dev`.
 * https://www.serverless.com/framework/docs/providers/aws/guide/variables#referencing-serverless-core-variables
 */
function stage(root: SyntaxNode, depth: number): Part {
  const text = textOf(nodeAt(root, 'provider.stage'));
  const part = text === undefined || depth > MOST_DEPTH - 2 ? known('dev') : resolve(root, text, depth + 2);
  return { ...part, inferred: true };
}
