import { parse } from 'acorn';
import type { AnyNode, CallExpression, MemberExpression } from 'acorn';
import { full } from 'acorn-walk';
import { octokitPermission } from '../../../knowledge/github/octokitMethods.js';
import type { RestPermission } from '../../../knowledge/github/restPermissions.js';
import { restPermission } from '../../../knowledge/github/restPermissions.js';
import { isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import { inputOf } from '../workflow.js';
import type { StepContext, StepUse } from './stepContext.js';
import { UNUSED } from './stepContext.js';
import { holderOf, isJobToken } from './tokens.js';

/** Clients that the action gives its script, and the names under which scripts make their own. */
const CLIENT = /^(?:github|octokit|client|gh)$/u;

/**
 * What the script of `actions/github-script` calls: `github.rest.issues.createComment(…)`, `github.request('GET …')`,
 * `github.paginate(github.rest…)`. The token is the job's unless another is given.
 */
export function githubScriptUse(context: StepContext): StepUse {
  const token = inputOf(context.step, 'github-token');
  const holder =
    token === undefined || isAbsent(token) ? 'job-token' : holderOf(context.reading, token, context.env);
  if (!isJobToken(holder)) return UNUSED;
  const script = textOf(inputOf(context.step, 'script'));
  if (script === undefined) return UNUSED;
  const calls = readCalls(script);
  if (calls === undefined) return unknown(context, 'the script cannot be read');
  const needs = calls.calls.flatMap(({ name, permission }) =>
    permission === undefined || permission === 'none'
      ? []
      : Object.entries(permission).map(([right, access]) => ({
          right,
          access,
          why: `${context.step.label}, to call \`${name}\``,
          optional: false,
        })),
  );
  const open = calls.calls.filter(({ permission }) => permission === undefined).map(({ name }) => name);
  const gaps = [...open.map((name) => `what \`${name}\` asks for is not known`), ...calls.open];
  return {
    needs,
    gaps: gaps.map((why) => ({ why: `${why} (${context.step.label})`, rights: 'all' as const })),
  };
}

function unknown(context: StepContext, why: string): StepUse {
  return { needs: [], gaps: [{ why: `${why} (${context.step.label})`, rights: 'all' }] };
}

interface Calls {
  readonly calls: readonly { readonly name: string; readonly permission: RestPermission | undefined }[];
  /** Ways in which the client leaves the text that is read. */
  readonly open: readonly string[];
}

function readCalls(script: string): Calls | undefined {
  let program: AnyNode;
  try {
    // The action wraps the script in an async function; `${{ }}` is put in before.
    const text = script.replace(/\$\{\{[\s\S]*?\}\}/gu, '__expression__');
    program = parse(`(async () => {${text}\n})`, { ecmaVersion: 'latest', allowAwaitOutsideFunction: true });
  } catch {
    return undefined;
  }
  const calls: { name: string; permission: RestPermission | undefined }[] = [];
  const open: string[] = [];
  full(program, (node) => {
    const visited = node as AnyNode;
    if (visited.type === 'MemberExpression') calls.push(...methodCall(visited));
    if (visited.type === 'CallExpression') {
      calls.push(...requestCall(visited));
      open.push(...leaving(visited));
    }
  });
  return { calls: [...new Map(calls.map((call) => [call.name, call])).values()], open: [...new Set(open)] };
}

/** `github.rest.issues.createComment`, called or handed to `paginate`; `github.issues.…` of older versions. */
function methodCall(node: MemberExpression): Calls['calls'] {
  const path = memberPath(node);
  const match = /^(\w+)\.(?:rest\.)?(\w+)\.(\w+)$/u.exec(path ?? '');
  if (match === null || !CLIENT.test(match[1] ?? '')) return [];
  const [, , group = '', method = ''] = match;
  if (group === 'rest' || group === 'paginate' || group === 'request' || group === 'graphql') return [];
  return [{ name: `${group}.${method}`, permission: octokitPermission(group, method) }];
}

function requestCall(node: CallExpression): Calls['calls'] {
  const callee = node.callee.type === 'MemberExpression' ? memberPath(node.callee) : undefined;
  if (
    callee === undefined ||
    !/^\w+\.(?:request|paginate)$/u.test(callee) ||
    !CLIENT.test(callee.split('.')[0] ?? '')
  )
    return [];
  const [first] = node.arguments;
  if (first?.type !== 'Literal' || typeof first.value !== 'string') return [];
  const [method = '', path = ''] = first.value.split(' ');
  return [{ name: first.value, permission: restPermission(method, path) }];
}

/** GraphQL, and the client handed to a module of the repository. */
function leaving(node: CallExpression): readonly string[] {
  const callee = node.callee.type === 'MemberExpression' ? memberPath(node.callee) : undefined;
  if (callee !== undefined && /^\w+\.graphql$/u.test(callee) && CLIENT.test(callee.split('.')[0] ?? '')) {
    return ['what the GraphQL query asks for is not known'];
  }
  const handsOn = node.arguments.some((argument) => {
    if (argument.type === 'Identifier') return CLIENT.test(argument.name);
    return (
      argument.type === 'ObjectExpression' &&
      argument.properties.some(
        (p) => p.type === 'Property' && p.key.type === 'Identifier' && CLIENT.test(p.key.name),
      )
    );
  });
  return handsOn ? ['the script hands its client on to code that is not read here'] : [];
}

function memberPath(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier')
    return undefined;
  const base = memberPath(node.object);
  return base === undefined ? undefined : `${base}.${node.property.name}`;
}
