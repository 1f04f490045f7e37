import type { PolicyCondition, PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { RemediationOffer } from '../../../model/remediation.js';
import type { TrustFlaw } from '../../../model/trust.js';
import type { Severity } from '../../../model/vocabulary.js';
import type { Reach } from '../../oidc/bounds.js';
import type { OidcIssuer } from '../../oidc/issuerTypes.js';
import type { AdmittedSubject, Federation } from './federation.js';
import { federationWords, shown } from './words.js';
import { quoted } from '../../../text/quoted.js';

/** What makes the admission of an issuer's workloads wider than it looks or should be. */
export function federationFlaws(
  federation: Federation,
  principal: PolicyPrincipal,
  statement: PolicyStatement,
): readonly TrustFlaw[] {
  return [
    ...subjectFlaws(federation, principal, statement),
    ...openIdentifiers(federation),
    ...calledByOthers(federation),
    ...literalPatterns(federation),
    ...audienceFlaws(federation, principal, statement),
    ...hollowFlaws(federation),
  ];
}

const SEVERITY: Readonly<Record<Reach, Severity>> = {
  anyone: 'error',
  tenant: 'warning',
  project: 'information',
  bound: 'hint',
};

function subjectFlaws(
  federation: Federation,
  principal: PolicyPrincipal,
  statement: PolicyStatement,
): readonly TrustFlaw[] {
  const { address, issuer, subjects, reach } = federation;
  // Of Cognito's users the pool is the subject, and that is the audience.
  if (reach === 'bound' || issuer?.id === 'cognito') return [];
  if (subjects.length > 0) {
    return subjects
      .filter((subject) => subject.reach !== 'bound')
      .map((subject) => ({
        kind: 'wide-subject',
        message: wideMessage(federation, subject),
        severity: SEVERITY[subject.reach],
        offers: [],
        origin: subject.value.origin,
      }));
  }
  // What a condition on another claim leaves open is a matter of that condition.
  const binding = federation.claims.find(({ constraint }) => constraint.values.length > 0);
  const isBound = reach === 'project' && binding !== undefined;
  return [
    {
      kind: 'no-subject',
      message: `Nothing here asks for ${quoted(`${address}:sub`)}: ${lets(federation)}. ${remedy(issuer)}`,
      severity: isBound ? 'information' : SEVERITY[reach],
      offers: [],
      bindAt: { at: statement.origin, path: ['Condition', 'StringEquals', `${address}:sub`] },
      origin: isBound ? binding.constraint.condition.origin : principal.origin,
    },
  ];
}

/** Ids, of which names that go with them are free to change. */
const IDENTIFIERS: ReadonlySet<string> = new Set(['repository_id', 'repository_owner_id']);

/**
 * Subjects with identifiers under which any will do: whoever takes the name once it is free presents one that fits.
 * https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
 */
function openIdentifiers({ issuer, reach, subjects, claims }: Federation): readonly TrustFlaw[] {
  if (issuer?.id !== 'github-actions' || reach !== 'bound') return [];
  if (claims.some(({ claim }) => IDENTIFIERS.has(claim.toLowerCase()))) return [];
  return subjects
    .filter(({ value, constraint }) => constraint.wild && /^repo:[^:]*@[*?]/u.test(value.text))
    .map(({ value }) => ({
      kind: 'wide-subject',
      message: `${quoted(shown(value.text))} takes any identifier: whoever makes an owner or repository of that name, once it is free, can assume this role. Write the identifiers, which are never given again.`,
      severity: 'information',
      offers: [],
      origin: value.origin,
    }));
}

/** Where the workflow is all that is asked for, whoever may call it has a job that assumes the role. */
function calledByOthers({ callable, reach, address }: Federation): readonly TrustFlaw[] {
  if (callable === undefined || reach === 'anyone') return [];
  return [
    {
      kind: 'wide-subject',
      message: `This says which workflow runs, not whose job it is: any repository may call a workflow of a public one, with inputs of its own. Ask for ${quoted(`${address}:repository_owner_id`)}, too.`,
      severity: 'information',
      offers: [],
      origin: callable,
    },
  ];
}

function lets(federation: Federation): string {
  return `it trusts ${federationWords(federation)}`;
}

function remedy(issuer: OidcIssuer | undefined): string {
  if (issuer === undefined) return 'Bind it to the subject that uses the role.';
  if (issuer.id === 'github-actions') {
    return 'Bind it to the repository and to the branch or environment that uses the role.';
  }
  return `Bind it to the ${issuer.project} that uses the role.`;
}

function wideMessage(federation: Federation, subject: AdmittedSubject): string {
  const { issuer } = federation;
  const text = quoted(shown(subject.value.text));
  const words = federationWords({ ...federation, subjects: [subject] });
  if (issuer === undefined) return `${text} trusts ${words}. ${remedy(issuer)}`;
  if (subject.reach === 'anyone' && !/[*?]/u.test(subject.value.text)) {
    return `${text} does not say whose ${issuer.project} it is: whoever administers any ${issuer.project} can have its subject read so. Bind it to the ${issuer.project}, too.`;
  }
  if (subject.reach === 'anyone') {
    return `${text} trusts ${words}: a stranger's ${issuer.project} can have such a subject. Write the whole name of the ${issuer.tenant}.`;
  }
  if (subject.reach === 'tenant') {
    const others = subject.reading.parts?.find(({ part }) => part.binds === 'project')?.text;
    const also =
      others === undefined || /^\**$/u.test(others)
        ? `a ${issuer.project} that is made tomorrow`
        : `another ${issuer.project} with such a name`;
    return `${text} trusts ${words}, ${also} among them. ${remedy(issuer)}`;
  }
  const who =
    issuer.id === 'github-actions' ? 'whoever may push a branch' : 'whoever may run a workload there';
  const all =
    issuer.id === 'github-actions' && isEverything(subject)
      ? ': every branch, tag, pull request and environment'
      : '';
  return `${text} trusts all ${words}${all}, so ${who} can assume this role. Bind it to the ${circumstance(issuer)} that uses the role.`;
}

function isEverything({ reading }: AdmittedSubject): boolean {
  const context = reading.parts?.find(({ part }) => part.binds === 'context')?.text;
  return context === undefined || /^\**$/u.test(context);
}

function circumstance(issuer: OidcIssuer): string {
  if (issuer.id === 'github-actions') return 'branch, or to an environment with reviewers,';
  const parts = issuer.claims.find(({ name }) => name === 'sub')?.formats?.[0];
  return parts?.find(({ binds }) => binds === 'context')?.name ?? 'subject';
}

/** A wildcard where the operator knows none: nobody presents such a text. */
function literalPatterns(federation: Federation): readonly TrustFlaw[] {
  const constraints = [
    ...new Set(federation.subjects.map(({ constraint }) => constraint)),
    ...federation.claims.map(({ constraint }) => constraint),
    ...federation.audiences,
  ];
  return constraints
    .filter(({ wild }) => !wild)
    .flatMap(({ values, condition }) =>
      values
        .filter(({ text }) => text.replaceAll(UNKNOWN_PART, '').includes('*'))
        .map((value): TrustFlaw => ({
          kind: 'pattern-taken-literally',
          message: `${quoted(condition.operator)} takes the \`*\` in ${quoted(shown(value.text))} for an ordinary character, which no token has there: the value trusts nobody. \`StringLike\` reads it as a wildcard.`,
          severity: 'warning',
          offers: [],
          origin: value.origin,
        })),
    );
}

function audienceFlaws(
  { address, issuer, audiences }: Federation,
  principal: PolicyPrincipal,
  statement: PolicyStatement,
): readonly TrustFlaw[] {
  const open = audiences.flatMap(({ values, wild }) =>
    wild ? values.filter(({ text }) => /^\**$/u.test(text)) : [],
  );
  if (audiences.length > 0 && open.length === 0) return [];
  const isPool = issuer?.id === 'cognito';
  // The provider in IAM has a list of audiences of its own, and nothing else passes.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
  const message = isPool
    ? `Nothing here asks for ${quoted(`${address}:aud`)}: users of any identity pool, in any account, can assume this role. Bind it to the id of the pool.`
    : `Nothing here asks for ${quoted(`${address}:aud`)}: a token that was made for another service does as well, if the provider in IAM takes its audience. Ask for the audience that the role is for.`;
  const offered = issuer?.id === 'github-actions' || issuer?.id === 'eks';
  return [
    {
      kind: 'no-audience',
      message,
      severity: isPool ? 'error' : 'information',
      offers: offered
        ? [
            {
              title: `Ask for the audience ${quoted(AUDIENCE)}`,
              applicability: 'unsafe',
              caution: 'workloads that ask for another audience are refused from then on',
              intents: [
                {
                  kind: 'set-value',
                  uri: statement.origin.uri,
                  at: statement.origin,
                  path: ['Condition', 'StringEquals', `${address}:aud`],
                  value: AUDIENCE,
                },
              ],
            },
          ]
        : [],
      origin: open[0]?.origin ?? statement.conditions[0]?.origin ?? principal.origin,
    },
  ];
}

/** What AWS's own action for GitHub and its webhook for EKS ask for. */
const AUDIENCE = 'sts.amazonaws.com';

function comparingOffers({ operatorOrigin }: PolicyCondition, operator: string): readonly RemediationOffer[] {
  if (operatorOrigin === undefined) return [];
  return [
    {
      title: `Compare with ${quoted(operator)}`,
      applicability: 'unsafe',
      caution: 'tokens without the claim are refused from then on',
      preferred: true,
      intents: [
        { kind: 'repair-condition', uri: operatorOrigin.uri, at: operatorOrigin, condition: operator },
      ],
    },
  ];
}

/** What limits nothing is grave only where nothing else limits it. */
function hollowFlaws({ hollow, reach }: Federation): readonly TrustFlaw[] {
  return hollow.map(({ claim, constraint, available }) => {
    const { operator } = constraint.condition;
    const base = operator.replace(/^ForAllValues:|IfExists$/giu, '');
    const message = available
      ? `${quoted(operator)} holds for a token without the claim ${quoted(claim)}, so it does not keep such a token out. Use ${quoted(base)}.`
      : `AWS gives no condition key for the claim ${quoted(claim)}, and ${quoted(operator)} holds without it: this condition limits nothing.`;
    return {
      kind: 'condition-lost',
      message,
      severity: !available && (reach === 'bound' || reach === 'project') ? 'information' : 'warning',
      offers: available ? comparingOffers(constraint.condition, base) : [],
      origin: constraint.condition.origin,
    };
  });
}
