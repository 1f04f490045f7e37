import { CLOUD_PROGRAMS } from './cloudPrograms.js';
import { INLINE, INTERPRETERS, RUNNERS, TASKS } from './interpreters.js';
import type { Runner } from './interpreters.js';
import { LOCAL_PROGRAMS } from './localPrograms.js';
import { isReadOnlyCommand, subcommands, withoutWrappers } from './permissions/commands.js';
import type { Program } from './programTypes.js';
import type { ToolReach } from './toolReach.js';
import { ANY_COMMAND, THIS_WORKSPACE } from './toolReach.js';
import { quoted } from '../../text/quoted.js';
import { clipped } from '../../text/phrases.js';

const PROGRAMS: ReadonlyMap<string, Program> = new Map(
  [...CLOUD_PROGRAMS, ...LOCAL_PROGRAMS].flatMap((program) => program.names.map((name) => [name, program])),
);

/** More words than a command needs before its wildcard. */
const MAX_WORDS = 40;

/** What a pattern of commands lets through: as wide as the widest command that it matches. */
export function shellReach(specifier: string | undefined): ToolReach {
  if (specifier === undefined) return ANY_COMMAND;
  const reaches = subcommands(specifier.replace(/:\*\s*$/u, ' *').slice(0, 2_000)).map(reachOf);
  return (
    reaches.reduce<ToolReach | undefined>(
      (widest, next) => (wider(next, widest) ? next : widest),
      undefined,
    ) ?? ANY_COMMAND
  );
}

const RANK: Readonly<Record<ToolReach['access'], number>> = { read: 1, write: 2, admin: 3 };

function wider(a: ToolReach, b: ToolReach | undefined): boolean {
  if (b === undefined) return true;
  if (a.runsAnything !== b.runsAnything) return a.runsAnything === true;
  if (RANK[a.access] !== RANK[b.access]) return RANK[a.access] > RANK[b.access];
  return b.system.kind === 'tool' && a.system.kind !== 'tool';
}

function reachOf(pattern: string): ToolReach {
  const words = wordsOf(withoutWrappers(pattern));
  while (words.length > 1 && /^[A-Za-z_]\w*=/u.test(words[0] ?? '')) words.shift();
  return ofWords(words.slice(0, MAX_WORDS), 0);
}

