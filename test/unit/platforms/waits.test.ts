import { workOf } from '../../support/work.js';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../../server/src/core/model/facts.js';
import { platformFor } from '../../../server/src/core/platforms/index.js';
import { parse } from '../../../server/src/core/syntax/parse.js';
import { uriOf } from '../../support/repository.js';

/** What the platform of a file makes of it, parsed already. */
function reader(path: string, text: string): () => FileFacts {
  const file = { uri: uriOf(path), path, text };
  const platform = platformFor(file);
  if (platform === undefined) throw new Error(`no platform reads ${path}`);
  const tree = parse(text, platform.format(file), platform.parsing?.(file));
  return () => platform.lower(file.uri, tree);
}

function lowered(path: string, text: string): FileFacts {
  return reader(path, text)();
}

/** How many times as much lowering does at each doubling. */
function growth(sizes: readonly number[], path: string, text: (size: number) => string): number {
  const counts = sizes.map((size) => workOf(reader(path, text(size))));
  return Math.max(...counts.slice(1).map((count, at) => count / (counts[at] ?? 1)));
}

/** A pipeline of jobs by number, each of which waits for others. */
interface Product {
  readonly path: string;
  /** The whole file; job 0 is to be started by hand, and all others wait for it in the end. */
  readonly text: (count: number, waits: (job: number) => readonly number[]) => string;
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_none, job) => job);

const listed = (prefix: string, jobs: readonly number[]): string =>
  `[${jobs.map((job) => prefix + String(job)).join(', ')}]`;

const PRODUCTS: Readonly<Record<string, Product>> = {
  'GitLab, needs': {
    path: '.gitlab-ci.yml',
    text: (count, waits) =>
      numbers(count)
        .map(
          (job) =>
            `j${String(job)}:\n  script: [make]\n${job === 0 ? '  when: manual\n' : `  needs: ${listed('j', waits(job))}\n`}`,
        )
        .join(''),
  },
  'Azure, jobs': {
    path: 'azure-pipelines.yml',
    text: (count, waits) =>
      `trigger: [main]\npr: none\njobs:\n${numbers(count)
        .map((job) =>
          job === 0
            ? '- job: j0\n  pool: server\n  steps: [{ task: ManualValidation@1 }]\n'
            : `- job: j${String(job)}\n  dependsOn: ${listed('j', waits(job))}\n  steps: [{ script: make }]\n`,
        )
        .join('')}`,
  },
  'Azure, stages': {
    path: 'azure-pipelines.yml',
    text: (count, waits) =>
      `trigger: [main]\npr: none\nstages:\n${numbers(count)
        .map((job) => {
          const trigger = job === 0 ? '  trigger: manual\n' : `  dependsOn: ${listed('j', waits(job))}\n`;
          return `- stage: j${String(job)}\n${trigger}  jobs: [{ job: a, steps: [{ script: make }] }]\n`;
        })
        .join('')}`,
  },
  'CircleCI, requires': {
    path: '.circleci/config.yml',
    text: (count, waits) =>
      `version: 2.1\njobs: { w: { docker: [{ image: a }], steps: [checkout] } }\nworkflows:\n  all:\n    jobs:\n${numbers(
        count,
      )
        .map((job) =>
          job === 0
            ? '      - j0: { type: approval }\n'
            : `      - w: { name: j${String(job)}, requires: ${listed('j', waits(job))} }\n`,
        )
        .join('')}`,
  },
};

/** How the gate in front of the last job stands. */
function lastGates({ sessions }: FileFacts): readonly string[] {
  return (
    sessions
      .at(-1)
      ?.gates.filter(({ kind }) => kind === 'approval')
      .map(({ state }) => state) ?? []
  );
}

describe.each(Object.entries(PRODUCTS))('%s', (_name, { path, text }) => {
  it('finds the approval at the end of a chain, however long, whichever job is asked first', () => {
    const most = path.includes('circleci') ? 900 : 2_400;
    const chain = lowered(
      path,
      text(most, (job) => [job - 1]),
    );
    expect(lastGates(chain)).toEqual(['enforced']);
    const turned = text(300, (job) => [job === 299 ? 0 : job + 1]);
    expect(lowered(path, turned).sessions.every(({ gates }, at) => at === 0 || gates.length > 0)).toBe(true);
  });

  it('works each job out once where the ways to it double with each row', () => {
    const rows = (job: number): readonly number[] =>
      job <= 2 ? [0] : job % 2 === 1 ? [job - 2, job - 1] : [job - 3, job - 2];
    expect(lastGates(lowered(path, text(361, rows)))).toEqual(['enforced']);
    expect(growth([50, 100, 200], path, (size) => text(size, rows))).toBeLessThan(2.3);
  });

  it('is in step with the text where each job waits for all before it', () => {
    const all = (job: number): readonly number[] => numbers(job);
    expect(lastGates(lowered(path, text(240, all)))).toEqual(['enforced']);
    // Twice the jobs are four times the text.
    expect(growth([40, 80, 160], path, (size) => text(size, all))).toBeLessThan(4.4);
  });

  it('comes to an end where jobs wait for each other in a circle', () => {
    const { sessions } = lowered(
      path,
      text(200, (job) => [(job % 199) + 1]),
    );
    expect(sessions.length).toBeGreaterThan(190);
  });
});

describe('jobs of GitLab that need each other in a circle', () => {
  it('are told of, once, by name', () => {
    const { problems } = lowered(
      '.gitlab-ci.yml',
      'a: { script: [x], needs: [c] }\nb: { script: [x], needs: [a] }\nc: { script: [x], needs: [b] }\n',
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'GitLab refuses this: job `a` needs itself, over `c`, `b`.',
    ]);
  });
});
