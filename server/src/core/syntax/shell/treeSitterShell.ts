import type { Node } from 'web-tree-sitter';
import { Language, Parser } from 'web-tree-sitter';
import type { ParseShell, ShellCommand, ShellScript, ShellWord } from '../../model/shellScript.js';
import { blankExpressions } from './expressions.js';
import { programOf, unwrap } from './wrappers.js';

/** Scripts inside scripts (`bash -c "…"`) are followed this far. */
const MAX_NESTING = 4;

/**
 * A reader of bash (and sh) by tree-sitter's grammar. Both arguments are WebAssembly: the runtime and the grammar.
 * They are large, so they are loaded only when a script needs to be read.
 */
export async function loadShellParser(runtime: Uint8Array, grammar: Uint8Array): Promise<ParseShell> {
  // Without a name it would make one of its own address, which a bundled worker has not; nothing is read by it.
  await Parser.init({ wasmBinary: runtime, locateFile: (name: string) => name });
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return (script) => read(parser, script, 0);
}

/** All that is looked for in a script; it is found in one go, as each question to the runtime costs more than its answer. */
const LOOKED_FOR = ['command', 'function_definition', 'variable_assignment'];

function read(parser: Parser, script: string, depth: number): ShellScript {
  const text = blankExpressions(script);
  const tree = parser.parse(text);
  if (tree === null) return { commands: [], variables: {}, complete: false };
  const found: ShellCommand[] = [];
  const functions = new Map<string, Node>();
  const variables: Record<string, string> = {};
  for (const node of tree.rootNode.descendantsOfType(LOOKED_FOR)) {
    if (node.type === 'command') found.push(unwrap(commandOf(node, text)));
    else if (node.type === 'function_definition') functions.set(fieldText(node, 'name', text), node);
    else if (node.parent?.type !== 'command') {
      variables[fieldText(node, 'name', text)] = wordOf(node.childForFieldName('value'), text).text;
    }
  }
  // What a function does is read where it is defined; one that is named like the program it wraps calls that.
  const commands = found.filter(({ name, start }) => {
    const definition = functions.get(name);
    return definition === undefined || (definition.startIndex < start && start < definition.endIndex);
  });
  const complete = !tree.rootNode.hasError;
  tree.delete();
  const nested = depth < MAX_NESTING ? commands.flatMap((command) => inner(parser, command, depth)) : [];
  return { commands: [...commands, ...nested], variables, complete };
}

/** The commands of `bash -c "…"` and `eval "…"`, where the script is written out. */
function inner(parser: Parser, command: ShellCommand, depth: number): readonly ShellCommand[] {
  const isShell = /^(?:ba|da|z|k)?sh$/u.test(command.name);
  const at = isShell ? command.args.findIndex((word) => /^-\w*c$/u.test(word.text)) + 1 : 0;
  const script = (isShell && at > 0) || command.name === 'eval' ? command.args[at] : undefined;
  if (script === undefined || script.text.startsWith('$')) return [];
  return read(parser, script.text, depth + 1).commands.map((nested) => ({ ...nested, start: command.start }));
}

function commandOf(node: Node, text: string): ShellCommand {
  const called = node.childForFieldName('name');
  const name = wordOf(called, text);
  const assignments: Record<string, string> = {};
  // Only what stands before the name is set for the command alone.
  if (called?.startIndex !== node.startIndex) {
    for (const child of node.namedChildren) {
      if (child.type !== 'variable_assignment') continue;
      assignments[fieldText(child, 'name', text)] = wordOf(child.childForFieldName('value'), text).text;
    }
  }
  const isAlone = called?.endIndex === node.endIndex;
  const args = isAlone ? [] : node.childrenForFieldName('argument').map((child) => wordOf(child, text));
  return { ...programOf(name), args, assignments, start: node.startIndex };
}

function fieldText(node: Node, field: string, text: string): string {
  const child = node.childForFieldName(field);
  return child === null ? '' : written(child, text);
}

/** The node's text: to cut it out is quicker than to ask the runtime. */
function written(node: Node, text: string): string {
  return text.slice(node.startIndex, node.endIndex);
}

const DYNAMIC: ReadonlySet<string> = new Set([
  'simple_expansion',
  'expansion',
  'command_substitution',
  'process_substitution',
]);
/** Without one of these in a text, none of them is in it. */
const MAY_BE_DYNAMIC = /[$`]|[<>]\(/u;

function wordOf(node: Node | null, text: string): ShellWord {
  if (node === null) return { text: '', dynamic: false };
  const own = written(node, text);
  const dynamic = MAY_BE_DYNAMIC.test(own) && holdsDynamic(node);
  return { text: textOf(node, own, text), dynamic };
}

/** Looks no further than the first one, as others may stand inside of it to any depth. */
function holdsDynamic(word: Node): boolean {
  const open = [word];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (DYNAMIC.has(node.type)) return true;
    const parts = node.namedChildren;
    for (let at = parts.length - 1; at >= 0; at--) {
      const part = parts[at];
      if (part !== undefined) open.push(part);
    }
  }
  return false;
}

const PLAIN = /^[\w./:=@%+,-]+$/u;

/** A word's text with the quotes of its parts taken off. */
function textOf(node: Node, own: string, text: string): string {
  // Most words are plain, and to look into one costs more than to look at it.
  if (PLAIN.test(own)) return own;
  const { type } = node;
  if (type === 'raw_string') return own.slice(1, -1);
  if (type === 'string') return own.slice(1, -1).replace(/\\(["\\$`])/gu, '$1');
  if (type === 'command_name' || type === 'concatenation') {
    return node.namedChildren.map((part) => textOf(part, written(part, text), text)).join('');
  }
  // Each of many commands inside of each other has all the inner ones in its text: most have nothing to take off.
  return own.includes('\\') ? own.replace(/\\(.)/gsu, '$1') : own;
}
