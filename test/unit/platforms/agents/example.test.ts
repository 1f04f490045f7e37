import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyChanges, openRepository, uriOf } from '../../../support/repository.js';

const FILES = ['.claude/settings.json', '.mcp.json'];
const repository = new Map(
  FILES.map((path) => [path, readFileSync(new URL(`../../../../examples/${path}`, import.meta.url), 'utf8')]),
);

describe('the agent of the examples', () => {
  const snapshot = openRepository(repository);
  const findings = FILES.flatMap((path) => snapshot.findings(uriOf(path)));

  it('reaches an admin console without a question', () => {
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'agent-admin-reach warning',
    ]);
    expect(findings[0]?.message).toContain('`mcp__shop-admin__refund_order`, an administration by its name');
  });

  it('asks first when it is mended', () => {
    const [finding] = findings;
    const [fix] = finding === undefined ? [] : snapshot.fixes(finding);
    expect(fix?.title).toBe('Ask before `mcp__shop-admin__refund_order`');
    const mended = applyChanges(repository, fix?.changes ?? []);
    const settings = JSON.parse(mended.get('.claude/settings.json') ?? '') as {
      permissions: Record<string, string[]>;
    };
    expect(settings.permissions['ask']).toEqual(['Bash(git push *)', 'mcp__shop-admin__refund_order']);
    expect(settings.permissions['allow']).not.toContain('mcp__shop-admin__refund_order');
    expect(FILES.flatMap((path) => openRepository(mended).findings(uriOf(path)))).toEqual([]);
  });
});
