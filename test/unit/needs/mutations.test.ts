import { describe, expect, it } from 'vitest';
import { knownMinimum, missingNeeds } from '../../../server/src/core/model/needs.js';
import { ownGrants } from '../../../server/src/core/model/reach.js';
import type { GrantSet } from '../../../server/src/core/model/remediation.js';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { platformFor } from '../../../server/src/core/platforms/index.js';
import { missingPermission } from '../../../server/src/core/rules/missing-permission.js';
import { unneededPermission } from '../../../server/src/core/rules/unneeded-permission.js';
import { applyEdits } from '../../../server/src/core/text/textRange.js';
import { everyFixture } from '../../support/contract/everyFixture.js';
import type { Repository } from '../../support/repository.js';
import { allFindings, applyChanges, openRepository, pathOf } from '../../support/repository.js';

const RULES = [unneededPermission, missingPermission];

/** The repository with the job granted exactly this; `undefined` where its text cannot be changed. */
function granting(repository: Repository, scope: TrustScope, grants: GrantSet): Repository | undefined {
  const { uri } = scope.file;
  const text = repository.get(pathOf(uri)) ?? '';
  const tree = openRepository(repository).file(uri)?.tree;
  const platform = platformFor({ uri, path: pathOf(uri), text });
  const block = scope.facts.grantBlock;
  if (tree === undefined || block?.form === 'all') return undefined;
  const edits = platform?.remediate(
    block?.level === 'session'
      ? { kind: 'replace-grants', uri, block: block.value, grants }
      : { kind: 'declare-grants', uri, session: scope.facts.localId, grants },
    tree,
  );
  return edits && new Map(repository).set(pathOf(uri), applyEdits(text, edits));
}

function scopeIn(repository: Repository, { id }: TrustScope): TrustScope | undefined {
  return openRepository(repository).model.scope(id);
}

/** Jobs whose need is known whole, each granted just that. */
function exactJobs(repository: Repository): readonly { repository: Repository; scope: TrustScope }[] {
  return openRepository(repository).model.scopes.flatMap((scope) => {
    const minimum = knownMinimum(scope);
    if (scope.facts.role !== 'runs' || scope.calledBy.length > 0 || minimum === null) return [];
    const exact = granting(repository, scope, minimum);
    const now = exact && scopeIn(exact, scope);
    if (now === undefined || JSON.stringify(knownMinimum(now)) !== JSON.stringify(minimum)) return [];
    return [{ repository: exact ?? repository, scope: now }];
  });
}

function findings(repository: Repository, rule: string, scope: TrustScope): ReturnType<typeof allFindings> {
  return allFindings(openRepository(repository, RULES), repository).filter(
    (finding) => finding.rule === rule && finding.session === scope.id,
  );
}

describe('a job that is known whole and has exactly what it needs', () => {
  const jobs = everyFixture().flatMap(({ name, repository }) =>
    exactJobs(repository).map((job) => ({ name: `${job.scope.facts.name} of ${name}`, ...job })),
  );

  it('is found in many fixtures', () => {
    expect(jobs.length).toBeGreaterThan(50);
  });

  it.each(jobs)('$name: what is raised is found, and the fix restores it', ({ repository, scope }) => {
    const raised = granting(repository, scope, { ...knownMinimum(scope), deployments: 'write' });
    expect(raised).toBeDefined();
    if (raised === undefined) return;
    const [finding, ...others] = findings(raised, 'unneeded-permission', scope);
    expect(others).toEqual([]);
    expect(finding?.message).toContain('`deployments: write`');
    const [fix] = finding === undefined ? [] : openRepository(raised).fixes(finding);
    const mended = applyChanges(raised, fix?.changes ?? []);
    const after = scopeIn(mended, scope);
    expect(after && Object.fromEntries(ownGrants(after).map(({ right, access }) => [right, access]))).toEqual(
      knownMinimum(scope),
    );
  });

  it.each(jobs)('$name: a write that is dropped is missed', ({ repository, scope }) => {
    const minimum = knownMinimum(scope) ?? {};
    for (const right of Object.keys(minimum).filter((each) => minimum[each] === 'write')) {
      const rest = Object.fromEntries(Object.entries(minimum).filter(([each]) => each !== right));
      const dropped = granting(repository, scope, rest);
      const now = dropped && scopeIn(dropped, scope);
      if (dropped === undefined || now === undefined) continue;
      // Where it is optional, or another right does as well, nothing is missing; and reading may be all that is.
      const missed = missingNeeds(now.needs, ownGrants(now)).filter((item) => item.right === right);
      if (missed.length === 0) continue;
      const level = missed.some(({ access }) => access === 'write') ? 'write' : 'read';
      const told = findings(dropped, 'missing-permission', scope).map(({ message }) => message);
      expect(told.some((message) => message.includes(`\`${right}: ${level}\``))).toBe(true);
    }
  });
});
