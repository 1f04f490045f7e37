import type { DefinitionKey, SessionFacts } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { PermissionSet } from '../../../model/permissionSet.js';
import type { PolicyDocument } from '../../../model/policyDocument.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Context } from '../context.js';
import { statementGates } from '../gates/statementGates.js';
import { grantsOf } from '../grants/grantsOf.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import type { NamedPolicy } from './identity.js';

/** A policy that stands by itself. */
interface SetDescription {
  readonly localId: string;
  readonly noun: string;
  readonly name: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly key: DefinitionKey;
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
  return {
    ...own,
    grants,
    ...(gates.gates.length === 0 ? {} : { gates: gates.gates }),
    policy,
    unknowns:
      policy.incomplete === true
        ? [
            {
              what: `part of ${own.noun} \`${own.name}\``,
              why: 'the template makes it up when it is deployed',
              origin: own.origin,
            },
          ]
        : [],
  };
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
