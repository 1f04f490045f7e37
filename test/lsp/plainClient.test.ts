import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeAction, Hover, Location, LocationLink, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCli } from '../../scripts/build.js';
import { PlainClient } from './plainClient.js';

const WORKSPACE = fileURLToPath(new URL('../vscode/workspace', import.meta.url));
const CLOUD = '.github/workflows/cloud.yml';
const ROLES = 'infra/roles.yaml';
const ROLE = 'arn:aws:iam::111122223333:role/shop-artifacts';

let built: string;
let program: string;
let folder: string;
let client: PlainClient | undefined;

beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'trustscope-plain-'));
  program = await buildCli(built);
}, 120_000);

afterAll(() => {
  rmSync(built, { recursive: true, force: true });
});

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'trustscope plain+')));
  cpSync(WORKSPACE, folder, { recursive: true });
});

afterEach(() => {
  client?.kill();
  client = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(options = {}): Promise<PlainClient> {
  client = await PlainClient.start([process.execPath, program, 'lsp', '--stdio'], folder, options);
  return client;
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function loose(event = 'push'): string {
  return `on: ${event}\npermissions: write-all\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n`;
}

/** What the command line finds in the same folder. */
function scanned(): string[] {
  const words = [program, 'scan', '.', '--format', 'json', '--fail-on', 'none'];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  const report = JSON.parse(stdout) as {
    findings: { path: string; suppressed: unknown }[];
    files: { path: string; problems: unknown[] }[];
  };
  const open = report.findings.filter(({ suppressed }) => suppressed === null).map(({ path }) => path);
  const problems = report.files.filter((file) => file.problems.length > 0).map(({ path }) => path);
  return [...new Set([...open, ...problems])].sort();
}

describe('a client that knows nothing of TrustScope', () => {
  it('gets what the command line finds, of files that are not open', async () => {
    const plain = await start();
    const expected = scanned();
    expect(expected).toContain(ROLES);
    await plain.until(() => expected.every((path) => plain.complained().includes(path)));
    // What is wrong with a configuration is no finding: the command line says it beside the report.
    expect(plain.complained().filter((path) => !path.endsWith('.trustscope.yml'))).toEqual(expected);
    expect(plain.serverInfo).toMatchObject({ name: 'TrustScope', version: /^\d+\.\d+\.\d+/u });
    expect(await plain.end()).toBe(0);
  });

  it('may name its folder as clients did before there were several', async () => {
    const plain = await start({ older: true });
    await plain.until(() => plain.complained().includes(ROLES));
  });

  it('sees a job joined to its role in another file', async () => {
    const plain = await start();
    const document = await plain.open(CLOUD);
    await plain.until(() => plain.complained().includes(ROLES));
    const hover = await plain.ask<Hover>('textDocument/hover', document, ROLE);
    expect(JSON.stringify(hover.contents)).toContain('s3:PutObject');
    const found = await plain.ask<(Location | LocationLink)[]>('textDocument/definition', document, ROLE);
    expect(found.map((one) => ('uri' in one ? one.uri : one.targetUri))).toEqual([plain.uri(ROLES)]);
  });

  it('applies a fix to a file with a name that editors write in different ways', async () => {
    const path = '.github/workflows/release+(a).yml';
    put(path, loose());
    const plain = await start();
    const document = await plain.open(path);
    await plain.until(() => plain.rules(path).length > 0);
    await plain.until(() => plain.complained().includes(ROLES));
    // One file, not one as it is open and another as it is on the disk.
    expect([...plain.published.keys()].filter((uri) => /release.{1,6}a/u.test(uri))).toEqual([document.uri]);
    const range = {
      start: document.positionAt(document.getText().indexOf('write-all')),
      end: document.positionAt(document.getText().indexOf('jobs')),
    };
    const params = {
      textDocument: { uri: document.uri },
      range,
      context: { diagnostics: plain.published.get(document.uri) ?? [] },
    };
    const actions = await plain.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
    const offered = actions.find(({ isPreferred }) => isPreferred === true) ?? actions[0];
    const action = await plain.connection.sendRequest<CodeAction>('codeAction/resolve', offered);
    const text = edited(document, action.edit);
    expect(text).not.toContain('write-all');
    await plain.write(path, text);
  });

  it('is asked to watch, and what changes behind it counts', async () => {
    const plain = await start();
    await plain.until(() => plain.watched.length > 0 && plain.complained().includes(ROLES));
    expect(plain.watched).toContain('**/*.{json,yml,yaml}');
    const added = '.github/workflows/added.yml';
    await plain.write(added, loose());
    await plain.until(() => plain.complained().includes(added));
    await plain.write(added, 'on: push\njobs: {}\n');
    await plain.until(() => !plain.complained().includes(added));
  });
});

describe('what the server does not read', () => {
  it('is what git ignores, packages, and links that lead out, also when they change', async () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'trustscope-outside-')));
    writeFileSync(join(outside, 'w.yml'), loose());
    put('.gitignore', 'made/\n');
    put('made/.github/workflows/w.yml', loose());
    put('node_modules/a/.github/workflows/w.yml', loose());
    symlinkSync(join(outside, 'w.yml'), join(folder, '.github/workflows/linked.yml'));
    symlinkSync(outside, join(folder, '.github/workflows/more'));
    const plain = await start();
    await plain.until(() => plain.complained().includes(ROLES));
    await plain.write('made/.github/workflows/w.yml', loose('pull_request'));
    await plain.write('node_modules/a/.github/workflows/w.yml', loose('pull_request'));
    await plain.write('.github/workflows/linked.yml', loose('pull_request'));
    await plain.write('.github/workflows/last.yml', loose());
    await plain.until(() => plain.complained().includes('.github/workflows/last.yml'));
    const names = plain.complained().filter((path) => /made|node_modules|linked|more/u.test(path));
    expect(names).toEqual([]);
    rmSync(outside, { recursive: true, force: true });
  });

  it('is anything outside of the folders', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    renameSync(join(folder, '.github'), join(inner, '.github'));
    client = await PlainClient.start([process.execPath, program, 'lsp', '--stdio'], inner);
    const document = await client.open(CLOUD);
    const hover = await client.ask<Hover>('textDocument/hover', document, ROLE);
    expect(JSON.stringify(hover.contents)).not.toContain('s3:PutObject');
    const found = await client.ask<Location[] | null>('textDocument/definition', document, ROLE);
    expect(found ?? []).toEqual([]);
  });
});

function edited(document: TextDocument, edit: WorkspaceEdit | undefined): string {
  for (const change of edit?.documentChanges ?? []) {
    if (!('textDocument' in change)) continue;
    expect(change.textDocument).toEqual({ uri: document.uri, version: document.version });
    return TextDocument.applyEdits(
      document,
      change.edits.filter((one) => 'newText' in one),
    );
  }
  throw new Error('no edit');
}
