import { differencesOf, openDemands } from '../knowledge/aws/trust/differences.js';
import { issuerAt } from '../knowledge/oidc/issuers.js';
import { subjectForms } from '../knowledge/oidc/subjectForms.js';
import type { Initiator, SessionFacts } from '../model/facts.js';
import type { ClaimDifference, Login, LoginRun, SessionLogin } from '../model/login.js';
import type { PolicyDocument } from '../model/policyDocument.js';
import type { ClaimSet } from '../model/trust.js';
import { showingsAt, showingsElsewhere } from './showings.js';
import type { JudgedShowing } from './trust.js';
import { judgedShowings, requestWith } from './trust.js';

/** More of what a login hangs on than that is not told. */
const MOST_DOUBTS = 4;

/** What a role's trust policy says of whoever presents these claims, and why. */
export function loginOn(role: SessionFacts, set: ClaimSet): Login & Pick<LoginRun, 'subjects'> {
  const { trust } = role;
  if (trust === undefined) {
    return { verdict: 'not-known', differs: [], hangsOn: [UNREAD], subjects: subjectsOf(set) };
  }
  const { policy } = trust;
  const own = judgedShowings(role, policy, showingsAt(policy, set));
  const all = own.some(({ verdict }) => verdict === 'yes')
    ? own
    : [...own, ...judgedShowings(role, policy, showingsElsewhere(policy, set))];
  return { ...loginOf(role, policy, all), subjects: subjectsOf(set) };
}

const UNREAD = 'the trust policy, which is not in this workspace';

function loginOf(role: SessionFacts, policy: PolicyDocument, judged: readonly JudgedShowing[]): Login {
  if (judged.every(({ verdict }) => verdict === 'yes')) {
    return { verdict: 'admitted', differs: [], hangsOn: [] };
  }
  if (judged.every(({ verdict }) => verdict === 'no')) {
    return { verdict: 'refused', differs: differencesIn(role, policy, judged), hangsOn: [] };
  }
  const admitting = judged.filter(({ verdict }) => verdict === 'yes');
  const open = judged.filter(({ verdict }) => verdict === 'unknown');
  const hangsOn =
    admitting.length > 0
      ? admitting.flatMap(({ showing }) => showing.hangsOn)
      : open.flatMap(({ showing }) => [
          ...showing.hangsOn,
          ...(showing.claims === undefined ? [] : openDemands(policy, requestWith(role, showing.claims))),
        ]);
  return {
    verdict: 'not-known',
    ...(admitting.length > 0 ? { likely: true } : {}),
    differs: [],
    hangsOn: [...new Set(hangsOn)].slice(0, MOST_DOUBTS),
  };
}

function differencesIn(
  role: SessionFacts,
  policy: PolicyDocument,
  judged: readonly JudgedShowing[],
): readonly ClaimDifference[] {
  const given = judged.flatMap(({ showing }) => showing.claims ?? []);
  // Forms that differ less from what is asked tell more.
  const found = given
    .map((claims) => differencesOf(policy, requestWith(role, claims)))
    .filter((differences) => differences.length > 0)
    .sort((a, b) => a.length - b.length || stars(a) - stars(b));
  return found[0] ?? [];
}

function stars(differences: readonly ClaimDifference[]): number {
  return differences.filter(({ gets }) => gets?.includes('*') === true).length;
}

/** The subjects that claims can have, whosever they are; `ID` stands for identifiers that nothing tells. */
function subjectsOf(set: ClaimSet): readonly string[] {
  const isGithub = issuerAt(set.issuer)?.id === 'github-actions';
  const forms = isGithub
    ? subjectForms(set, { repositories: [], reckonsWithTemplates: false })
    : [{ claims: set }];
  const subjects = forms.flatMap(({ claims }) => claims?.values['sub'] ?? []);
  return [...new Set(subjects.map((sub) => sub.replace(/@\*(?=[/:]|$)/gu, '@ID')))];
}

/** The verdict over all ways in which a session can run; undefined where it shows nothing. */
export function sessionLogin(
  role: SessionFacts,
  sets: readonly ClaimSet[],
  initiators: readonly Initiator[],
): SessionLogin | undefined {
  const events = new Map(initiators.map(({ id, event }) => [id, event]));
  const runs = sets.map((set): LoginRun => ({
    ...loginOn(role, set),
    initiator: set.initiator,
    event: events.get(set.initiator) ?? set.values['event_name'] ?? set.initiator,
    claims: set.values,
  }));
  if (runs.length === 0) return undefined;
  const of = (verdict: Login['verdict']): readonly LoginRun[] =>
    runs.filter((run) => run.verdict === verdict);
  const [first] = of('admitted');
  if (first !== undefined) return { verdict: 'admitted', differs: [], hangsOn: [], runs };
  const open = of('not-known');
  if (open.length > 0) {
    const told = open.some(({ likely }) => likely) ? open.filter(({ likely }) => likely) : open;
    return {
      verdict: 'not-known',
      ...(told.some(({ likely }) => likely) ? { likely: true } : {}),
      differs: [],
      hangsOn: [...new Set(told.flatMap(({ hangsOn }) => hangsOn))].slice(0, MOST_DOUBTS),
      runs,
    };
  }
  const [nearest] = [...runs].sort((a, b) => a.differs.length - b.differs.length);
  return { verdict: 'refused', differs: nearest?.differs ?? [], hangsOn: [], runs };
}
