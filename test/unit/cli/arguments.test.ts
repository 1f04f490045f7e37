import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../server/src/cli/arguments.js';
import type { Command } from '../../../server/src/cli/command.js';
import { UsageError } from '../../../server/src/cli/exitCode.js';
import { commandHelp } from '../../../server/src/cli/help.js';

const command: Command = {
  name: 'look',
  summary: 'look at things',
  operands: '[PATH...]',
  options: {
    format: { value: 'FORMAT', choices: ['text', 'json'], short: 'f', help: 'how to tell' },
    rule: { value: 'ID', multiple: true, help: 'only this' },
    fix: { help: 'mend it' },
  },
  run: () => 0,
};
const parse = (...words: string[]) => parseArguments(command.options, words);

describe('parseArguments', () => {
  it('tells operands, flags, values and lists apart', () => {
    const args = parse('a.yml', '--fix', '--rule', 'x', '--rule=y', '-f', 'json', '--', '--b.yml');
    expect(args.operands).toEqual(['a.yml', '--b.yml']);
    expect(args.has('fix')).toBe(true);
    expect(args.has('format')).toBe(true);
    expect(args.values('rule')).toEqual(['x', 'y']);
    expect(args.choice('format', ['text', 'json'], 'text')).toBe('json');
  });

  it('takes - as an operand', () => {
    expect(parse('-').operands).toEqual(['-']);
  });

  it.each([
    [['--formt', 'json'], 'unknown option --formt. Did you mean --format?'],
    [['--zzzzzzzz'], 'unknown option --zzzzzzzz.'],
    [['--constructor'], 'unknown option --constructor.'],
    [['-x'], 'unknown option -x.'],
    [['--format', 'jsn'], '--format does not take "jsn"; allowed: text, json. Did you mean json?'],
    [['--format'], '--format needs a value (FORMAT): text, json'],
    [['--format', '--fix'], '--format needs a value (FORMAT): text, json'],
    [['--rule='], '--rule needs a value (ID)'],
    [['--fix=yes'], '--fix takes no value, but got "yes"'],
  ])('says what is wrong with %j', (words, message) => {
    expect(() => parse(...words)).toThrow(new UsageError(message));
  });
});

describe('commandHelp', () => {
  it('lists every option with what it takes', () => {
    expect(commandHelp(command)).toBe(
      [
        'Usage: trustscope look [PATH...]',
        '',
        'Look at things.',
        '',
        'Options:',
        '  -f, --format FORMAT  how to tell: text, json',
        '  --rule ID            only this (may be repeated)',
        '  --fix                mend it',
        '  -h, --help           show this help',
        '',
      ].join('\n'),
    );
  });

  it('keeps to the width of a terminal, also where options are long', () => {
    const long = {
      ...command,
      summary:
        'look at things that have been looked at by nobody else for a long time, and say what they are',
      details: `The first paragraph is longer than a narrow terminal is wide,
and has a break of its own.

  an example, which stays as it is`,
    };
    for (const columns of [40, 60, 80]) {
      const lines = commandHelp(long, columns).split('\n');
      expect(lines.filter((line) => line.length > columns)).toEqual([]);
    }
    expect(commandHelp(long, 80)).toContain('\n  an example, which stays as it is\n');
    expect(commandHelp(long, 40)).toContain('  --rule ID\n      only this (may be repeated)\n');
  });
});
