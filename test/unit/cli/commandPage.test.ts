import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMPARISON_FORMATS } from '../../../server/src/core/report/change/comparisonFormats.js';
import { REPORT_FORMATS } from '../../../server/src/core/report/reportFormats.js';
import { runIn } from './fakeTerminal.js';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8');
const COMMANDS = PAGE.slice(PAGE.indexOf('| command'), PAGE.indexOf('| `--format`'));
const FORMATS = PAGE.slice(PAGE.indexOf('| `--format`'), PAGE.indexOf('Variables of the environment'));

/** The words between backticks in the first cell of each row, and the rest of the row. */
function rows(table: string): readonly (readonly [names: readonly string[], rest: string])[] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [, first = '', ...rest] = line.split('|');
      return [[...first.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name), rest.join('|')] as const;
    });
}

describe('docs/configuration.md', () => {
  it('lists the commands that there are', () => {
    const help = runIn('/', ['help']).out;
    const names = [
      ...help.slice(help.indexOf('Commands:'), help.indexOf('Options:')).matchAll(/^ {2}(\w+)/gmu),
    ];
    const listed = rows(COMMANDS).flatMap(([each]) => each);
    expect([...listed].sort()).toEqual(names.map(([, name]) => name).sort());
  });

  it('lists the formats that there are, each with the commands that have it', () => {
    const [, ...listed] = rows(FORMATS);
    expect(listed.map(([[name]]) => name).sort()).toEqual([...REPORT_FORMATS].sort());
    for (const [[name = ''], rest] of listed) {
      const [of = ''] = rest.split('|');
      const isCompared = (COMPARISON_FORMATS as readonly string[]).includes(name);
      expect([name, of.includes('`diff`'), of.includes('`check`')]).toEqual([name, isCompared, isCompared]);
    }
  });
});
