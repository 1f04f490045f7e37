import { describe, expect, it } from 'vitest';
import { assumptionsOf } from '../../../server/src/core/analysis/assumptionsOf.js';
import { DEFAULT_CONFIGURATION } from '../../../server/src/core/analysis/defaultConfiguration.js';
import { evaluate } from '../../../server/src/core/knowledge/aws/policy/evaluate.js';
import { webIdentityRequest } from '../../../server/src/core/knowledge/aws/trust/requests.js';
import type { EdgeContext } from '../../../server/src/core/link/edges.js';
import type { LinkedSession } from '../../../server/src/core/link/workspace.js';
import type { ClaimSet } from '../../../server/src/core/model/trust.js';
import { bruteForce } from '../../support/aws/bruteForce.js';
import type { Cell } from '../../support/aws/claims.js';
import { claimMatrix, ISSUER, REPOSITORY, tokenOf } from '../../support/aws/claims.js';
import type { PolicyJson } from '../../support/aws/policyJson.js';
import { policyOf } from '../../support/aws/policyJson.js';
import { Random } from '../../support/random.js';
import { trustPolicy } from '../../support/aws/trustPolicies.js';
import { linkInputs } from '../../support/linking.js';
import { openRepository, uriOf } from '../../support/repository.js';

const ROLE = 'arn:aws:iam::111122223333:role/deploy';
const PAIRS = 10_000;

/** A cell with the claim sets that the core finds for its runs. */
interface ReadCell {
  readonly cell: Cell;
  readonly sets: readonly ClaimSet[];
}

function readCell(cell: Cell): ReadCell {
  const snapshot = openRepository(new Map(Object.entries(cell.files)), []);
  const assumptions = assumptionsOf({
    ...DEFAULT_CONFIGURATION,
    assume: { ...DEFAULT_CONFIGURATION.assume, repository: REPOSITORY },
  });
  const { linker } = linkInputs(
    snapshot.files().map(({ facts }) => ({ facts, root: uriOf(''), assumptions })),
  );
  const holder = linker.sessions
    .sessionsOf(uriOf(cell.holder))
    .find(({ facts }) => facts.localId === 'job:deploy');
  const sets = holder === undefined ? [] : setsOf(linker.context, holder);
  return { cell, sets: sets.filter(({ initiator }) => initiator === cell.initiator) };
}

/** The claims that the job presents when whoever starts it is given a token. */
function setsOf({ presented, initiation }: EdgeContext, holder: LinkedSession): readonly ClaimSet[] {
  const [identity] = holder.facts.carried.filter(({ kind }) => kind === 'cloud-role');
  const given = initiation
    .initiatorsOf(holder)
    .filter(({ withholds }) => !withholds.includes('writes'))
    .map(({ id }) => id);
  return identity === undefined
    ? []
    : presented.claimSets(holder, identity).filter(({ initiator }) => given.includes(initiator));
}

function asked(policy: PolicyJson, set: ClaimSet): string {
  const { decision } = evaluate(webIdentityRequest(set, ROLE), { identity: [], resource: policyOf(policy) });
  return decision === 'allow' ? 'yes' : decision === 'unknown' ? 'unknown' : 'no';
}

/** What the second evaluator says of each run. */
function verdicts(policy: PolicyJson, cell: Cell): readonly boolean[] {
  return cell.runs.map((run) => {
    const token = Object.entries(tokenOf(run));
    const world = {
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: ROLE,
      principal: { kind: 'Federated', id: ISSUER } as const,
      context: Object.fromEntries(token.map(([name, value]) => [`${ISSUER}:${name}`, [value]])),
      maybe: () => false,
    };
    return bruteForce(world, { identity: [], resource: policy }) === 'allow';
  });
}

function mentions(policy: PolicyJson, claim: string): boolean {
  return JSON.stringify(policy).toLowerCase().includes(`:${claim}"`);
}

describe('the claim matrix', () => {
  const cells = claimMatrix().map(readCell);

  it.each(cells)('holds the claims of the runs of: $cell.name', ({ cell, sets }) => {
    if (!cell.asks) {
      expect(sets).toEqual([]);
      return;
    }
    for (const run of cell.runs) {
      // Who caused the run, and the repository's number, no file tells.
      const known = Object.entries(tokenOf(run)).filter(
        ([name]) => name !== 'actor' && name !== 'repository_id',
      );
      const fitting = sets.filter((set) => known.every(([name, value]) => fits(set.values[name], value)));
      expect(fitting, `${cell.name}: ${JSON.stringify(known)}`).not.toEqual([]);
      expect(
        fitting.every(({ absent }) => absent.includes('environment') === (run.environment === null)),
      ).toBe(true);
    }
    // Nothing beyond what the runs of the cell can show, where the files leave nothing open.
    if (!cell.open) expect(new Set(sets.map(({ values }) => values['sub'])).size).toBe(1);
  });

  it(`gets the same answers as a second evaluator for ${String(PAIRS)} pairs of run and trust policy`, () => {
    const random = new Random(20_261_126);
    const asking = cells.filter(({ cell }) => cell.asks);
    const counts = { yes: 0, no: 0, unknown: 0 };
    const differences: unknown[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const { cell, sets } = random.pick(asking);
      const policy = trustPolicy(random, cell);
      const expected = verdicts(policy, cell);
      const answers = sets.map((set) => asked(policy, set));
      const exact = !cell.open && !mentions(policy, 'actor');
      const problem = differenceOf(expected, answers, exact);
      if (problem !== undefined) differences.push({ cell: cell.name, policy, expected, answers, problem });
      for (const answer of new Set(answers)) counts[answer as keyof typeof counts] += 1;
    }
    expect(differences.slice(0, 3)).toEqual([]);
    expect(differences).toHaveLength(0);
    // The pairs must put all answers to the test.
    expect(Math.min(counts.yes, counts.no, counts.unknown)).toBeGreaterThan(PAIRS / 20);
  }, 60_000);
});

function fits(pattern: string | undefined, value: string): boolean {
  if (pattern === undefined) return false;
  const source = pattern.replace(/[.+?^${}()|[\]\\]/gu, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 'su').test(value);
}

/** A certain answer must hold for every run; where nothing is open, an answer must be certain. */
function differenceOf(
  expected: readonly boolean[],
  answers: readonly string[],
  exact: boolean,
): string | undefined {
  if (answers.length === 0) return 'no claims';
  if (answers.every((answer) => answer === 'yes') && expected.includes(false)) return 'trusts too much';
  if (answers.every((answer) => answer === 'no') && expected.includes(true)) return 'trusts too little';
  if (exact && answers.includes('unknown')) return 'does not know what it could';
  return undefined;
}
