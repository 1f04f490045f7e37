import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeLenses } from '../../../server/src/core/ide/codeLenses.js';
import { newBaseComparison } from '../../../server/src/core/report/change/baseComparison.js';
import { openRepository, ROOT, uriOf } from '../../support/repository.js';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

/** What `examples/wider.patch` widens: each of the five pictures, in the words of `trustscope diff`. */
const STORY: readonly (readonly [picture: string, path: string, text: string])[] = [
  [
    'the build also reads production secrets, over its role',
    'infra/roles.yaml',
    'job build may now secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-central-1:111122223333:secret:production/*',
  ],
  [
    'the orders service reaches all about customers',
    'deploy/shop.yaml',
    'service account shop/orders may now GET /internal/customers/* on /internal/customers/*',
  ],
  [
    'the storefront also consumes',
    'rabbitmq/definitions.json',
    'RabbitMQ user storefront may now read ^orders$ on ^orders$ in shop',
  ],
  [
    'the agent deletes customers without being asked',
    '.claude/settings.json',
    'agent Claude Code may now mcp__shop-admin__delete_customer on MCP server shop-admin',
  ],
  [
    'what a job takes on outlives it',
    '.github/workflows/release.yml',
    'job build lasts 1 h (was no longer than the session) on arn:aws:iam::111122223333:role/shop-artifacts',
  ],
];

/** What stands on the lens of each session, by its file. */
const LENSES: readonly (readonly [path: string, title: string])[] = [
  ['.github/workflows/release.yml', 'wider than main: +secretsmanager:GetSecretValue +1 more'],
  ['.github/workflows/deploy.yml', 'wider than main: role/shop-production-deploy 12 h (was 1 h)'],
  ['deploy/shop.yaml', 'wider than main: +GET /internal/customers/*'],
  ['rabbitmq/definitions.json', 'wider than main: +read ^orders$'],
  ['.claude/settings.json', 'wider than main: +Bash(git push *) +1 more'],
];

function git(folder: string, ...words: readonly string[]): void {
  const options = ['-c', 'user.name=a', '-c', 'user.email=a@b.c'];
  execFileSync('git', ['-C', folder, ...options, ...words], { stdio: 'ignore' });
}

/** The examples in a repository of their own, with their lock committed on `main`. */
function shop(): string {
  const folder = temporaryFolder();
  cpSync(EXAMPLES, folder, { recursive: true });
  git(folder, 'init', '-b', 'main');
  expect(runIn(folder, ['lock', '-q']).code).toBe(0);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-m', 'Start');
  return folder;
}

/** The same with all five pictures widened, not committed yet. */
function widened(): string {
  const folder = shop();
  git(folder, 'apply', 'wider.patch');
  return folder;
}

function filesOf(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const walk = (path: string): void => {
    for (const name of readdirSync(path)) {
      const inner = join(path, name);
      if (name === '.git') continue;
      if (statSync(inner).isDirectory()) walk(inner);
      else files.set(relative(folder, inner), readFileSync(inner, 'utf8'));
    }
  };
  walk(folder);
  return files;
}

describe('the story of the examples', () => {
  it('begins with nothing that is wider', () => {
    const folder = shop();
    expect(runIn(folder, ['diff']).out).toBe('No session is wider, narrower or other than in main\n');
    expect(runIn(folder, ['check', '-q']).code).toBe(0);
  });

  it('is told by diff, each of the five pictures with its place', () => {
    const { code, out } = runIn(widened(), ['diff', '--all', '--fail-on', 'widened']);
    expect(code).toBe(1);
    const lines = out.split('\n');
    for (const [picture, path, text] of STORY) {
      const at = lines.findIndex((line) => line.trim() === `+ ${text}`);
      expect(at === -1 ? `${picture} is not told:\n${out}` : lines[at + 1]).toContain(path);
    }
    expect(out).not.toContain('Narrower');
  });

  it('fails the check against the lock', () => {
    const { code, out } = runIn(widened(), ['check', '-q', '--all']);
    expect(code).toBe(1);
    for (const [, , text] of STORY) expect(out).toContain(`+ ${text}\n`);
  });

  it('stands on the lens of each session', () => {
    const base = openRepository(filesOf(shop()), []);
    const now = openRepository(filesOf(widened()), []);
    const comparison = newBaseComparison(base.model, { root: ROOT, nameOf: () => 'main' });
    for (const [path, title] of LENSES) {
      const lenses = codeLenses(now, uriOf(path), (session) => comparison.lens(now.model, session));
      expect(lenses.filter((lens) => lens.comparesWithBase).map((lens) => lens.title)).toContain(title);
    }
  });

  it('is in the report', () => {
    const { out } = runIn(widened(), ['report', '--base', 'main', '--format', 'markdown', '-q']);
    for (const text of ['secretsmanager:GetSecretValue', 'storefront', 'delete_customer']) {
      expect(out).toContain(text);
    }
    expect(out).toContain('Wider');
  });
});
