import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { listWords } from '../../../model/words.js';
import type { ReadPart } from '../../oidc/readClaim.js';
import type { OidcIssuer } from '../../oidc/issuerTypes.js';
import { tenantOf } from '../../oidc/issuers.js';
import type { AdmittedSubject, Federation } from './federation.js';
import { quoted } from '../../../text/quoted.js';

/** A text of a policy for readers: what a template leaves open becomes `…`. */
export function shown(text: string): string {
  return text.replaceAll(UNKNOWN_PART, '…');
}

/** The parts of a subject by what they settle. */
interface Named {
  readonly tenant: ReadPart | undefined;
  readonly project: ReadPart | undefined;
  readonly context: ReadPart | undefined;
}

function namedParts({ reading }: AdmittedSubject): Named {
  const of = (binds: ReadPart['part']['binds']): ReadPart | undefined =>
    reading.parts?.find(({ part }) => part.binds === binds);
  return { tenant: of('tenant'), project: of('project'), context: of('context') };
}

/** Whom a statement trusts by tokens of one issuer, in words without a verb: "jobs of repository acme/shop on branch main". */
export function federationWords(federation: Federation): string {
  const { issuer, address, subjects } = federation;
  if (issuer === undefined) {
    const bound = subjects.length > 0 && federation.reach === 'bound';
    return bound
      ? `what ${shown(address)} vouches for as ${quotedSubjects(subjects)}`
      : `everything that ${shown(address)} vouches for`;
  }
  if (subjects.length === 0) return withClaims(unboundWords(issuer, federation), federation);
  const possible = subjects.filter((subject) => !isNobodys(subject));
  if (possible.length === 0) return 'nobody: no token has a `*` in its subject';
  const words = [...new Set(possible.map((subject) => subjectWords(issuer, address, subject)))];
  return withClaims(listWords(words), federation);
}

/** Whether it holds a `*` that is no wildcard there. */
export function isNobodys({ value, constraint }: AdmittedSubject): boolean {
  return !constraint.wild && value.text.includes('*');
}

function quotedSubjects(subjects: readonly AdmittedSubject[]): string {
  return listWords(subjects.map(({ value }) => quoted(shown(value.text))));
}

/** What an issuer vouches for where no condition asks for the subject. */
function unboundWords(issuer: OidcIssuer, { reach, address }: Federation): string {
  const tenant = tenantOf(issuer, address);
  if (reach === 'anyone') {
    return issuer.project === issuer.tenant
      ? `all ${issuer.workloads} of ${issuer.product}`
      : `${issuer.workloads} of any ${issuer.project} on ${issuer.product}, whoever owns it`;
  }
  const whose = tenant === undefined ? `one ${issuer.tenant}` : `${issuer.tenant} ${tenant}`;
  if (reach === 'tenant') return `all ${issuer.workloads} of ${whose} on ${issuer.product}`;
  return `${issuer.workloads} of ${issuer.product}`;
}

function withClaims(words: string, { claims, audiences, issuer }: Federation): string {
  const more = claims.map(
    ({ claim, constraint }) =>
      `${claim} ${listWords(
        constraint.values.map(({ text }) => shown(text)),
        2,
      )}`,
  );
  // An audience says whom a token is for; only for some issuers it says who has it.
  const pools = issuer?.id === 'cognito' ? audiences.flatMap(({ values }) => values) : [];
  const whole = [...more, ...pools.map(({ text }) => `identity pool ${shown(text)}`)];
  return whole.length === 0 ? words : `${words}, with ${listWords(whole)}`;
}

function subjectWords(issuer: OidcIssuer, address: string, subject: AdmittedSubject): string {
  const named = namedParts(subject);
  if (named.context?.part.name === 'workflow') {
    return `${issuer.workloads} that run ${shown(subject.value.text.replace(/^job_workflow_ref:/u, ''))}`;
  }
  const circumstance = contextWords(issuer, named.context);
  const whose = projectWords(issuer, address, subject, named);
  return `${issuer.workloads} of ${whose}${circumstance}`;
}

