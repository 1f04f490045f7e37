import type { Origin } from '../../model/origin.js';
import { within } from '../../text/block.js';
import { literalPattern } from '../../text/literalPattern.js';
import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get } from '../../syntax/syntaxTree.js';
import { eachScalar } from '../../syntax/walk.js';
import type { Expr } from './expressions/ast.js';
import { childrenOf, contextPath, parseExpression } from './expressions/ast.js';
import type { ExpressionSegment } from './expressions/segments.js';
import type { Around } from './around.js';
import type { Reading } from './reading.js';
import type { Job, Step } from './workflow.js';

/** Where a secret is handed in. */
export type SecretPlace =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'input'; readonly action: string; readonly name: string }
  | { readonly kind: 'password'; readonly of: string }
  | { readonly kind: 'passed'; readonly name: string }
  | { readonly kind: 'text' };

/** One mention of a secret, of all of them, or of the job's own token. */
export interface SecretUse {
  readonly what: 'secret' | 'token' | 'dump' | 'computed-name';
  /** The secret's name in capitals, as GitHub compares them; the expression for the others. */
  readonly name: string;
  readonly place: SecretPlace;
  readonly visibleTo: 'step' | 'session' | 'file';
  readonly step: Step | undefined;
  readonly origin: Origin;
}

/**
 * Every mention of a secret that the job can see, from the workflow's environment down to its steps.
 *
 * @param steps its steps, with those of the local actions that it uses
 */
export function secretUses(
  reading: Reading,
  workflow: Around,
  job: Job,
  steps: readonly Step[],
): readonly SecretUse[] {
  const uses: SecretUse[] = [];
  const add = (
    node: SyntaxNode | undefined,
    place: (key: string) => SecretPlace,
    visibleTo: SecretUse['visibleTo'],
    step?: Step,
  ): void => {
    if (node?.kind === 'mapping') {
      for (const { key, value } of node.entries) {
        eachScalar(value, (scalar) =>
          uses.push(...usesIn(reading, scalar, place(key.text), visibleTo, step)),
        );
      }
    } else {
      eachScalar(node, (scalar) => uses.push(...usesIn(reading, scalar, place(''), visibleTo, step)));
    }
  };
  const variable = (name: string): SecretPlace => ({ kind: 'variable', name });
  add(workflow.env, variable, 'file');
  add(get(job.node, 'env'), variable, 'session');
  add(get(get(job.node, 'container'), 'credentials'), registryPlace('container registry'), 'session');
  add(get(get(job.node, 'container'), 'env'), variable, 'session');
  for (const service of entries(get(job.node, 'services'))) {
    add(get(service.value, 'credentials'), registryPlace('service registry'), 'session');
    add(get(service.value, 'env'), variable, 'session');
  }
  add(get(job.node, 'with'), () => ({ kind: 'text' }), 'session');
  add(get(job.node, 'secrets'), (name) => ({ kind: 'passed', name }), 'session');
  for (const step of steps) {
    const action = step.uses?.text.split('@')[0]?.toLowerCase() ?? '';
    add(step.env, variable, 'step', step);
    add(step.with, (name) => ({ kind: 'input', action, name: name.toLowerCase() }), 'step', step);
    add(step.run, () => ({ kind: 'text' }), 'step', step);
  }
  return uses;
}

/** The name of an account opens nothing; what stands beside it does. */
function registryPlace(of: string): (key: string) => SecretPlace {
  return (key) => (key === 'username' ? { kind: 'variable', name: key } : { kind: 'password', of });
}

/** The mentions inside one scalar. */
export function usesIn(
  reading: Reading,
  scalar: ScalarNode,
  place: SecretPlace,
  visibleTo: SecretUse['visibleTo'],
  step: Step | undefined,
): readonly SecretUse[] {
  return reading.segmentsOf(scalar).flatMap((segment) => {
    const expression = parseExpression(segment.text);
    if (expression === undefined) return [];
    return mentions(expression).map(({ what, name, pattern }) => ({
      what,
      name,
      place,
      visibleTo,
      step,
      origin: {
        uri: reading.uri,
        range: narrow(segment, pattern),
        ...(scalar.range === scalar.written ? {} : { anchor: scalar.written }),
      },
    }));
  });
}

interface Mention {
  readonly what: SecretUse['what'];
  readonly name: string;
  /** What to look for in the segment's text, to point at it. */
  readonly pattern: RegExp | string;
}

function mentions(expression: Expr): readonly Mention[] {
  const path = contextPath(expression);
  if (path === undefined) return childrenOf(expression).flatMap(mentions);
  if (path === 'github.token' || path === 'secrets.github_token') {
    return [{ what: 'token', name: 'GITHUB_TOKEN', pattern: /github\.token|secrets\.github_token/iu }];
  }
  if (path === 'secrets' || path === 'secrets.*') {
    return [{ what: 'dump', name: 'secrets', pattern: /secrets(?:\.\*)?/iu }];
  }
  if (path.startsWith('secrets.[]')) {
    const computed: Mention = { what: 'computed-name', name: 'secrets[…]', pattern: /secrets\s*\[.*\]/iu };
    return [computed];
  }
  const name = /^secrets\.([^.]+)/u.exec(path)?.[1];
  if (name === undefined) {
    // A computed index may itself name a secret: `matrix[secrets.X]`.
    return childrenOf(expression)
      .filter((child) => contextPath(child) === undefined)
      .flatMap(mentions);
  }
  return [{ what: 'secret', name: name.toUpperCase(), pattern: `secrets.${name}` }];
}

/** The part of the segment that matches, where offsets in it are offsets of the file. */
function narrow(segment: ExpressionSegment, pattern: RegExp | string): Origin['range'] {
  if (!segment.exact) return segment.range;
  // Nearly all secrets are written like this; making an expression for each name costs more than all else here.
  if (typeof pattern === 'string') {
    const at = segment.text.toLowerCase().indexOf(pattern);
    const end = at + pattern.length;
    if (at >= 0 && !/[\w-]/u.test(segment.text.charAt(end))) {
      return within(segment.inner, at, end);
    }
  }
  const match = (typeof pattern === 'string' ? spacedPattern(pattern) : pattern).exec(segment.text);
  if (match === null) return segment.range;
  return within(segment.inner, match.index, match.index + match[0].length);
}

/** `secrets.name` with the spaces and brackets that it may also be written with. */
function spacedPattern(path: string): RegExp {
  const word = literalPattern(path.slice('secrets.'.length));
  return new RegExp(`secrets\\s*(?:\\.\\s*${word}|\\[\\s*'${word}'\\s*\\])`, 'iu');
}
