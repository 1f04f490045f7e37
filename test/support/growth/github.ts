import type { Repository } from '../repository.js';
import type { Growing, Shapes } from './shape.js';
import { many, oneFile, rowBefore } from './shape.js';

const PATH = '.github/workflows/ci.yml';

/** Workflows of GitHub Actions. */
export const GITHUB: Shapes = {
  'jobs that need nothing': jobsThat(() => ''),
  'jobs that each need the one before': jobsThat((at) => needs(at === 0 ? [] : [at - 1])),
  'jobs that each need the two before': jobsThat((at) => needs([at - 2, at - 1].filter((to) => to >= 0))),
  'jobs in diamonds of two': jobsThat((at) => needs(rowBefore(at, 2))),
  'jobs in rows of four that need the whole row before': jobsThat((at) => needs(rowBefore(at, 4))),
  // As many needs as text: of some twenty jobs each, or the text would grow with the square.
  'jobs that each need the twenty before': jobsThat((at) =>
    needs(Array.from({ length: Math.min(at, 20) }, (_, back) => at - 1 - back)),
  ),
  'one job that needs all others': oneFile(
    PATH,
    (size) =>
      `${HEAD}${many(size, (at) => job(at, ''))}  all:\n    runs-on: ubuntu-latest\n${needs(Array.from({ length: size }, (_, at) => at))}    steps: [{ run: make }]\n`,
  ),
  'jobs that need each other in a ring': oneFile(
    PATH,
    (size) => HEAD + many(size, (at) => job(at, needs([(at + 1) % size]))),
  ),
  'jobs in rows of two with environments and conditions': jobsThat(
    (at) =>
      `${needs(rowBefore(at, 2))}    environment: env-${String(at)}\n    if: always() && github.ref == 'refs/heads/b${String(at)}'\n`,
  ),
  'outputs handed from job to job': jobsThat(
    (at) =>
      `${needs(at === 0 ? [] : [at - 1])}    outputs:\n      v: \${{ ${at === 0 ? 'github.event.issue.title' : `needs.job-${String(at - 1)}.outputs.v`} }}\n`,
  ),
  'called workflows in rows of four, ten rows': calls(4),
  'called workflows that each call the next': (size) => chainOfCalls(size, () => 1),
  'called workflows that each call the next twice': (size) => chainOfCalls(size, () => 2),
  'calls of one workflow': (size) =>
    new Map([
      [PATH, HEAD + many(size, (at) => caller(at, 'called.yml'))],
      ['.github/workflows/called.yml', called('')],
    ]),
  'workflows that follow each other': (size) => followers(size, (at) => (at === 0 ? [] : [at - 1])),
  'workflows that follow each other in rows of three': (size) => followers(size, (at) => rowBefore(at, 3)),
  'workflows that follow each other in a ring': (size) => followers(size, (at) => [(at + size - 1) % size]),
  'steps of one job': oneJob((at) => `      - run: make part-${String(at)}\n`),
  'steps of one job that use actions': oneJob((at) => `      - uses: acme/action-${String(at)}@v1\n`),
  'steps that hand values on': oneJob(
    (at) =>
      `      - id: s${String(at)}\n        run: echo "v=\${{ ${at === 0 ? 'github.head_ref' : `steps.s${String(at - 1)}.outputs.v`} }}" >> "$GITHUB_OUTPUT"\n`,
  ),
  'steps that write to the environment and read it': oneJob(
    (at) => `      - run: echo "V${String(at)}=$V${String(at - 1)}" >> "$GITHUB_ENV"\n`,
  ),
  'secrets, each read in one step': oneJob(
    (at) =>
      `      - run: deploy\n        env:\n          TOKEN_${String(at)}: \${{ secrets.TOKEN_${String(at)} }}\n`,
  ),
  'uses of the token': oneJob(
    (at) => `      - run: gh api repos/o/r/issues/${String(at)}/comments -f body=x\n`,
  ),
  'lines of one script': oneFile(
    PATH,
    (size) =>
      `${oneStepHead()}      - run: |\n${many(size, (at) => `          echo "$V${String(at)}" | tee f${String(at)}\n`)}`,
  ),
  'expressions of one script': oneFile(
    PATH,
    (size) =>
      `${oneStepHead()}      - run: |\n${many(size, (at) => `          echo "\${{ github.event.inputs.i${String(at)} }}"\n`)}`,
  ),
  'expressions that nobody closes': oneFile(
    PATH,
    (size) =>
      `${oneStepHead()}      - run: |\n${many(size, (at) => `          echo "\${{ github.event.inputs.i${String(at)} "\n`)}`,
  ),
  'parts of one condition': oneFile(
    PATH,
    (size) =>
      `${HEAD}${job(0, `    if: ${Array.from({ length: size }, (_, at) => `github.ref == 'refs/heads/b${String(at)}'`).join(' || ')}\n`)}`,
  ),
  'parentheses of one condition': oneFile(
    PATH,
    (size) => `${HEAD}${job(0, `    if: \${{ ${'('.repeat(size)}github.ref${')'.repeat(size)} }}\n`)}`,
  ),
  'values of a matrix': oneFile(
    PATH,
    (size) =>
      `${HEAD}${job(0, `    strategy:\n      matrix:\n        v:\n${many(size, (at) => `          - value-${String(at)}\n`)}`)}`,
  ),
  'jobs that grant permissions': jobsThat(
    () => '    permissions:\n      contents: write\n      issues: write\n      id-token: write\n',
  ),
  'comments that suppress': jobsThat(
    (at) =>
      `    # trustscope: ignore[broad-token-permissions] -- reason ${String(at)}\n    permissions: write-all\n`,
  ),
  'comments that suppress what is not there': oneJob(
    (at) => `      # trustscope: ignore[long-session] -- reason ${String(at)}\n      - run: make\n`,
  ),
  'inputs of one workflow': oneFile(
    PATH,
    (size) =>
      `on:\n  workflow_dispatch:\n    inputs:\n${many(size, (at) => `      i${String(at)}: { type: string }\n`)}jobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${many(size, (at) => `      - run: make \${{ inputs.i${String(at)} }}\n`)}`,
  ),
  'jobs by one anchor': oneFile(
    PATH,
    (size) =>
      `${HEAD}  first: &job\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n${many(size, (at) => `  job-${String(at)}: *job\n`)}`,
  ),
  'local actions that each use the next': (size) =>
    new Map([
      [PATH, `${HEAD}  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./actions/a0\n`],
      ...Array.from(
        { length: size },
        (_, at) => [`actions/a${String(at)}/action.yml`, action(at, size)] as const,
      ),
    ]),
};

