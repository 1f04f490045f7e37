import { assets } from '../assets.js';
import type { Command } from '../command.js';
import { suggestion } from '../suggestion.js';
import { EXIT, UsageError } from '../exitCode.js';

const NAMES = ['report', 'diff', 'configuration', 'facts'] as const;

export const schema: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of the JSON report, of a comparison, of .trustscope.yml or of a facts file',
  operands: `[${NAMES.join('|')}]`,
  options: {},
  run: ({ operands }, terminal) => {
    const [name = 'report', ...more] = operands;
    if (more.length > 0) throw new UsageError(`schema prints one schema; also got ${more.join(' ')}`);
    const text = NAMES.find((known) => known === name) === undefined ? undefined : assets().schemas[name];
    if (text === undefined) {
      throw new UsageError(`no schema ${name}; there are: ${NAMES.join(', ')}.${suggestion(name, NAMES)}`);
    }
    terminal.out(text);
    return EXIT.clean;
  },
};
