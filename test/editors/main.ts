/**
 * `npm run test:editors`: drives Neovim and Emacs, where they are installed, each over a copy of the workspace of the
 * VS Code tests, with the program that `npm run build` made. With `CI=true` a Neovim that is not there is a failure.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCounts } from '../../scripts/steps/results.js';
import { ROOT } from '../../scripts/steps/root.js';
import type { Seen } from './checks.js';
import { checks } from './checks.js';

interface Editor {
  readonly name: string;
  readonly program: string;
  /** Whether a machine that checks changes has to have it. */
  readonly required: boolean;
  readonly words: (folder: string) => readonly string[];
}

const PROGRAM = join(ROOT, 'dist/cli.cjs');

const EDITORS: readonly Editor[] = [
  {
    name: 'Neovim',
    program: 'nvim',
    required: true,
    words: (folder) => [
      ...['--headless', '--clean', '-l'],
      ...[join(ROOT, 'test/editors/neovim.lua'), PROGRAM, folder],
    ],
  },
  {
    name: 'Emacs',
    program: 'emacs',
    required: false,
    words: (folder) => ['-Q', '--batch', '-l', join(ROOT, 'test/editors/emacs.el'), PROGRAM, folder],
  },
];

/** No run takes as long, in milliseconds. */
const LONGEST = 5 * 60_000;

const all = EDITORS.map(run);
const counts = {
  passed: all.reduce((sum, { passed }) => sum + passed, 0),
  failed: all.reduce((sum, { failed }) => sum + failed, 0),
};
await writeCounts('editors', counts);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
if (counts.failed > 0) process.exitCode = 1;

function run(editor: Editor): { passed: number; failed: number } {
  const { name, program, required } = editor;
  if (spawnSync(program, ['--version']).status !== 0) {
    console.log(`${name}: not tried, as ${program} is not installed`);
    return { passed: 0, failed: required && process.env['CI'] === 'true' ? 1 : 0 };
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `trustscope ${program}+`)));
  try {
    cpSync(join(ROOT, 'test/vscode/workspace'), folder, { recursive: true });
    const seen = drive(editor, folder);
    const checked = checks(seen, folder);
    const failures = checked.filter(([, holds]) => !holds);
    for (const [what] of failures) console.log(`${name}: ${what}`);
    if (failures.length > 0) console.log(JSON.stringify(seen, null, 2));
    return { passed: checked.length - failures.length, failed: failures.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function drive({ program, words }: Editor, folder: string): Seen {
  const state = join(folder, '.state');
  const env = {
    ...process.env,
    HOME: state,
    XDG_STATE_HOME: state,
    XDG_DATA_HOME: state,
    XDG_CONFIG_HOME: state,
  };
  const { stdout, stderr } = spawnSync(program, words(folder), { encoding: 'utf8', timeout: LONGEST, env });
  const line = `${stdout}\n${stderr}`.split('\n').find((text) => text.startsWith('{'));
  return line === undefined ? { problem: stderr.slice(-2_000) } : (JSON.parse(line) as Seen);
}
