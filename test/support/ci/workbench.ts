import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { buildCli } from '../../../scripts/build.js';

/** The file that a clone's two commits differ in. */
export const CHANGED = '.github/workflows/ci.yml';

/** A workflow of which nothing is found. */
export const NARROW = `on: { push: { branches: [main] } }
permissions: {}
jobs:
  release:
    permissions: { contents: read }
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps: [{ uses: actions/checkout@v4, with: { persist-credentials: false } }]
`;

/** The same, wider. */
export const WIDER = NARROW.replace('contents: read', 'contents: write');

/** The same, in which something is found. */
export const LOOSE = NARROW.replace('permissions: {}', 'permissions: write-all').replace(
  / {4}permissions.*\n/u,
  '',
);

/** Where scripts of a build service run as they do there, with the built program in the place of the registry. */
export class Workbench {
  readonly folder = mkdtempSync(join(tmpdir(), 'trustscope-ci-'));

  /** Builds the program, and puts an `npm` on the path that notes what it is asked for and installs it. */
  static async build(): Promise<Workbench> {
    const bench = new Workbench();
    const program = await buildCli(join(bench.folder, 'built'));
    const npm = bench.write(
      'bin/npm',
      `#!/bin/bash
echo "$PWD $*" >> ${JSON.stringify(bench.npmLog)}
mkdir -p node_modules/.bin
printf '#!/bin/bash\\nexec %q %q "$@"\\n' ${JSON.stringify(process.execPath)} ${JSON.stringify(program)} > node_modules/.bin/trustscope
chmod +x node_modules/.bin/trustscope
`,
    );
    chmodSync(npm, 0o755);
    return bench;
  }

  get npmLog(): string {
    return join(this.folder, 'npm.log');
  }

  /** The search path with that `npm` first. */
  get path(): string {
    return `${join(this.folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  }

  write(path: string, text: string): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** An empty folder for one run. */
  runner(): string {
    return mkdtempSync(join(this.folder, 'runner-'));
  }

  /** A clone in which `origin/main` has one text of a file, and what is checked out another. */
  clone(name: string, text: string): string {
    const root = join(this.folder, name);
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], {
        stdio: 'ignore',
      });
    this.write(`${name}/${CHANGED}`, NARROW);
    git('init', '-b', 'main');
    git('add', '-A');
    git('commit', '-m', 'base');
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    git('checkout', '-b', 'change');
    this.write(`${name}/${CHANGED}`, text);
    git('commit', '--allow-empty', '-am', 'change');
    return root;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
