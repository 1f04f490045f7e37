import { ownOf } from '../../../collections/ownOf.js';
import type { PolicyDocument } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { evaluate } from '../policy/evaluate.js';
import type { ClaimFormat } from '../../oidc/issuerTypes.js';
import { claimOf } from '../../oidc/issuers.js';
import type { Constraint } from './constraints.js';
import type { Federation } from './federation.js';
import { webIdentityRequest } from './requests.js';

/** Claims that pass a policy and claims that do not, both tried on the policy itself. */
export interface Examples {
  readonly passes?: string;
  readonly fails?: string;
}

/** What stands for an open part, by what the part is called: a first choice, and another one to fail with. */
const SAMPLES: Readonly<Record<string, readonly [string, string]>> = {
  owner: ['some-owner', 'another-owner'],
  repository: ['some-repository', 'another-repository'],
  context: ['ref:refs/heads/main', 'pull_request'],
  group: ['some-group', 'another-group'],
  project: ['some-project', 'another-project'],
  'ref type': ['branch', 'tag'],
  ref: ['main', 'another-branch'],
  workspace: ['some-workspace', 'another-workspace'],
  'run phase': ['plan', 'apply'],
  namespace: ['some-namespace', 'another-namespace'],
  'service account': ['some-account', 'another-account'],
};

function sample(name: string, other: boolean): string {
  const known = ownOf(SAMPLES, name) ?? [
    `some-${name.replace(/ /gu, '-')}`,
    `another-${name.replace(/ /gu, '-')}`,
  ];
  return known[other ? 1 : 0];
}

type Claims = Readonly<Record<string, string>>;

/** A set of claims that the policy trusts by this statement, and one that it refuses, where such can be found. */
export function examplesOf(policy: PolicyDocument, federation: Federation): Examples {
  const passing = candidates(federation).find((claims) => isLetIn(policy, federation, claims));
  if (passing === undefined) return {};
  const failing = changed(federation, passing).find((claims) => isRefused(policy, federation, claims));
  return {
    passes: inWords(federation, passing),
    ...(failing === undefined ? {} : { fails: inWords(federation, failing) }),
  };
}

/** Texts with an unknown part make no example. */
function candidates(federation: Federation): readonly Claims[] {
  const rest: Record<string, string> = {};
  for (const { claim, constraint } of federation.claims) {
    const value = firstKnown(constraint);
    if (value === undefined) return [];
    rest[claim] = filled(constraint, value, claim);
  }
  const audience = federation.audiences[0];
  const wanted = audience && firstKnown(audience);
  if (audience !== undefined && wanted === undefined) return [];
  rest['aud'] =
    audience === undefined || wanted === undefined ? 'sts.amazonaws.com' : filled(audience, wanted, 'client');
  return subjects(federation).map((sub) => ({ sub, ...rest }));
}

function firstKnown({ values }: Constraint): string | undefined {
  return values.find(({ text }) => !text.includes(UNKNOWN_PART))?.text;
}

function filled({ wild }: Constraint, text: string, name: string): string {
  return wild ? text.replace(/\*+/gu, sample(name, false)).replace(/\?/gu, 'x') : text;
}

function subjects({ issuer, subjects: admitted }: Federation): readonly string[] {
  const format = (issuer && claimOf(issuer, 'sub'))?.formats?.[0];
  if (admitted.length === 0) return [format === undefined ? 'some-subject' : fromFormat(format, -1)];
  return admitted.flatMap(({ value, constraint, reading }) => {
    if (value.text.includes(UNKNOWN_PART) || (!constraint.wild && value.text.includes('*'))) return [];
    if (!constraint.wild || !/[*?]/u.test(value.text)) return [value.text];
    if (format !== undefined && /^\*+$/u.test(value.text)) return [fromFormat(format, -1)];
    const read = reading.parts?.map(({ part, text }) => {
      const own = text === undefined || /^\*+$/u.test(text) ? sample(part.name, false) : fillIn(text);
      return part.before + own;
    });
    return [
      ...(read === undefined ? [] : [read.join('')]),
      ...wholeSubjects(format, value.text),
      fillIn(value.text),
    ];
  });
}

/** What stands for a wildcard inside of a name. */
function fillIn(text: string): string {
  return text.replace(/\*+/gu, 'x').replace(/\?/gu, 'x');
}

/** For a pattern that begins like no format: a subject of the issuer with the pattern's own end. */
function wholeSubjects(format: ClaimFormat | undefined, pattern: string): readonly string[] {
  const end = /[^*?]*$/u.exec(pattern)?.[0] ?? '';
  if (format === undefined || end === '') return [];
  const start = format.slice(0, -1).map(({ before, name }) => before + sample(name, false));
  return [start.join('') + end];
}

function fromFormat(format: ClaimFormat, otherAt: number): string {
  return format.map(({ before, name }, index) => before + sample(name, index === otherAt)).join('');
}

/** The same claims with one of them changed, what is changed last in a subject first. */
function changed(
  { issuer, subjects: admitted, audiences, claims }: Federation,
  passing: Claims,
): readonly Claims[] {
  const formats = (issuer && claimOf(issuer, 'sub'))?.formats ?? [];
  const sub = passing['sub'] ?? '';
  const format = formats.find((candidate) => sub.startsWith(candidate[0]?.before ?? ''));
  const others: Claims[] = [];
  if (admitted.length > 0 && format !== undefined) {
    for (let at = format.length - 1; at >= 0; at -= 1) {
      others.push({ ...passing, sub: replacedPart(format, sub, at) });
    }
  } else if (admitted.length > 0) {
    others.push({ ...passing, sub: 'another-subject' });
  }
  for (const { claim } of claims) others.push({ ...passing, [claim]: sample(claim, true) });
  if (audiences.length > 0) others.push({ ...passing, aud: 'another-service' });
  return others;
}

function replacedPart(format: ClaimFormat, text: string, at: number): string {
  let rest = text;
  let result = '';
  for (const [index, { before, name }] of format.entries()) {
    if (!rest.startsWith(before)) break;
    const inside = rest.slice(before.length);
    const next = format[index + 1]?.before;
    const end = next === undefined || next === '' ? -1 : inside.indexOf(next);
    const own = end < 0 ? inside : inside.slice(0, end);
    const other = sample(name, true) === own ? sample(name, false) : sample(name, true);
    result += before + (index === at ? other : own);
    rest = end < 0 ? '' : inside.slice(end);
  }
  return result;
}

function decisionOn(policy: PolicyDocument, { address }: Federation, claims: Claims): string {
  const request = webIdentityRequest({ issuer: address, values: claims, absent: [] }, '*');
  return evaluate(request, { identity: [], resource: policy }).decision;
}

function isLetIn(policy: PolicyDocument, federation: Federation, claims: Claims): boolean {
  const decision = decisionOn(policy, federation, claims);
  // Conditions on what is no claim may stay open.
  return decision === 'allow' || decision === 'unknown';
}

function isRefused(policy: PolicyDocument, federation: Federation, claims: Claims): boolean {
  const decision = decisionOn(policy, federation, claims);
  return decision === 'deny' || decision === 'implicit-deny';
}

/** The subject, and of the other claims those that the policy asks for. */
function inWords({ audiences, claims }: Federation, values: Claims): string {
  const asked = ['sub', ...claims.map(({ claim }) => claim), ...(audiences.length > 0 ? ['aud'] : [])];
  return asked.map((name) => `${name} ${values[name] ?? ''}`).join(', ');
}
