import { parse } from 'acorn';
import type {
  AnyNode,
  CallExpression,
  Expression,
  Identifier,
  ImportDeclaration,
  MemberExpression,
  SpreadElement,
} from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { javascriptModule } from '../../knowledge/commands/javascriptModules.js';
import type { ReadScript } from './readScript.js';

/**
 * What a script for Node does: which modules it takes in, and the programs that it runs with words that are written out.
 * What is computed makes it any, as does a text that is no JavaScript.
 */
export function readJavaScript(text: string): ReadScript {
  const program = parsed(text);
  if (program === undefined) return ANY;
  const reader = new Reader();
  fullAncestor(program, (node, _state, ancestors, type) => {
    reader.see(node, type, ancestors.at(-2));
  });
  return reader.result();
}

const ANY: ReadScript = { commands: [], asks: true, uses: true, files: [], isOpen: true };

function parsed(text: string): AnyNode | undefined {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return parse(text, {
        ecmaVersion: 'latest',
        sourceType,
        allowHashBang: true,
        allowReturnOutsideFunction: true,
      });
    } catch {
      // The other kind of text may be it.
    }
  }
  return undefined;
}

/** Functions of node:child_process that run a program. https://nodejs.org/api/child_process.html */
const RUNS = /^(?:exec|execSync|execFile|execFileSync|spawn|spawnSync)$/u;
/** Names by which code is made of a text, or taken in where its name is computed. */
const COMPUTED = /^(?:eval|Function|createRequire|process\.(?:binding|dlopen)|vm)$/u;
/** Names of Node itself that ask a network. https://nodejs.org/api/globals.html */
const ASKS = /^(?:fetch|WebSocket|EventSource)$/u;

class Reader {
  readonly #commands: string[] = [];
  readonly #files: string[][] = [];
  /** Names under which the script has node:child_process as a whole. */
  readonly #namespaces = new Set<string>();
  /** Calls of a member by these names, which a regular expression has as well. */
  readonly #members: { readonly of: AnyNode; readonly isRun: () => void }[] = [];
  #asks = false;
  #uses = false;
  #isOpen = false;
  #callsComputed = false;

  see(node: AnyNode, type: string, parent: AnyNode | undefined): void {
    switch (node.type) {
      case 'ImportDeclaration':
        this.#take(node.source.value);
        if (isChildProcess(node.source.value)) this.#bind(node.specifiers);
        return;
      case 'ExportAllDeclaration':
        this.#take(node.source.value);
        return;
      case 'ExportNamedDeclaration':
        if (node.source) this.#take(node.source.value);
        return;
      case 'ImportExpression':
        this.#take(textOf(node.source));
        return;
      case 'VariableDeclarator':
        if (isChildProcess(required(node.init))) this.#bindPattern(node.id);
        return;
      case 'Identifier':
        if (type === 'Identifier') this.#name(node, parent);
        return;
      case 'MemberExpression':
        this.#member(node, parent);
        return;
      case 'CallExpression':
        this.#call(node);
        return;
      default:
    }
  }

  result(): ReadScript {
    for (const { of, isRun } of this.#members) {
      if (of.type === 'Identifier' ? this.#namespaces.has(of.name) : isChildProcess(required(of))) isRun();
    }
    if (this.#isOpen || (this.#callsComputed && this.#namespaces.size > 0)) return ANY;
    return {
      commands: this.#commands,
      asks: this.#asks,
      uses: this.#uses,
      files: this.#files,
      isOpen: false,
    };
  }

  #take(name: unknown): void {
    if (typeof name !== 'string') this.#isOpen = true;
    else if (/^\.{1,2}(?:\/|$)/u.test(name)) {
      this.#files.push([name, ...ENDINGS.map((end) => `${name}${end}`)]);
    } else {
      const kind = javascriptModule(name);
      if (kind === 'other') this.#isOpen = true;
      this.#asks ||= kind === 'asks';
      this.#uses ||= kind === 'library';
    }
  }

  /** A function under another name is called where that is not seen. */
  #bind(specifiers: ImportDeclaration['specifiers']): void {
    for (const specifier of specifiers) {
      if (specifier.type !== 'ImportSpecifier') this.#namespaces.add(specifier.local.name);
      else if (specifier.imported.type !== 'Identifier' || specifier.imported.name !== specifier.local.name) {
        this.#isOpen = true;
      }
    }
  }

  #bindPattern(pattern: AnyNode): void {
    if (pattern.type === 'Identifier') this.#namespaces.add(pattern.name);
    else if (pattern.type !== 'ObjectPattern' || !pattern.properties.every(isOwnName)) this.#isOpen = true;
  }

  #name({ name }: Identifier, parent: AnyNode | undefined): void {
    if (ASKS.test(name)) this.#asks = true;
    if (COMPUTED.test(name)) this.#isOpen = true;
    const isCalled =
      parent?.type === 'CallExpression' && parent.callee.type === 'Identifier' && parent.callee.name === name;
    // A function that runs programs and is handed on is called where it is not seen.
    if (RUNS.test(name) && !isCalled) this.#isOpen = true;
  }

  #member(node: MemberExpression, parent: AnyNode | undefined): void {
    const isCalled = parent?.type === 'CallExpression' && parent.callee === node;
    if (node.computed) {
      this.#callsComputed ||= isCalled;
      return;
    }
    if (node.property.type !== 'Identifier' || !RUNS.test(node.property.name)) return;
    const isRun = (): void => {
      if (isCalled) this.#run(parent);
      else this.#isOpen = true;
    };
    // Only `exec` is a name that others have too.
    if (node.property.name === 'exec') this.#members.push({ of: node.object, isRun });
    else isRun();
  }

  #call(node: CallExpression): void {
    if (node.callee.type !== 'Identifier') return;
    if (node.callee.name === 'require') this.#take(textOf(node.arguments[0]));
    else if (RUNS.test(node.callee.name)) this.#run(node);
  }

  #run(call: CallExpression): void {
    const command = commandOf(call);
    if (command === undefined) this.#isOpen = true;
    else this.#commands.push(command);
  }
}

/** How files are found that a script names without their endings. https://nodejs.org/api/modules.html#file-modules */
const ENDINGS = ['.js', '.cjs', '.mjs', '.json', '/index.js'] as const;

function isChildProcess(name: unknown): boolean {
  return name === 'child_process' || name === 'node:child_process';
}

/** The name in `require('name')`. */
function required(node: AnyNode | null | undefined): string | undefined {
  return node?.type === 'CallExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'require'
    ? textOf(node.arguments[0])
    : undefined;
}

function isOwnName(property: AnyNode): boolean {
  return (
    property.type === 'Property' &&
    property.key.type === 'Identifier' &&
    property.value.type === 'Identifier' &&
    property.key.name === property.value.name
  );
}

/** The text of a command that is called, its arguments behind it; what is computed in it becomes a variable. */
function commandOf(node: CallExpression): string | undefined {
  const [program, list] = node.arguments;
  const text = textOf(program);
  if (text === undefined || text.startsWith('$_')) return undefined;
  if (list?.type !== 'ArrayExpression') {
    return list === undefined || list.type === 'ObjectExpression' ? text : `${text} $_`;
  }
  return [text, ...list.elements.map((element) => wordOf(textOf(element ?? undefined)))].join(' ');
}

function wordOf(text: string | undefined): string {
  return text === undefined || /["'\s`;|&<>()]/u.test(text) ? '"$_"' : text;
}

function textOf(node: Expression | SpreadElement | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type === 'TemplateLiteral') return node.quasis.map((part) => part.value.cooked ?? '').join('$_');
  return undefined;
}
