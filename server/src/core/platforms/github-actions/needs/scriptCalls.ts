import { parse } from 'acorn';
import type { AnyNode, CallExpression, Expression, Identifier, ObjectExpression, SpreadElement } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { graphqlPermission } from '../../../knowledge/github/graphqlPermissions.js';
import { octokitPermission } from '../../../knowledge/github/octokitMethods.js';
import type { RestPermission } from '../../../knowledge/github/restPermissions.js';
import { restPermission } from '../../../knowledge/github/restPermissions.js';
import { quoted } from '../../../text/quoted.js';

type Scopes = Readonly<Record<string, 'read' | 'write'>>;

/** A call of GitHub's API. */
export interface ApiCall {
  readonly name: string;
  readonly scopes: Scopes;
  readonly optional: boolean;
}

/** What a script of `actions/github-script` calls. */
export interface ScriptCalls {
  readonly calls: readonly ApiCall[];
  /** What is not known: calls that are in no table, and ways in which the client leaves the text that is read. */
  readonly open: readonly string[];
  /** Commands that it runs, one text each; `undefined` for one that is computed. */
  readonly commands: readonly (string | undefined)[];
  /** Files of the repository to which it hands its client, as it names them. */
  readonly files: readonly string[];
  /** Whether a function of it takes a client under one of the usual names, and reaches it under no other. */
  readonly takesClient: boolean;
}

/** Clients that the action gives its script, and the names under which scripts make their own. */
const CLIENT = /^(?:github|octokit|client|gh)$/u;
/** Names that in scripts often are something else. */
const AMBIGUOUS = /^(?:client|gh)$/u;
const LEAVES = 'the script hands its client on to code that is not read here';

/** The calls in a script; `undefined` when it is no JavaScript. */
export function readCalls(script: string): ScriptCalls | undefined {
  // The action wraps the script in an async function; `${{ }}` is put in before.
  const text = script.replace(WORKSPACE, '.').replace(/\$\{\{[\s\S]*?\}\}/gu, '__expression__');
  return callsIn(`(async () => {${text}\n})`, 'script');
}

/** `${{ github.workspace }}/scripts/x.js` is a file of the workspace, from where the action takes in others too. */
const WORKSPACE = /\$\{\{\s*github\.workspace\s*\}\}/gu;

/**
 * The calls in a file that a script hands its client to, under one of the usual names; a file that takes it under another
 * one leaves open what it does.
 */
export function readCallsOfFile(text: string): ScriptCalls | undefined {
  const calls = callsIn(text, 'module') ?? callsIn(text, 'script');
  return calls?.takesClient === false ? { ...calls, open: [...calls.open, LEAVES] } : calls;
}

function callsIn(text: string, sourceType: 'script' | 'module'): ScriptCalls | undefined {
  let program: AnyNode;
  try {
    program = parse(text, {
      ecmaVersion: 'latest',
      sourceType,
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
      allowHashBang: true,
    });
  } catch {
    return undefined;
  }
  const reader = new Reader();
  fullAncestor(program, (node, _state, ancestors, type) => {
    reader.see(node, ancestors, type);
  });
  return reader.result();
}

class Reader {
  readonly #calls = new Map<string, ApiCall>();
  readonly #open = new Set<string>();
  readonly #commands: (string | undefined)[] = [];
  /** Files by the names under which the script has them, and what it hands its client to. */
  readonly #required = new Map<string, string>();
  readonly #handedTo: AnyNode[] = [];
  #takesClient = false;
  #reachesClient = false;
  /** Constants that hold a text, by name. */
  readonly #texts = new Map<string, string>();
  /** Read last, when all constants are known. */
  readonly #queries: (Expression | SpreadElement | undefined)[] = [];

  see(node: AnyNode, ancestors: readonly AnyNode[], type: string): void {
    if (node.type === 'Identifier' && type === 'Identifier' && CLIENT.test(node.name)) {
      this.#client(node, ancestors);
    }
    if (node.type === 'Identifier' && type === 'VariablePattern' && CLIENT.test(node.name)) {
      this.#takesClient = true;
    }
    if (
      node.type === 'MemberExpression' &&
      /^(?:github|octokit)$/u.test(memberName(node.property, node.computed))
    ) {
      this.#reachesClient = true;
    }
    if (node.type === 'VariableDeclarator') {
      const text = textOf(node.init ?? undefined);
      if (text !== undefined && node.id.type === 'Identifier') this.#texts.set(node.id.name, text);
      const file = fileIn(node.init ?? undefined);
      if (file !== undefined) for (const name of boundNames(node.id)) this.#required.set(name, file);
    }
    if (node.type === 'ImportDeclaration' && typeof node.source.value === 'string') {
      for (const { local } of node.specifiers) this.#required.set(local.name, node.source.value);
    }
    if (node.type === 'CallExpression') this.#call(node, ancestors);
  }