function projectWords(issuer: OidcIssuer, address: string, subject: AdmittedSubject, named: Named): string {
  const { tenant, project } = named;
  const owner = tenant?.text ?? tenantOf(issuer, address);
  switch (subject.reach) {
    case 'anyone':
      return tenant?.text === undefined || /^[*?]/u.test(tenant.text)
        ? `any ${issuer.project} on ${issuer.product}, whoever owns it`
        : `every ${issuer.tenant} on ${issuer.product} whose name fits ${quoted(shown(tenant.text))}`;
    case 'tenant':
      return project?.text === undefined || /^\**$/u.test(project.text)
        ? `any ${issuer.project} of ${shown(owner ?? `the ${issuer.tenant}`)}`
        : `every ${issuer.project} of ${shown(owner ?? `the ${issuer.tenant}`)} whose name fits ${quoted(shown(project.text))}`;
    case 'project':
    case 'bound':
      return projectName(issuer, address, subject, named);
  }
}

function unwritten({ project }: OidcIssuer): string {
  return `a ${project} that is not written here`;
}

/** Whether nothing of a name is known: all its parts are set elsewhere. */
function isUnwritten(name: string): boolean {
  return name.split('/').every((part) => part === UNKNOWN_PART);
}

function projectName(
  issuer: OidcIssuer,
  address: string,
  { value }: AdmittedSubject,
  { tenant, project }: Named,
): string {
  if (project?.text === undefined) {
    if (tenant?.text !== undefined && isUnwritten(tenant.text)) return unwritten(issuer);
    return tenant?.text === undefined ? quoted(shown(value.text)) : `${issuer.tenant} ${shown(tenant.text)}`;
  }
  const owner = tenant?.text ?? tenantOf(issuer, address);
  const joins = issuer.id === 'github-actions' || issuer.id === 'gitlab';
  const name = joins && tenant?.text !== undefined ? `${tenant.text}/${project.text}` : project.text;
  if (isUnwritten(name)) return unwritten(issuer);
  const of = joins || owner === undefined ? '' : ` of ${issuer.tenant} ${owner}`;
  return shown(`${issuer.project} ${name}${of}`);
}

const REFS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ref:)?refs\/heads\/(.+)$/su, 'on branch'],
  [/^(?:ref:)?refs\/tags\/(.+)$/su, 'on tag'],
  [/^environment:(.+)$/su, 'in environment'],
];

/** The circumstance that a subject names, in words that follow what it belongs to. */
function contextWords(issuer: OidcIssuer, context: ReadPart | undefined): string {
  const text = context?.text;
  if (text === undefined || /^\**$/u.test(text)) return '';
  if (text === 'pull_request') return ' by pull requests';
  for (const [form, words] of REFS) {
    const name = form.exec(text)?.[1];
    if (name !== undefined) {
      return ` ${/^\*+$/u.test(name) ? words.replace(/ (\w+)$/u, ' any $1') : `${words} ${shown(name)}`}`;
    }
  }
  const part = context?.part.name ?? '';
  return issuer.id === 'github-actions' ? ` in ${quoted(shown(text))}` : ` with ${part} ${shown(text)}`;
}

/** What narrows it, one condition each, for the initiator: "repository acme/shop", "branch main". */
export function federationConditions(federation: Federation): readonly string[] {
  const { issuer, subjects, claims } = federation;
  const [only, ...others] = subjects;
  const found: string[] = [];
  if (issuer !== undefined && only !== undefined && others.length === 0) {
    const named = namedParts(only);
    if (only.reach === 'project' || only.reach === 'bound') {
      found.push(projectName(issuer, federation.address, only, named));
    }
    const context = contextWords(issuer, named.context).replace(/^ (?:on|in|with|by) /u, '');
    if (context !== '') found.push(context);
  } else if (subjects.length > 0) {
    found.push(`subject ${listWords(subjects.map(({ value }) => shown(value.text)))}`);
  }
  for (const { claim, constraint } of claims) {
    found.push(`${claim} ${listWords(constraint.values.map(({ text }) => shown(text)))}`);
  }
  return found;
}
