import type { DefinitionKey } from '../../../model/facts.js';
import type { TextRange } from '../../../text/textRange.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import { readRemarks, trustOf } from '../identities/identity.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import { policyDefinition, roleDefinition } from '../identities/keys.js';
import { roleLifetime } from '../identities/lifetime.js';
import { policySet, trustSet, unheldSession } from '../identities/policySet.js';
import { resourcePolicySession } from '../identities/resourcePolicy.js';
import type { Parts } from '../parts.js';
import { NO_PARTS } from '../parts.js';
import type { PolicyKind } from '../policy/classify.js';
import { classify, supposedKind } from '../policy/classify.js';
import { fileDocumentKey } from '../policy/elsewhere.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import { quoted } from '../../../text/quoted.js';

/** A policy that stands by itself, with what its surroundings call it. */
interface FoundPolicy {
  readonly policy: ReadPolicy;
  readonly name: string;
  /** Name, file and keys around it, which tell a boundary from a policy that grants. */
  readonly hints: string;
  /** Where to point at. */
  readonly place: SyntaxNode;
  readonly extent: TextRange;
}

const LIMITS: ReadonlySet<PolicyKind['kind']> = new Set(['scp', 'rcp', 'endpoint', 'stack']);

function supposing(
  policy: ReadPolicy,
  noun: string,
): { readonly supposed?: NonNullable<ReturnType<typeof supposedKind>> } {
  const supposed = supposedKind(policy, noun);
  return supposed === undefined ? {} : { supposed };
}

/** What a policy outside of a template gives, by its kind. */
export function policyParts(context: Context, found: FoundPolicy): Partial<Parts> {
  const { policy, name, place, extent } = found;
  const origin = context.reading.originOf(place);
  const kind = classify(policy, found.hints);
  const localId = `policy:${name}`;
  if (kind.kind === 'trust') return trustParts(context, found);
  if (kind.kind === 'resource') {
    const session = resourcePolicySession(context, {
      localId,
      noun: kind.noun,
      service: kind.service,
      label: name,
      origin,
      extent,
      policies: [{ prefix: '', policy }],
      checked: true,
      ...supposing(policy, kind.noun),
    });
    return { sessions: [session] };
  }
  // The actions of a stack policy are CloudFormation's own, and no actions of IAM.
  if (kind.kind !== 'stack') readRemarks(context, policy, kind);
  // What bounds others grants nothing by itself.
  if (LIMITS.has(kind.kind)) return NO_PARTS;
  const key = policyDefinition(name);
  const set = policySet(context, {
    localId,
    noun: kind.noun,
    name,
    subject: { policy: name },
    key,
    ...fileAliases(context, found),
    origin,
    extent,
    policies: [{ prefix: '', policy }],
  });
  return {
    sets: [set],
    sessions: kind.kind === 'boundary' ? [] : [unheldSession(set)],
    definitions: [{ ...key, origin }],
  };
}

/** A trust policy without its role: the role is taken to be called as the file is. */
function trustParts(context: Context, found: FoundPolicy): Partial<Parts> {
  const { policy, name, place, extent } = found;
  const origin = context.reading.originOf(place);
  const trust = trustOf(context, { trust: { policies: [policy], origin } });
  const lifetime = roleLifetime(context, undefined, place);
  return {
    sessions: [
      {
        ...EMPTY_SESSION,
        localId: `trust:${name}`,
        kind: 'cloud-role',
        name,
        noun: 'role',
        label: name,
        credential: `role ${name}`,
        subject: { role: name },
        origin,
        extent,
        role: 'acted-as',
        initiators: trust?.initiators ?? [],
        lifetime,
        ...(trust === undefined ? {} : { trust: trust.trust }),
        unknowns: [
          {
            what: `what role ${quoted(name)} may do`,
            why: 'this file only says who may take it, and its name is read off the file',
            origin,
          },
        ],
      },
    ],
    definitions: [{ ...roleDefinition(name), origin }],
    sets: (fileAliases(context, found).aliases ?? []).map((key) =>
      trustSet({ localId: `document:${name}`, name, key, origin, extent }, policy),
    ),
  };
}

/** What a file that is a policy as a whole is named by from others, which take it in as it is. */
function fileAliases(
  { reading }: Context,
  { policy }: FoundPolicy,
): { readonly aliases?: readonly DefinitionKey[] } {
  const isWhole = reading.tree.documents.length === 1 && reading.tree.documents[0] === policy.node;
  return isWhole ? { aliases: [fileDocumentKey(reading.uri)] } : {};
}
