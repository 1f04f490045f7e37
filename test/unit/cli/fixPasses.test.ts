import { describe, expect, it } from 'vitest';
import { fixPasses } from '../../../server/src/cli/fixing/fixPasses.js';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { Rule } from '../../../server/src/core/rules/rule.js';

const ROOT = 'file:///shop';
const CI = `${ROOT}/.github/workflows/ci.yml`;
const WORKFLOW = `on: push
permissions: write-all
jobs:
  build:
    runs-on: ubuntu-latest
    permissions: write-all
    steps: [{ run: make }]
`;

/** Narrows one block at a time: as long as a session has a block in a word, only that one is a finding. */
const narrow: Rule = {
  meta: { id: 'narrow', title: 'x', severity: 'warning', findingClass: 'overbroad-grant', since: '0' },
  check: ({ facts: { grantBlock } }) =>
    grantBlock?.form !== 'all'
      ? []
      : [
          {
            origin: grantBlock.value,
            message: 'too much',
            confidence: 'high',
            offers: [
              {
                title: 'Grant less',
                applicability: 'safe',
                intents: [
                  { kind: 'replace-grants', uri: CI, block: grantBlock.value, grants: { contents: 'read' } },
                ],
              },
            ],
          },
        ],
};

/** Proposes the same change for ever, as two rules that disagree would. */
const restless: Rule = {
  meta: { ...narrow.meta, id: 'restless' },
  check: (scope) =>
    narrow.check(
      {
        ...scope,
        facts: {
          ...scope.facts,
          ...(scope.facts.grantBlock && { grantBlock: { ...scope.facts.grantBlock, form: 'all' } }),
        },
      },
      undefined as never,
    ),
};

function fix(rule: Rule, text = WORKFLOW, unsafe = false, mayChange = true) {
  const host = new AnalysisHost({ rules: [rule] });
  host.apply([{ uri: CI, root: ROOT, text }]);
  const run = fixPasses(host, ROOT, () => ROOT, {}, { unsafe, mayChange: () => mayChange });
  return { ...run, text: run.texts.get(CI), left: host.snapshot.findings(CI) };
}

describe('fixPasses', () => {
  it('applies fixes until none is left, and tells what was done', () => {
    const { text, left, done } = fix(narrow);
    expect(left).toEqual([]);
    expect(text).toContain('contents: read');
    expect(done[0]).toBe('.github/workflows/ci.yml:6:18 narrow: Grant less');
  });

  it('ends even when a fix is offered for ever', () => {
    expect(fix(restless).done.length).toBeLessThanOrEqual(10);
  });

  it('changes nothing that may not be changed', () => {
    expect(fix(narrow, WORKFLOW, false, false)).toMatchObject({ texts: new Map(), done: [] });
  });

  it.each([
    ['CRLF', WORKFLOW.replaceAll('\n', '\r\n')],
    ['no line end', WORKFLOW.trimEnd()],
    ['an emoji above', `# 🚀\n${WORKFLOW}`],
  ])('keeps every other byte of a file with %s', (_, before) => {
    const { text = '' } = fix(narrow, before);
    const untouched = before.split(/(?<=\n)/u).filter((line) => !line.includes('write-all'));
    for (const line of untouched) expect(text).toContain(line);
    expect(text.includes('\r\n')).toBe(before.includes('\r\n'));
    if (before.includes('\r\n')) expect(text).not.toMatch(/(?<!\r)\n/u);
  });
});
