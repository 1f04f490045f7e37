import type { DefinitionKey, SessionFacts } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { PermissionSet } from '../../../model/permissionSet.js';
import type { PolicyDocument } from '../../../model/policyDocument.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Context } from '../context.js';
import { statementGates } from '../gates/statementGates.js';
import { grantsOf } from '../grants/grantsOf.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import { documentOf } from '../policy/readPolicy.js';
import type { NamedPolicy } from './identity.js';
import { unreadParts, withoutElsewhere } from './unread.js';
import { quoted } from '../../../text/quoted.js';

/** A policy that stands by itself. */
interface SetDescription {
  readonly localId: string;
  readonly noun: string;
  readonly name: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly key: DefinitionKey;
  readonly aliases?: readonly DefinitionKey[];
  readonly origin: Origin;
  readonly extent: TextRange;
  readonly policies: readonly NamedPolicy[];
}

/** What a policy grants to whoever comes to hold it. */
export function policySet(context: Context, described: SetDescription): PermissionSet {
  const { policies, ...own } = described;
  const gates = statementGates(context.reading, policies);
  const { grants, documents } = grantsOf(
    context.grants,
    policies.map(({ policy }) => policy),
    gates,
  );
  const policy = together(documents);
  const { references } = withoutElsewhere(policies.map((one) => one.policy));
  return {
    ...own,
    ...(references.length === 0 ? {} : { includes: references }),
    grants,
    ...(gates.gates.length === 0 ? {} : { gates: gates.gates }),
    policy,
    unknowns: unknownsOf(own, policies, policy),
  };
}

function unknownsOf(
  { noun, name, origin }: Pick<SetDescription, 'noun' | 'name' | 'origin'>,
  policies: readonly NamedPolicy[],
  { incomplete }: PolicyDocument,
): PermissionSet['unknowns'] {
  const elsewhere = withoutElsewhere(policies.map(({ policy }) => policy));
  const unread = unreadParts(elsewhere.policies, `${noun} ${quoted(name)}`);
  if (unread.length > 0 || incomplete !== true) return unread;
  return [{ what: `part of ${noun} ${quoted(name)}`, why: 'it comes to more than is read', origin }];
}

/** The same as a session of whoever comes to hold it, for a set that nothing in its file holds. */
export function unheldSession(set: PermissionSet): SessionFacts {
  return {
    ...EMPTY_SESSION,
    localId: set.localId,
    kind: 'cloud-role',
    name: set.name,
    noun: set.noun,
    label: set.name,
    credential: `${set.noun} ${set.name}`,
    subject: set.subject,
    origin: set.origin,
    extent: set.extent,
    role: 'unheld',
    lifetime: unheldLifetime(set.origin),
    grants: set.grants,
    gates: set.gates ?? [],
    references: set.includes ?? [],
    ...(set.policy === undefined ? {} : { policies: { identity: [set.policy] } }),
    unknowns: set.unknowns,
  };
}

/** How long it lasts is for whoever holds it to say. */
export function unheldLifetime(origin: Origin): SessionFacts['lifetime'] {
  return { seconds: null, basis: 'unknown', boundBy: 'the session of whoever holds it', origin };
}

function together(documents: readonly PolicyDocument[]): PolicyDocument {
  const version = documents.map((document) => document.version).find((one) => one !== undefined);
  return {
    ...(version === undefined ? {} : { version }),
    statements: documents.flatMap(({ statements }) => statements),
    ...(documents.some(({ incomplete }) => incomplete === true) ? { incomplete: true as const } : {}),
  };
}

/** A policy that others name for what it says of who may start something; by itself it gives nothing. */
export function trustSet(
  described: Pick<PermissionSet, 'localId' | 'name' | 'key' | 'origin' | 'extent'>,
  policy: ReadPolicy,
): PermissionSet {
  return {
    ...described,
    noun: 'trust policy',
    subject: { policy: described.name },
    grants: [],
    policy: documentOf(policy),
    unknowns: [],
  };
}
