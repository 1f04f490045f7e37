import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../server/src/core/analysis/snapshot.js';
import { applyEdits } from '../../../server/src/core/text/textRange.js';
import { openRepository, uriOf } from '../../support/repository.js';

const PATH = '.github/workflows/ci.yml';

function workflow(permissions: string): string {
  return `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
${permissions}    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - run: echo done
`;
}

function fixesOf(text: string): readonly Fix[] {
  const snapshot = openRepository(new Map([[PATH, text]]));
  return snapshot.findings(uriOf(PATH)).flatMap((finding) => snapshot.fixes(finding));
}

function fixed(text: string, [fix]: readonly Fix[]): string {
  return applyEdits(text, fix?.changes[0]?.edits ?? []);
}

describe('what a person has written in a comment', () => {
  it('stays when the line goes, and makes the fix unsafe', () => {
    const text = workflow('      contents: read\n      issues: write # for the triage bot\n');
    const fixes = fixesOf(text);
    expect(fixes[0]).toMatchObject({
      applicability: 'unsafe',
      preferred: false,
      caution: 'the comment beside it may say what it is for: for the triage bot',
    });
    expect(fixed(text, fixes)).toBe(workflow('      contents: read\n      # for the triage bot\n'));
  });

  it('counts on the line above, too', () => {
    const text = workflow('      contents: read\n      # for the triage bot\n      issues: write\n');
    const fixes = fixesOf(text);
    expect(fixes[0]?.applicability).toBe('unsafe');
    expect(fixed(text, fixes)).toBe(workflow('      contents: read\n      # for the triage bot\n'));
  });

  it('is of no concern elsewhere', () => {
    const text = workflow('      contents: read # to check out\n      issues: write\n');
    const fixes = fixesOf(text);
    expect(fixes[0]?.applicability).toBe('safe');
    expect(fixed(text, fixes)).toBe(workflow('      contents: read # to check out\n'));
  });

  it('does not count where it speaks to TrustScope', () => {
    const text = workflow(
      '      contents: read\n      issues: write # trustscope: ignore[long-session] it is fine\n',
    );
    expect(fixed(text, fixesOf(text))).toBe(workflow('      contents: read\n'));
  });
});