  result(): ScriptCalls {
    for (const query of this.#queries) this.#graphql(query);
    const files = this.#handedTo.map(
      (callee) => fileIn(callee) ?? this.#required.get(rootName(callee) ?? ''),
    );
    if (files.some((file) => file === undefined || !/^\.{1,2}\//u.test(file))) this.#open.add(LEAVES);
    return {
      calls: [...this.#calls.values()],
      open: [...this.#open],
      commands: this.#commands,
      files: [...new Set(files.filter((file) => file !== undefined))],
      takesClient: this.#takesClient && !this.#reachesClient,
    };
  }

  /** A place where the client is named, with what is done to it there. */
  #client(node: Identifier, ancestors: readonly AnyNode[]): void {
    const { path, parent, call } = chainFrom(node, ancestors);
    const [, first = '', second = '', third = ''] = path;
    if (path.length === 1) {
      const callee = handedTo(ancestors);
      if (callee !== undefined) this.#handedTo.push(callee);
      else if (!isAlias(parent)) this.#open.add(LEAVES);
    } else if (first === 'rest') {
      if (third === '' || second === '*' || third === '*') this.#open.add(LEAVES);
      else this.#add(`${second}.${third}`, octokitPermission(second, third));
    } else if (/^(?:graphql|request|paginate)$/u.test(first)) {
      this.#ask(first, call);
    } else if (first === '*') {
      if (!AMBIGUOUS.test(node.name)) this.#open.add(LEAVES);
    } else if (path.length > 2 && !/^(?:log|hook|auth|context|constructor|getOctokit)$/u.test(first)) {
      // `github.issues.createComment` of older versions.
      this.#add(`${first}.${second}`, octokitPermission(first, second));
    }
  }

  /** `github.graphql(…)`, `github.request(…)`, `github.paginate(…)`. */
  #ask(way: string, call: CallExpression | undefined): void {
    const [what] = call?.arguments ?? [];
    if (call === undefined) this.#open.add(LEAVES);
    else if (way === 'graphql') this.#queries.push(what);
    // A method of the client that is handed over is seen where it stands.
    else if (way === 'request' || what?.type !== 'MemberExpression') this.#request(call, what);
  }

  #add(name: string, permission: RestPermission | undefined): void {
    if (permission === undefined) this.#open.add(`what ${quoted(name)} asks for is not known`);
    else if (permission !== 'none' && permission !== 'impossible') {
      this.#calls.set(name, { name, scopes: permission, optional: false });
    }
  }

  /** `request('GET /repos/{owner}/{repo}', …)`, `request({ method, url })`. */
  #request(call: CallExpression, what: Expression | SpreadElement | undefined): void {
    const route = what?.type === 'ObjectExpression' ? routeOf(what) : textOf(what);
    if (route === undefined) {
      this.#open.add('what a computed request asks for is not known');
      return;
    }
    const options = call.arguments[1];
    const method = options?.type === 'ObjectExpression' ? property(options, 'method') : undefined;
    const [verb = '', path] = route.trim().split(/\s+/u);
    if (path === undefined) this.#add(route, restPermission(method ?? 'GET', withoutQuery(verb)));
    else this.#add(route, restPermission(verb, withoutQuery(path)));
  }

  #graphql(query: Expression | SpreadElement | undefined): void {
    const text = query?.type === 'Identifier' ? this.#texts.get(query.name) : textOf(query);
    const permission = text === undefined ? undefined : graphqlPermission(text);
    if (permission === undefined) {
      this.#open.add('what the GraphQL query asks for is not known');
      return;
    }
    const key = String(this.#calls.size);
    this.#calls.set(`graphql ${key}`, { name: 'graphql', scopes: permission.needs, optional: false });
    this.#calls.set(`graphql? ${key}`, { name: 'graphql', scopes: permission.mayNeed, optional: true });
    for (const name of permission.unknown) {
      this.#open.add(`what the GraphQL mutation ${quoted(name)} asks for is not known`);
    }
  }

  #call(node: CallExpression, ancestors: readonly AnyNode[]): void {
    const callee = pathOf(node.callee);
    // https://github.com/actions/toolkit/tree/main/packages/core#oidc-token
    if (callee === 'core.getIDToken') {
      this.#calls.set(callee, { name: callee, scopes: { 'id-token': 'write' }, optional: false });
    }
    if (RUNS.test(callee ?? '')) this.#commands.push(commandOf(node));
    if (/(?:^|\.)getOctokit$/u.test(callee ?? '')) {
      const target = ancestors.at(-2);
      const kept =
        target?.type === 'VariableDeclarator' && target.id.type === 'Identifier' ? target.id.name : '';
      if (!CLIENT.test(kept)) this.#open.add(LEAVES);
    }
  }
}

/** What is called with the identifier at the end of the ancestors, by itself or in an object; `undefined` for another use. */
function handedTo(ancestors: readonly AnyNode[]): AnyNode | undefined {
  const [node, parent, around, call] = [...ancestors].reverse();
  if (parent?.type === 'CallExpression' && parent.callee !== node) return parent.callee;
  const isValue = parent?.type === 'Property' && around?.type === 'ObjectExpression';
  return isValue && call?.type === 'CallExpression' && call.callee !== around ? call.callee : undefined;
}

