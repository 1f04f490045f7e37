import type { PolicyDocument } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { RolePassing } from '../escalations/method.js';
import { UNKNOWN_CONTEXT } from '../policy/context.js';
import { evaluate } from '../policy/evaluate.js';
import type { RequestPrincipal, Tri } from '../policy/types.js';
import { or } from '../policy/tri.js';

/** A role of the workspace that may be the target of a method. */
export interface KnownRole<O> {
  /** What the caller knows it by. */
  readonly key: string;
  /** With `UNKNOWN_PART` for what is not known of it. */
  readonly arn: string;
  /** Its trust policy; absent where it is not in the workspace. */
  readonly trust?: PolicyDocument<O>;
}

/** Whether a service that the role is handed to may assume it. */
export function admitsService<O>(role: KnownRole<O>, { trusts }: RolePassing): Tri {
  const named = trusts.filter(({ id }) => mayName(role, id));
  return or(
    ...named.map(({ kind, id }) =>
      admits(role, { kind, id }, kind === 'Federated' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole'),
    ),
  );
}

/** A quick look: most roles trust one service, and there are many roles and services. */
function mayName<O>({ trust }: KnownRole<O>, id: string): boolean {
  return (
    trust === undefined ||
    trust.incomplete === true ||
    trust.statements.some(
      ({ principals }) =>
        principals === undefined ||
        principals.some(
          ({ kind, text }) =>
            kind === 'any' ||
            kind === 'unknown' ||
            text === '*' ||
            text === id ||
            text.includes(UNKNOWN_PART),
        ),
    )
  );
}

/** Whether the trust policy lets this principal in; for one of the same account its own policies must too. */
export function admitsPrincipal<O>(role: KnownRole<O>, principal: RequestPrincipal): Tri {
  return admits(role, principal, 'sts:AssumeRole');
}

function admits<O>({ arn, trust }: KnownRole<O>, principal: RequestPrincipal, action: string): Tri {
  if (trust === undefined) return 'unknown';
  // That the identity's own policies allow it is asked elsewhere: here they allow everything.
  const everything = {
    statements: [
      {
        effect: 'Allow' as const,
        actions: [{ text: '*', origin: undefined }],
        resources: [{ text: '*', origin: undefined }],
        conditions: [],
        origin: undefined,
      },
    ],
  };
  const { decision } = evaluate<unknown>(
    { action, resource: arn, principal, context: UNKNOWN_CONTEXT },
    { identity: [everything], resource: trust },
  );
  return decision === 'unknown' ? decision : decision === 'allow';
}
