import { describe, expect, it } from 'vitest';
import type { Report } from '../../../scripts/evaluation/reportDifferences.js';
import { differencesOf, orderDifferences } from '../../../scripts/evaluation/reportDifferences.js';

const session = {
  id: 'ci.yml#job:build',
  grants: [
    { action: 'contents:read', via: ['a', 'b'] },
    { action: 'issues:write', via: [] },
  ],
  width: { band: 'narrow', reasons: ['it only reads', 'it ends soon'] },
};
const finding = {
  rule: 'long-session',
  message: 'It lasts long.',
  path: 'ci.yml',
  range: { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } },
  session: session.id,
};
const report: Report = {
  files: [{ path: 'ci.yml', problems: [] }],
  sessions: [session],
  findings: [finding],
};

describe('the differences of two reports', () => {
  it('are none where lists without an order are in another one', () => {
    const other = {
      ...session,
      grants: [...session.grants].reverse(),
      width: { reasons: [...session.width.reasons].reverse(), band: 'narrow' },
    };
    expect(differencesOf(report, { ...report, sessions: [other] })).toEqual([]);
  });

  it('are told where the steps of a way change places', () => {
    const [first, second] = session.grants;
    const other = {
      ...session,
      grants: [{ ...first, action: 'contents:read', via: ['b', 'a'] }, second ?? {}],
    };
    expect(differencesOf(report, { ...report, sessions: [other] })).toMatchObject([
      { kind: 'session changed: grants[].via[] order', where: session.id },
    ]);
  });

  it('name the field that changed, and what it was and is', () => {
    const other = { ...finding, message: 'It lasts very long.' };
    expect(differencesOf(report, { ...report, findings: [other] })).toEqual([
      {
        kind: 'finding changed: long-session: message',
        where: 'long-session ci.yml:{"line":1,"character":2} ci.yml#job:build',
        before: '"It lasts long."',
        after: '"It lasts very long."',
      },
    ]);
  });

  it('tell what came and what went, each as often as it is there', () => {
    const twice = { ...report, findings: [finding, finding] };
    expect(differencesOf(report, twice).map(({ kind }) => kind)).toEqual(['finding added: long-session']);
    expect(differencesOf(twice, report).map(({ kind }) => kind)).toEqual(['finding removed: long-session']);
    expect(differencesOf(report, { ...report, sessions: [] }).map(({ kind }) => kind)).toEqual([
      'session removed',
    ]);
  });

  it('say apart that the same stands in another order', () => {
    const second = { ...session, id: 'ci.yml#job:test' };
    const [before, after] = [
      { ...report, sessions: [session, second] },
      { ...report, sessions: [second, session] },
    ];
    expect(differencesOf(before, after)).toEqual([]);
    expect(orderDifferences(before, after).map(({ kind }) => kind)).toEqual(['order of sessions']);
  });
});
