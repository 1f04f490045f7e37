import { describe, expect, it } from 'vitest';
import { assumptionsOf } from '../../../server/src/core/analysis/assumptionsOf.js';
import { DEFAULT_CONFIGURATION } from '../../../server/src/core/analysis/defaultConfiguration.js';
import { sessionLogin } from '../../../server/src/core/link/login.js';
import { emptySession } from '../../../server/src/core/model/emptySession.js';
import type { SessionFacts } from '../../../server/src/core/model/facts.js';
import type { PolicyDocument } from '../../../server/src/core/model/policyDocument.js';
import type { ClaimSet } from '../../../server/src/core/model/trust.js';
import { bruteForce } from '../../support/aws/bruteForce.js';
import type { Cell } from '../../support/aws/claims.js';
import { claimMatrix, ISSUER, REPOSITORY } from '../../support/aws/claims.js';
import type { PolicyJson } from '../../support/aws/policyJson.js';
import { policyOf } from '../../support/aws/policyJson.js';
import type { SubjectSetting } from '../../support/aws/subjects.js';
import { OWNER_ID, REPOSITORY_ID, SUBJECT_SETTINGS, tokensOf } from '../../support/aws/subjects.js';
import { trustPolicy } from '../../support/aws/trustPolicies.js';
import { linkInputs } from '../../support/linking.js';
import { Random } from '../../support/random.js';
import { openRepository, uriOf } from '../../support/repository.js';

const PAIRS = 10_000;
const ORIGIN = { uri: 'file:///w/role.json', range: { start: 0, end: 1 } };
const ROLE = 'arn:aws:iam::111122223333:role/deploy';

/** What a job of a cell shows, under some settings of its repository. */
interface Shown {
  readonly cell: Cell;
  readonly setting: SubjectSetting;
  readonly sets: readonly ClaimSet[];
}

function shown(cell: Cell, setting: SubjectSetting): Shown {
  const snapshot = openRepository(new Map(Object.entries(cell.files)), []);
  const { identifiers, template } = setting;
  const assumptions = assumptionsOf(
    {
      ...DEFAULT_CONFIGURATION,
      assume: {
        ...DEFAULT_CONFIGURATION.assume,
        repository: REPOSITORY,
        subject: {
          ...(identifiers === undefined ? {} : { identifiers }),
          template: template.length === 0 ? 'default' : template,
        },
      },
    },
    {
      facts: {
        version: 1,
        github: {
          repository: { name: REPOSITORY, id: REPOSITORY_ID, ownerId: OWNER_ID, asOf: '2026-11-30' },
        },
      },
    },
  );
  const { linker } = linkInputs(
    snapshot.files().map(({ facts }) => ({ facts, root: uriOf(''), assumptions })),
  );
  const holder = linker.sessions
    .sessionsOf(uriOf(cell.holder))
    .find(({ facts }) => facts.localId === 'job:deploy');
  const identity = holder?.facts.carried.find(({ kind }) => kind === 'cloud-role');
  const sets = holder && identity ? linker.context.presented.claimSets(holder, identity) : [];
  return { cell, setting, sets: sets.filter(({ initiator }) => initiator === cell.initiator) };
}

function roleWith(policy: PolicyJson): SessionFacts {
  return {
    ...emptySession(ORIGIN, ORIGIN.range),
    localId: 'role:Deploy',
    kind: 'cloud-role',
    name: 'deploy',
    noun: 'role',
    label: 'deploy',
    credential: 'role deploy',
    subject: { role: 'deploy' },
    role: 'acted-as',
    lifetime: { seconds: 3600, basis: 'platform-default', boundBy: 'MaxSessionDuration', origin: ORIGIN },
    principal: ROLE,
    // Nothing is pointed at here, so that the places do not matter.
    trust: { policy: policyOf(policy) as PolicyDocument, admissions: [], origin: ORIGIN },
  };
}

/** The second evaluator's answers, one for each token that a run of the cell may be given. */
function answers(policy: PolicyJson, { cell, setting }: Shown): readonly boolean[] {
  return cell.runs
    .flatMap((run) => tokensOf(run, setting))
    .map((token) => {
      if (token === null) return false;
      const world = {
        action: 'sts:AssumeRoleWithWebIdentity',
        resource: ROLE,
        principal: { kind: 'Federated', id: ISSUER } as const,
        context: Object.fromEntries(
          Object.entries(token)
            // A claim that AWS gives no condition key for.
            .filter(([name]) => name !== 'repository_owner')
            .map(([name, value]) => [`${ISSUER}:${name}`, [value]]),
        ),
        maybe: () => false,
      };
      return bruteForce(world, { identity: [], resource: policy }) === 'allow';
    });
}

/** Some subjects of the policy put into the forms that settings give them. */
function inForms(random: Random, policy: PolicyJson, { cell, setting }: Shown): PolicyJson {
  const subjects = cell.runs
    .flatMap((run) => tokensOf(run, setting))
    .flatMap((token) => token?.['sub'] ?? []);
  const text = JSON.stringify(policy).replace(/"repo:[^"]*"/gu, (value) => {
    if (subjects.length === 0 || random.chance(0.3)) return value;
    const subject = random.pick(subjects);
    const at = random.below(subject.length + 1);
    return JSON.stringify(random.chance(0.7) ? subject : `${subject.slice(0, at)}*`);
  });
  return JSON.parse(text) as PolicyJson;
}

describe('logins against a second evaluator', () => {
  it(`differ in none of ${String(PAIRS)} pairs of job and policy, over events, environments, refs, called workflows, identifiers and templates`, () => {
    const random = new Random(20_261_202);
    const cells = claimMatrix().filter(({ asks }) => asks);
    const all = cells.flatMap((cell) => SUBJECT_SETTINGS.map((setting) => shown(cell, setting)));
    const counts = { admitted: 0, refused: 0, 'not-known': 0 };
    const differences: unknown[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const one = random.pick(all);
      const policy = inForms(random, trustPolicy(random, one.cell), one);
      const expected = answers(policy, one);
      const login = sessionLogin(roleWith(policy), one.sets, []);
      const problem = login === undefined ? 'shows nothing' : differenceOf(login.runs, expected, one, policy);
      if (problem !== undefined) {
        differences.push({
          cell: one.cell.name,
          setting: one.setting.name,
          policy,
          expected,
          login,
          problem,
        });
      }
      for (const { verdict } of login?.runs ?? []) counts[verdict] += 1;
    }
    expect(differences.slice(0, 1)).toEqual([]);
    expect(differences).toHaveLength(0);
    // The pairs must put all answers to the test.
    expect(Math.min(counts.admitted, counts.refused, counts['not-known'])).toBeGreaterThan(PAIRS / 20);
  }, 120_000);
});

function differenceOf(
  runs: readonly { readonly verdict: string; readonly differs: readonly unknown[] }[],
  expected: readonly boolean[],
  { cell, setting }: Shown,
  policy: PolicyJson,
): string | undefined {
  const said = new Set(runs.map(({ verdict }) => verdict));
  if (said.size === 1 && said.has('admitted') && expected.includes(false)) return 'admits what is refused';
  if (said.size === 1 && said.has('refused') && expected.includes(true)) return 'refuses what is admitted';
  const settled = !cell.open && !JSON.stringify(policy).toLowerCase().includes(':actor"');
  const agrees = expected.every((answer) => answer === expected[0]);
  if (settled && said.has('not-known') && (setting.identifiers !== undefined || agrees)) {
    return 'does not know what is settled';
  }
  return undefined;
}
