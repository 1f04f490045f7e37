import { admissionsOf } from '../../../knowledge/aws/trust/admissions.js';
import type { Gate, Initiator, Lifetime, Reference, SessionFacts, Unknown } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { PolicyDocument } from '../../../model/policyDocument.js';
import type { Trust } from '../../../model/trust.js';
import { tierOf } from '../../../knowledge/names/words.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Context } from '../context.js';
import { statementGates } from '../gates/statementGates.js';
import { grantsOf } from '../grants/grantsOf.js';
import { checkPolicy } from '../policy/checkPolicy.js';
import type { PolicyKind } from '../policy/classify.js';
import { notePolicy } from '../policy/notes.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import { documentOf } from '../policy/readPolicy.js';
import type { SourceText } from '../text/sourceText.js';
import { attachedPolicies } from './attached.js';
import { boundaryOf } from './boundary.js';
import { unreadParts, withoutElsewhere } from './unread.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import { quoted } from '../../../text/quoted.js';

/** A policy with what makes it differ from the other policies of its identity. */
export interface NamedPolicy {
  readonly prefix: string;
  readonly policy: ReadPolicy;
}

/** A role or user as its file describes it. */
interface IdentityDescription {
  readonly localId: string;
  readonly kind: SessionFacts['kind'];
  readonly noun: string;
  readonly label: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly principal?: string;
  readonly openName?: string;
  readonly origin: Origin;
  readonly extent: TextRange;
  readonly role: SessionFacts['role'];
  readonly lifetime: Lifetime;
  /** Policies that are written for it alone. */
  readonly inline: readonly NamedPolicy[];
  /** Policies that are attached to it by name or ARN. */
  readonly managed: readonly SourceText[];
  /** The permissions boundary, in each of the ways in which it can turn out. */
  readonly boundary?: readonly SourceText[];
  readonly trust?: { readonly policies: readonly ReadPolicy[]; readonly origin: Origin } | undefined;
  /** The trust policy, when it stands in another file. */
  readonly trustDocument?: SessionFacts['trustDocument'];
  /** Who starts it where no trust policy says. */
  readonly initiators?: readonly Initiator[];
  readonly account?: string | undefined;
  readonly references?: readonly Reference[];
  readonly unknowns?: readonly Unknown[];
}

const IDENTITY_POLICY: PolicyKind = { kind: 'identity', noun: 'policy of an identity' };
const TRUST_POLICY: PolicyKind = { kind: 'trust', noun: 'trust policy' };

/** The session of a role or user: whom it trusts, how long it lasts, and what its policies come to. */
export function identitySession(context: Context, described: IdentityDescription): SessionFacts {
  const { label, noun, inline, unknowns = [], references = [] } = described;
  for (const { policy } of inline) readRemarks(context, policy, IDENTITY_POLICY);
  const attached = attachedPolicies(context, described.managed);
  const elsewhere = withoutElsewhere(inline.map(({ policy }) => policy));
  const policies = [...inline, ...attached.policies];
  const gates = statementGates(context.reading, policies);
  const { grants, documents } = grantsOf(
    context.grants,
    policies.map(({ policy }) => policy),
    gates,
  );
  const trust = trustOf(context, described);
  const boundary = boundaryOf(context, described.boundary ?? []);
  const tier = tierOf(label);
  return {
    ...EMPTY_SESSION,
    localId: described.localId,
    kind: described.kind,
    name: label,
    noun,
    label,
    credential: `${noun} ${label}`,
    subject: described.subject,
    ...(described.principal === undefined ? {} : { principal: described.principal }),
    ...(described.openName === undefined ? {} : { openName: described.openName }),
    origin: described.origin,
    extent: described.extent,
    role: described.role,
    initiators: trust?.initiators ?? described.initiators ?? [],
    lifetime: described.lifetime,
    grants,
    gates: [...gates.gates, ...(trust?.hollow ?? [])],
    references: [...references, ...attached.references, ...elsewhere.references, ...boundary.references],
    tiers: tier === undefined ? [] : [{ tier, name: label, origin: described.origin }],
    ...(trust === undefined ? {} : { trust: trust.trust }),
    ...(described.trustDocument === undefined ? {} : { trustDocument: described.trustDocument }),
    policies: { identity: documents },
    unknowns: [
      ...unknowns,
      ...attached.unknowns,
      ...unreadParts(elsewhere.policies, `${noun} ${quoted(label)}`),
      ...unreadRest(described, documents),
      ...boundary.unknowns,
      ...openTrust(described, trust?.trust),
    ],
  };
}

/** Notes what a policy says, and what AWS would refuse of it. */
export function readRemarks(context: Context, policy: ReadPolicy, kind: PolicyKind): void {
  // What the vendor wrote has no text of its own here.
  if (policy.node === undefined) return;
  checkPolicy(context, policy, kind);
  notePolicy(context.reading, context.grants.actions, policy);
}

/** Whom a trust policy trusts. Of several branches of a template each may be the one. */
export function trustOf(
  context: Context,
  { trust, account }: Pick<IdentityDescription, 'trust' | 'account'>,
):
  | { readonly trust: Trust; readonly initiators: readonly Initiator[]; readonly hollow: readonly Gate[] }
  | undefined {
  if (trust === undefined || trust.policies.length === 0) return undefined;
  for (const policy of trust.policies) readRemarks(context, policy, TRUST_POLICY);
  const documents = trust.policies.map(documentOf);
  const version = documents.map((document) => document.version).find((one) => one !== undefined);
  // Of what stands in other files only a trust policy as a whole is found when files are linked.
  const isUnread = trust.policies.some(({ incomplete, unread = [] }) => incomplete || unread.length > 0);
  const policy: PolicyDocument = {
    ...(version === undefined ? {} : { version }),
    statements: documents.flatMap(({ statements }) => statements),
    ...(isUnread ? { incomplete: true as const } : {}),
  };
  const admitted = admissionsOf(policy, account === undefined ? {} : { account });
  return {
    trust: { policy, admissions: admitted.map(({ admission }) => admission), origin: trust.origin },
    initiators: admitted.map(({ initiator }) => initiator),
    // What is asked at the start narrows who starts; only what looks like such a question and is none is told as a gate.
    hollow: statementGates(
      context.reading,
      trust.policies.map((each) => ({ prefix: 'trust/', policy: each })),
    ).gates.filter(({ state }) => state === 'ineffective'),
  };
}

/** Whom a policy trusts beside those that the files show. */
function openTrust({ noun, label }: IdentityDescription, trust: Trust | undefined): readonly Unknown[] {
  const [open] = (trust?.admissions ?? []).flatMap((admission) => admission.open ?? []);
  if (open === undefined) return [];
  return [
    {
      what: `whom else ${noun} ${quoted(label)} trusts`,
      ...open,
    },
  ];
}

/** What was left out as too much. */
function unreadRest(
  { label, noun, origin, inline }: IdentityDescription,
  documents: readonly PolicyDocument[],
): readonly Unknown[] {
  const told = inline.some(({ policy }) => (policy.unread ?? []).length > 0);
  if (told || documents.every(({ incomplete }) => incomplete !== true)) return [];
  const what = `part of the policies of ${noun} ${quoted(label)}`;
  return [{ what, why: 'it comes to more than is read', origin }];
}
