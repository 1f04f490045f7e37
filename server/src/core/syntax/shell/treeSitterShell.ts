import type { Node } from 'web-tree-sitter';
import { Language, Parser } from 'web-tree-sitter';
import type { ParseShell, ShellCommand, ShellScript, ShellWord } from '../../model/shellScript.js';
import { blankExpressions } from './expressions.js';
import { programName, unwrap } from './wrappers.js';

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

function read(parser: Parser, script: string, depth: number): ShellScript {
  const tree = parser.parse(blankExpressions(script));
  if (tree === null) return { commands: [], variables: {}, complete: false };
  const found: ShellCommand[] = [];
  const functions = new Map<string, Node>();
  const variables: Record<string, string> = {};
  visit(tree.rootNode, (node) => {
    if (node.type === 'command') found.push(unwrap(commandOf(node)));
    if (node.type === 'function_definition') functions.set(node.childForFieldName('name')?.text ?? '', node);
    if (node.type === 'variable_assignment' && node.parent?.type !== 'command') {
      variables[node.childForFieldName('name')?.text ?? ''] = wordOf(node.childForFieldName('value')).text;
    }
  });
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

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const child of node.namedChildren) visit(child, see);
}

function commandOf(node: Node): ShellCommand {
  const name = wordOf(node.childForFieldName('name'));
  const assignments: Record<string, string> = {};
  const args: ShellWord[] = [];
  for (const [index, child] of node.children.entries()) {
    if (child.type === 'variable_assignment') {
      assignments[child.childForFieldName('name')?.text ?? ''] = wordOf(
        child.childForFieldName('value'),
      ).text;
    } else if (node.fieldNameForChild(index) === 'argument') {
      args.push(wordOf(child));
    }
  }
  return { name: name.dynamic ? '' : programName(name.text), args, assignments, start: node.startIndex };
}

const DYNAMIC: ReadonlySet<string> = new Set([
  'simple_expansion',
  'expansion',
  'command_substitution',
  'process_substitution',
]);

function wordOf(node: Node | null): ShellWord {
  if (node === null) return { text: '', dynamic: false };
  let dynamic = DYNAMIC.has(node.type);
  visit(node, (part) => {
    if (DYNAMIC.has(part.type)) dynamic = true;
  });
  return { text: textOf(node), dynamic };
}

/** A word's text with the quotes of its parts taken off. */
function textOf(node: Node): string {
  if (node.type === 'raw_string') return node.text.slice(1, -1);
  if (node.type === 'string') return node.text.slice(1, -1).replace(/\\(["\\$`])/gu, '$1');
  if (node.type === 'command_name' || node.type === 'concatenation') {
    return node.namedChildren.map(textOf).join('');
  }
  return node.text.replace(/\\(.)/gsu, '$1');
}
