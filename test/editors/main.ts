/**
 * `npm run test:editors`: drives Neovim, where it is installed, over a copy of the workspace of the VS Code tests, with the
 * program that `npm run build` made. With `CI=true` a Neovim that is not there is a failure.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCounts } from '../../scripts/steps/results.js';
import { ROOT } from '../../scripts/steps/root.js';

/** What `neovim.lua` saw. */
interface Seen {
  readonly problem?: string;
  readonly error?: string;
  readonly diagnostics?: readonly string[];
  readonly fixed?: string;
  readonly after?: string;
  readonly hover?: string;
  readonly definition?: string;
  readonly definitionLine?: string;
}

/** No run takes as long, in milliseconds. */
const LONGEST = 5 * 60_000;

const counts = run();
await writeCounts('editors', counts);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
if (counts.failed > 0) process.exitCode = 1;

function run(): { passed: number; failed: number } {
  if (spawnSync('nvim', ['--version']).status !== 0) {
    console.log('Neovim: not tried, as nvim is not installed');
    return { passed: 0, failed: process.env['CI'] === 'true' ? 1 : 0 };
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trustscope neovim+')));
  try {
    cpSync(join(ROOT, 'test/vscode/workspace'), folder, { recursive: true });
    const seen = drive(folder);
    const failures = checks(seen, folder).filter(([, holds]) => !holds);
    for (const [name] of failures) console.log(`Neovim: ${name}`);
    if (failures.length > 0) console.log(JSON.stringify(seen, null, 2));
    const all = checks(seen, folder).length;
    return { passed: all - failures.length, failed: failures.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function drive(folder: string): Seen {
  const script = join(ROOT, 'test/editors/neovim.lua');
  const words = ['--headless', '--clean', '-l', script, join(ROOT, 'dist/cli.cjs'), folder];
  const state = join(folder, '.state');
  const env = { ...process.env, XDG_STATE_HOME: state, XDG_DATA_HOME: state, XDG_CONFIG_HOME: state };
  const { stdout, stderr } = spawnSync('nvim', words, { encoding: 'utf8', timeout: LONGEST, env });
  const line = `${stdout}\n${stderr}`.split('\n').find((text) => text.startsWith('{'));
  return line === undefined ? { problem: stderr.slice(-2_000) } : (JSON.parse(line) as Seen);
}

function checks(seen: Seen, folder: string): readonly (readonly [string, boolean])[] {
  const {
    problem,
    error,
    diagnostics = [],
    fixed,
    after = '',
    hover = '',
    definition,
    definitionLine,
  } = seen;
  const written = readFileSync(join(folder, '.github/workflows/release.yml'), 'utf8').trimEnd();
  return [
    ['goes through to its end', problem === undefined && error === undefined],
    ['shows diagnostics', diagnostics.includes('broad-token-permissions')],
    [
      'applies a quick-fix',
      fixed === 'broad-token-permissions' && !after.includes('write-all') && after === written,
    ],
    ['shows on a role what its file lets it do', hover.includes('s3:PutObject')],
    ['finds the definition in the other file', definition === 'infra/roles.yaml'],
    ['and the place in it', /shop-artifacts|ArtifactsRole/u.test(definitionLine ?? '')],
  ];
}
