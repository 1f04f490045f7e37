import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ROOT } from '../steps/root.js';

/** A package whose files are listed in the source tree, so that none ships by accident. */
export interface Contents {
  /** The list, below `scripts/`. */
  readonly list: string;
  /** Whether a file that was built belongs into it. */
  readonly holds: (file: string) => boolean;
}

/** The client is the extension's alone, the command line and what only it loads npm's. */
export const NPM: Contents = {
  list: 'npm-files.txt',
  holds: (file) => !/^dist\/(?:client|graph|server\.web)/u.test(file),
};
export const EXTENSION: Contents = {
  list: 'package-files.txt',
  holds: (file) => !/^dist\/(?:cli|chunks\/mcp)\.cjs$/u.test(file),
};

/** The files that the list names, in its order. */
export function listed({ list }: Contents): string[] {
  return readFileSync(join(ROOT, 'scripts', list), 'utf8')
    .split(/\r?\n/u)
    .filter((line) => line !== '');
}

/** What is built and not listed, or listed and not built, one line each. */
export function differences(contents: Contents, dist: string): string[] {
  const expected = listed(contents).filter((file) => file.startsWith('dist/'));
  const files = built(dist).filter(contents.holds);
  const lines = [
    ...files.filter((file) => !expected.includes(file)).map((file) => `  + ${file}`),
    ...expected.filter((file) => !files.includes(file)).map((file) => `  - ${file}`),
  ];
  if (lines.length === 0) return [];
  return [
    `A package would hold other files than scripts/${contents.list} says:`,
    ...lines,
    '→ If this is meant: npm run package -- --update',
  ];
}

/** Takes what is built as what is meant. */
export function update(contents: Contents, dist: string): void {
  const others = listed(contents).filter((file) => !file.startsWith('dist/'));
  const files = [...others, ...built(dist).filter(contents.holds)].sort();
  writeFileSync(join(ROOT, 'scripts', contents.list), `${files.join('\n')}\n`);
}

function built(dist: string): string[] {
  return readdirSync(dist, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => `dist/${relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .sort();
}
