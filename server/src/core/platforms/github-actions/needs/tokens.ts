import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries } from '../../../syntax/syntaxTree.js';
import { eachScalar } from '../../../syntax/walk.js';
import { contextPath, parseExpression, partsOf } from '../expressions/ast.js';
import type { Reading } from '../reading.js';

/** Whose credential a value holds. `maybe-job-token`: a part of it may be the job's token, for example an input. */
export type Holder = 'job-token' | 'maybe-job-token' | 'other';

/** Environment variables with what they hold; those that hold no credential of GitHub are not listed. */
export type TokenEnvironment = ReadonlyMap<string, Holder>;

/** Whose credential the value of a node holds; `undefined` where it holds none that is known. */
export function holderOf(
  reading: Reading,
  node: SyntaxNode | undefined,
  env: TokenEnvironment,
): Holder | undefined {
  let holder: Holder | undefined;
  eachScalar(node, (scalar) => {
    for (const segment of reading.segmentsOf(scalar)) {
      const expression = parseExpression(segment.text);
      if (expression === undefined) continue;
      for (const part of partsOf(expression)) {
        holder = stronger(holder, pathHolder(reading, contextPath(part), env));
      }
    }
  });
  return holder;
}

function pathHolder(reading: Reading, path: string | undefined, env: TokenEnvironment): Holder | undefined {
  if (path === undefined) return undefined;
  if (path === 'github.token' || path === 'secrets.github_token') return 'job-token';
  if (path.startsWith('env.')) return env.get(path.slice('env.'.length).toUpperCase());
  // What a caller or an earlier step hands over may be anything, the job's token among it.
  if (/^inputs\.[\w-]*(?:token|pat|secret|credential|password)/u.test(path)) return 'maybe-job-token';
  if (path.startsWith('secrets.') && mayBePassed(reading, path.slice('secrets.'.length))) {
    return 'maybe-job-token';
  }
  if (path.startsWith('secrets.') || /^(?:steps|needs)\.[^.]+\.outputs\./u.test(path)) return 'other';
  return undefined;
}

/** A word of GitHub's, or none that tells whose the credential is. */
const OF_GITHUB =
  /(?:^|[_-])(?:gh|ghcr|github|git|repo|repository|registry|docker)(?:[_-]|$)|^(?:access_)?(?:token|password)$/u;

/**
 * A caller may hand its own token over as a secret of the called workflow, though by that name it is none:
 * https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#passing-inputs-and-secrets-to-a-reusable-workflow
 */
function mayBePassed({ callerSecrets }: Reading, name: string): boolean {
  return callerSecrets().has(name) && OF_GITHUB.test(name);
}

const STRENGTH: Readonly<Record<Holder, number>> = { other: 1, 'maybe-job-token': 2, 'job-token': 3 };

function stronger(a: Holder | undefined, b: Holder | undefined): Holder | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return STRENGTH[a] >= STRENGTH[b] ? a : b;
}

/** Whether the job's token may be behind it. */
export function isJobToken(holder: Holder | undefined): boolean {
  return holder === 'job-token' || holder === 'maybe-job-token';
}

/** The environment with the variables of further `env` mappings, later ones covering earlier ones. */
export function tokenEnvironment(
  reading: Reading,
  nodes: readonly (SyntaxNode | undefined)[],
  base: TokenEnvironment = new Map(),
): TokenEnvironment {
  if (nodes.every((node) => node === undefined)) return base;
  const env = new Map(base);
  for (const node of nodes) {
    for (const { key, value } of entries(node)) {
      const holder = holderOf(reading, value, env);
      if (holder === undefined) env.delete(key.text.toUpperCase());
      else env.set(key.text.toUpperCase(), holder);
    }
  }
  return env;
}

/** The variables that hold the job's token. */
export function jobTokenVariables(env: TokenEnvironment): readonly string[] {
  // It is asked of the same environment for each command.
  const known = ofJobToken.get(env);
  if (known !== undefined) return known;
  const names = [...env].filter(([, holder]) => isJobToken(holder)).map(([name]) => name);
  ofJobToken.set(env, names);
  return names;
}

const ofJobToken = new WeakMap<TokenEnvironment, readonly string[]>();
