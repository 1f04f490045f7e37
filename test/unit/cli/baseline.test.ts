import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const PATH = '.github/workflows/ci.yml';
const NAME = '.trustscope.baseline.json';
const WORKFLOW = `on: push
permissions: write-all
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`;
const SCAN = ['scan', '.', '--baseline', NAME, '--fail-on', 'hint'];

function accepted(): string {
  const folder = temporaryFolder({ [PATH]: WORKFLOW });
  expect(runIn(folder, ['scan', '--fail-on', 'hint', '-q']).code).toBe(1);
  expect(runIn(folder, ['baseline']).err).toMatch(/finding.* accepted in \.trustscope\.baseline\.json/u);
  return folder;
}

describe('trustscope baseline', () => {
  it('accepts what is there, by day, and scan tells what is new alone', () => {
    const folder = accepted();
    expect(readFileSync(join(folder, NAME), 'utf8')).toMatch(/"since":"\d{4}-\d\d-\d\d"/u);
    expect(runIn(folder, SCAN)).toMatchObject({
      code: 0,
      out: expect.stringContaining('accepted in the baseline') as string,
    });
    writeFileSync(
      join(folder, PATH),
      WORKFLOW.replace('on: push', 'on: [push, pull_request_target]').replace(
        'make',
        'echo ${{ github.event.pull_request.title }}',
      ),
    );
    expect(runIn(folder, SCAN).code).toBe(1);
  });

  it.each([
    ['lines move', (text: string) => `# a word before\n\n${text}`],
    [
      'it is formatted anew',
      (text: string) => text.replace('write-all', '"write-all"').replaceAll('  ', '    '),
    ],
    ['the job is renamed', (text: string) => text.replace('build:', 'compile:')],
  ])('knows a finding again when %s', (_, change) => {
    const folder = accepted();
    const text = change(WORKFLOW);
    expect(text).not.toBe(WORKFLOW);
    writeFileSync(join(folder, PATH), text);
    const { code, out } = runIn(folder, SCAN);
    expect(out).not.toContain('stale');
    expect(code).toBe(0);
  });

  it('knows a finding again when its file moves, and tells entries that are stale', () => {
    const folder = accepted();
    renameSync(join(folder, PATH), join(folder, '.github/workflows/build.yml'));
    expect(runIn(folder, SCAN).code).toBe(0);
    writeFileSync(
      join(folder, '.github/workflows/build.yml'),
      WORKFLOW.replace('write-all', '{ contents: read }'),
    );
    expect(runIn(folder, SCAN).out).toMatch(/\d+ entr(?:y|ies) of it stale/u);
    const { baseline } = JSON.parse(runIn(folder, [...SCAN, '-f', 'json']).out) as {
      baseline: { stale: { rule: string }[] };
    };
    expect(baseline.stale.length).toBeGreaterThan(0);
    // Of what was not scanned nothing is said.
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other/a.yml'), 'a: 1\n');
    const some = runIn(folder, ['scan', 'other', '--baseline', NAME]);
    expect(some.out).not.toContain('stale');
  });

  it('leaves the day and the line of what was accepted before', () => {
    const folder = accepted();
    const path = join(folder, NAME);
    const before = readFileSync(path, 'utf8').replaceAll(/"since":"[^"]+"/gu, '"since":"2020-01-02"');
    writeFileSync(path, before);
    runIn(folder, ['baseline', '-q']);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('says why a baseline cannot be read', () => {
    const folder = temporaryFolder({ [PATH]: WORKFLOW, [NAME]: '{"version":1}' });
    expect(runIn(folder, SCAN)).toMatchObject({
      code: 2,
      err: `trustscope: ${NAME}: it is no baseline of TrustScope\n`,
    });
    expect(runIn(folder, ['scan', '--baseline', 'x.json']).err).toContain('trustscope baseline writes it');
  });
});