/** The file in `require('./x')` or `await import('./x')`, by a path of the workspace. */
function fileIn(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'AwaitExpression') return fileIn(node.argument);
  if (node?.type === 'MemberExpression') return fileIn(node.object);
  if (node?.type === 'ImportExpression') return pathIn(node.source);
  const isRequire =
    node?.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire ? pathIn(node.arguments[0]) : undefined;
}

/** `${process.env.GITHUB_WORKSPACE}/x` is `./x`. */
function pathIn(node: Expression | SpreadElement | undefined): string | undefined {
  const text = textOf(node);
  const [first] = node?.type === 'TemplateLiteral' ? node.expressions : [];
  const isBelow = first !== undefined && pathOf(first) === 'process.env.GITHUB_WORKSPACE';
  const path = isBelow ? text?.replace(/^\$_(?=\/)/u, '.') : text;
  return path?.includes('$_') === true ? undefined : path;
}

function boundNames(pattern: AnyNode): readonly string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property) =>
    property.type === 'Property' && property.value.type === 'Identifier' ? [property.value.name] : [],
  );
}

/** The name at the root of `module.release.run`. */
function rootName(node: AnyNode): string | undefined {
  if (node.type === 'MemberExpression') return rootName(node.object);
  return node.type === 'Identifier' ? node.name : undefined;
}

/** Functions of @actions/exec and of node:child_process. */
const RUNS =
  /^(?:exec\.(?:exec|getExecOutput)|(?:(?:child_process|cp|childProcess)\.)?(?:execSync|execFileSync|spawnSync|spawn|execFile)|(?:child_process|cp|childProcess)\.exec|exec)$/u;

/** The text of a command that is called, its arguments behind it. */
function commandOf(node: CallExpression): string | undefined {
  const [program, list] = node.arguments;
  const text = textOf(program);
  if (text === undefined) return undefined;
  if (list?.type === 'ArrayExpression') {
    return [text, ...list.elements.map((element) => textOf(element ?? undefined) ?? '$_')].join(' ');
  }
  return list === undefined || list.type === 'ObjectExpression' ? text : `${text} $_`;
}

/** `github.rest.issues` from the name on, the node around it, and the call when it is called. */
function chainFrom(
  node: Identifier,
  ancestors: readonly AnyNode[],
): { path: readonly string[]; parent: AnyNode | undefined; call: CallExpression | undefined } {
  const path = [node.name];
  let top: AnyNode = node;
  let at = ancestors.length - 2;
  for (let around = ancestors[at]; around !== undefined; around = ancestors[--at]) {
    if (around.type !== 'ChainExpression') {
      if (around.type !== 'MemberExpression' || around.object !== top) break;
      path.push(memberName(around.property, around.computed));
    }
    top = around;
  }
  const parent = ancestors[at];
  const call = parent?.type === 'CallExpression' && parent.callee === top ? parent : undefined;
  return { path, parent, call };
}

function memberName(property: AnyNode, computed: boolean): string {
  if (!computed && property.type === 'Identifier') return property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : '*';
}

/** `const octokit = github`, whose uses are read as well; a question such as `if (github)` does nothing. */
function isAlias(parent: AnyNode | undefined): boolean {
  if (parent?.type === 'VariableDeclarator') {
    return parent.id.type === 'Identifier' && CLIENT.test(parent.id.name);
  }
  if (parent?.type === 'AssignmentExpression') {
    return parent.left.type === 'Identifier' && CLIENT.test(parent.left.name);
  }
  return parent?.type === 'UnaryExpression' || parent?.type === 'IfStatement';
}

/** A text as written; what is computed in it becomes a variable. */
function textOf(node: Expression | SpreadElement | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type === 'TemplateLiteral') {
    return node.quasis.map((part) => part.value.cooked ?? '').join('$_');
  }
  if (node?.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [node.left as Expression, node.right].map((side) => textOf(side));
    return left === undefined && right === undefined ? undefined : `${left ?? '$_'}${right ?? '$_'}`;
  }
  return undefined;
}

function routeOf(options: ObjectExpression): string | undefined {
  const url = property(options, 'url');
  return url === undefined ? undefined : `${property(options, 'method') ?? 'GET'} ${url}`;
}

function property(object: ObjectExpression, name: string): string | undefined {
  for (const each of object.properties) {
    if (each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === name) {
      return textOf(each.value);
    }
  }
  return undefined;
}

function withoutQuery(path: string): string {
  return path.replace(/^https?:\/\/[^/]+/u, '').replace(/\{?\?.*$/u, '');
}

function pathOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return undefined;
  const base = pathOf(node.object);
  return base === undefined ? undefined : `${base}.${memberName(node.property, node.computed)}`;
}