const HEAD = 'name: CI\non:\n  push:\n  pull_request_target:\njobs:\n';

function job(at: number, more: string): string {
  return `  job-${String(at)}:\n    runs-on: ubuntu-latest\n${more}    steps:\n      - uses: actions/checkout@v4\n      - run: make part-${String(at)}\n`;
}

function needs(jobs: readonly number[]): string {
  return jobs.length === 0 ? '' : `    needs: [${jobs.map((to) => `job-${String(to)}`).join(', ')}]\n`;
}

function jobsThat(more: (at: number) => string): Growing {
  return oneFile(PATH, (size) => HEAD + many(size, (at) => job(at, more(at))));
}

function oneStepHead(): string {
  return `${HEAD}  build:\n    runs-on: ubuntu-latest\n    steps:\n`;
}

function oneJob(step: (at: number) => string): Growing {
  return oneFile(PATH, (size) => oneStepHead() + many(size, step));
}

function caller(at: number, file: string): string {
  return `  call-${String(at)}:\n    uses: ./.github/workflows/${file}\n    secrets: inherit\n`;
}

function called(jobs: string): string {
  return `on:\n  workflow_call:\njobs:\n  work:\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n${jobs}`;
}

/** Groups of ten rows; every workflow of a row calls every one of the next. */
function calls(width: number): Growing {
  return (size) => {
    const files = new Map<string, string>();
    const groups = Math.max(1, Math.round(size / (10 * width)));
    const rows = Math.min(10, Math.max(2, Math.round(size / (groups * width))));
    const name = (group: number, row: number, at: number): string =>
      `g${String(group)}-r${String(row)}-w${String(at)}.yml`;
    for (let group = 0; group < groups; group++) {
      const callAll = (row: number): string => many(width, (at) => caller(at, name(group, row, at)));
      files.set(`.github/workflows/top-${String(group)}.yml`, HEAD + callAll(0));
      for (let row = 0; row < rows; row++) {
        for (let at = 0; at < width; at++) {
          files.set(
            `.github/workflows/${name(group, row, at)}`,
            called(row + 1 < rows ? callAll(row + 1) : ''),
          );
        }
      }
    }
    return files;
  };
}

function chainOfCalls(size: number, times: () => number): Repository {
  const next = (at: number): string => many(times(), (call) => caller(call, `w${String(at)}.yml`));
  return new Map([
    [PATH, HEAD + next(0)],
    ...Array.from(
      { length: size },
      (_, at) => [`.github/workflows/w${String(at)}.yml`, called(at + 1 < size ? next(at + 1) : '')] as const,
    ),
  ]);
}

function followers(size: number, of: (at: number) => readonly number[]): Repository {
  return new Map(
    Array.from({ length: size }, (_, at) => {
      const after = of(at).filter((to) => to >= 0);
      const on =
        after.length === 0
          ? 'on: pull_request_target\n'
          : `on:\n  workflow_run:\n    workflows: [${after.map((to) => `W${String(to)}`).join(', ')}]\n    types: [completed]\n`;
      return [
        `.github/workflows/w${String(at)}.yml`,
        `name: W${String(at)}\n${on}jobs:\n  work:\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n`,
      ] as const;
    }),
  );
}

function action(at: number, size: number): string {
  const step =
    at + 1 < size ? `    - uses: ./actions/a${String(at + 1)}\n` : '    - run: make\n      shell: bash\n';
  return `name: A${String(at)}\ndescription: one\nruns:\n  using: composite\n  steps:\n${step}`;
}