/** Words as a shell takes them apart, each with its quotes. */
function wordsOf(command: string): string[] {
  return command.match(/(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s"'])+/gu) ?? [];
}

function ofWords(words: readonly string[], depth: number): ToolReach {
  const [first = '*', ...rest] = words;
  const name = first.replace(/^.*[/\\]/u, '');
  if (isOwnFolder(first)) return local(first, rest);
  if (name.startsWith('*') || first.startsWith('*')) return anyProgram(words);
  const runner = depth < 5 ? runnerOf(words) : undefined;
  if (runner !== undefined) return ofRunner(runner, words.slice(runner.words.length), depth);
  const glued = name.includes('*');
  const program = name.replace(/\*.*$/u, '').replace(/\.exe$/iu, '');
  const left = glued ? ['*'] : rest;
  if (INTERPRETERS.has(program)) return ofInterpreter(program, left, depth);
  const known = PROGRAMS.get(program) ?? PROGRAMS.get(first);
  if (known !== undefined) return ofProgram(known, program, left);
  const harmless =
    isReadOnlyCommand(words.join(' ').replaceAll('*', 'x')) ||
    /^(?:--version|--help|-v|-h|version|help)$/u.test(left.join(' '));
  return {
    system: THIS_WORKSPACE,
    access: harmless ? 'read' : 'write',
    opens: `run ${quoted(shortened(words.join(' ')))}`,
  };
}

/** Whatever lies in a folder of the project, of which the project says what it does: `scripts/vcs/*`. */
function isOwnFolder(word: string): boolean {
  return /^(?:\.\.?\/)*(?:[\w@-][\w.@-]*\/)+\*+$/u.test(word);
}

function runnerOf(words: readonly string[]): Runner | undefined {
  return RUNNERS.filter((runner) =>
    runner.words.every(
      (word, i) => (i === 0 ? (words[0] ?? '').replace(/^.*[/\\]/u, '') : words[i]) === word,
    ),
  ).sort((a, b) => b.words.length - a.words.length)[0];
}

/** The command behind a runner decides; where a wildcard stands in its place, any command may. */
function ofRunner(runner: Runner, rest: readonly string[], depth: number): ToolReach {
  const named = runner.words.join(' ');
  const operands = rest.filter((word) => !word.startsWith('-'));
  const [operand] = operands;
  if (operand === undefined) {
    return rest.length > 0 && rest.at(-1)?.includes('*') === true
      ? anythingBy(named, runner)
      : { system: THIS_WORKSPACE, access: 'read', opens: `run ${quoted(named)}` };
  }
  if (operand.startsWith('*')) return anythingBy(named, runner);
  if (runner.where !== undefined && runner.where !== 'as another user') {
    // The first operand says where; what follows is run there.
    const there = operands.slice(1);
    return there.length === 0 || there[0]?.startsWith('*') === true
      ? anythingBy(`${named} ${operand}`, runner)
      : {
          ...ofWords(there, depth + 1),
          opens: `run ${quoted(shortened(operands.join(' ')))} ${runner.where}`,
        };
  }
  return ofWords(rest.slice(rest.indexOf(operand)), depth + 1);
}

function anythingBy(named: string, { where, source }: Pick<Runner, 'where' | 'source'>): ToolReach {
  return {
    ...ANY_COMMAND,
    opens: `run any command by ${quoted(named)}${where === undefined ? '' : ` ${where}`}`,
    breadth: {
      form: 'pattern',
      covers: `whatever ${quoted(named)} is given to run${where === undefined ? '' : ` ${where}`}, which may be any command`,
      whole: true,
      options: [],
    },
    source,
  };
}

/** A wildcard in front of the subcommand, or in the place of the program, lets every program through. */
function anyProgram(words: readonly string[]): ToolReach {
  const [first = '', ...others] = words;
  const tail = (/^\*+$/u.test(first) ? others : [first.replace(/^\*+/u, ''), ...others]).join(' ');
  const how =
    tail === '' || tail === '*'
      ? 'every command'
      : `every command that has ${quoted(shortened(tail.replace(/\s*\*\s*/gu, ' ').trim()))} in it, \`sh -c\` among them`;
  return {
    ...ANY_COMMAND,
    breadth: { form: tail === '' ? 'all' : 'pattern', covers: how, whole: true, options: [] },
    source: 'https://code.claude.com/docs/en/permissions#bash',
  };
}

/** Whatever follows these, a program only tells of itself. `-v` is more than that for some. */
const ASKS = /^(?:--version|--help|-V)$/u;

function ofInterpreter(program: string, rest: readonly string[], depth: number): ToolReach {
  const by = { source: 'https://code.claude.com/docs/en/permissions#process-wrappers' };
  if (rest[0] !== undefined && ASKS.test(rest[0])) {
    return { system: THIS_WORKSPACE, access: 'read', opens: `run ${quoted(`${program} ${rest[0]}`)}` };
  }
  for (const [i, word] of rest.entries()) {
    if (INLINE.test(word)) {
      return isOpenText(rest[i + 1] ?? '') ? anythingBy(`${program} ${word}`, by) : local(program, rest);
    }
    if (word === '-m' || word === 'run') {
      const behind = rest.slice(i + 1).filter((next) => !next.startsWith('-'));
      const [task] = behind;
      if (task === undefined || task.startsWith('*')) return anythingBy(`${program} ${word}`, by);
      return word === '-m' ? ofWords(behind, depth + 1) : local(program, rest);
    }
    if (word.startsWith('-') && !word.startsWith('-*')) continue;
    if (word.startsWith('*') || word === '-*') return anythingBy(program, by);
    if (TASKS.get(program)?.test(word) === true) return local(program, rest);
    // A file, or a folder of files, of which the project says what they do.
    return local(program, rest);
  }
  return local(program, rest);
}

/** A text that is left open, or whose end is; what stands in quotes is fixed otherwise. */
function isOpenText(word: string): boolean {
  return /^["']/u.test(word) ? /^["']\*|\*["']?$/u.test(word) : word.includes('*');
}

function local(program: string, rest: readonly string[]): ToolReach {
  return {
    system: THIS_WORKSPACE,
    access: 'write',
    opens: `run ${quoted(shortened([program, ...rest].join(' ')))}`,
  };
}

function ofProgram(program: Program, name: string, rest: readonly string[]): ToolReach {
  const star = rest.findIndex((word) => word.includes('*'));
  const fixed = (star < 0 ? rest : rest.slice(0, star + 1))
    .map((word) => word.replace(/\*.*$/u, ''))
    .filter((word) => word !== '');
  const { source } = program;
  if (fixed.length === 0 && star >= 0) {
    return {
      system: program.system,
      access: program.access,
      opens: program.opens,
      ...(program.conversational === undefined ? {} : { conversational: program.conversational }),
      breadth: {
        form: 'pattern',
        covers: renamed(program, name, program.covers),
        // A pattern that includes another one is no better than that.
        whole: program.whole || runsOthers(name),
        options: insteadOf(program, name),
      },
      source,
    };
  }
  const level = candidates(fixed).flatMap(
    (text) => program.levels.find(({ when }) => when.test(text)) ?? [],
  )[0];
  if (level === undefined) {
    const named = `run ${quoted(shortened([name, ...fixed].join(' ')))} with its login`;
    const opens = program.access === 'admin' ? named : program.opens;
    return { system: program.system, access: program.access, opens, source };
  }
  const { access, opens, conversational, system = program.system } = level;
  return { system, access, opens, ...(conversational === undefined ? {} : { conversational }), source };
}

/** Whether one of the program's own words makes it run whatever is given to it: `npm exec`, `go run`. */
function runsOthers(name: string): boolean {
  return RUNNERS.some(({ words, where }) => words.length > 1 && words[0] === name && where === undefined);
}

/** The words behind a program's name: as written, without options, and without options that take a value. */
function candidates(fixed: readonly string[]): readonly string[] {
  const plain = fixed.filter((word) => !word.startsWith('-'));
  const behind = (option: RegExp): string => {
    const first = fixed.findIndex((word, i) => !word.startsWith('-') && !option.test(fixed[i - 1] ?? ''));
    return first < 0 ? '' : fixed.slice(first).join(' ');
  };
  return [...new Set([fixed.join(' '), behind(/^-\w$/u), plain.join(' '), behind(/^-/u)])];
}

/** A text that speaks of a program by its first name, for one of the others. */
function renamed({ names: [first = ''] }: Program, name: string, text: string): string {
  return text.replaceAll(new RegExp(`(?<=^|\\x60)${first}(?= )`, 'gu'), name);
}

function insteadOf(program: Program, name: string): NonNullable<ToolReach['breadth']>['options'] {
  const { names, alike = [] } = program;
  if (program.instead === undefined || (name !== names[0] && !alike.includes(name))) return [];
  const instead = program.instead.map((text) => renamed(program, name, text));
  const [head = ''] = instead;
  const more = instead.length - 1;
  return [
    {
      title: `Allow only ${quoted(head)}${more === 0 ? '' : ` and ${String(more)} more`}`,
      values: instead,
      safe: false,
      caution: 'it asks before every other command',
    },
  ];
}

function shortened(text: string): string {
  return clipped(text, 60);
}
