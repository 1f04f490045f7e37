import type { PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { RolePassing } from '../escalations/method.js';
import { UNKNOWN_CONTEXT } from '../policy/context.js';
import { evaluate } from '../policy/evaluate.js';
import { namesPrincipal } from '../policy/statement.js';
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

/** Whether the trust policy trusts this principal; for one of the same account its own policies must too. */
export function admitsPrincipal<O>(role: KnownRole<O>, principal: RequestPrincipal): Tri {
  return admits(role, principal, 'sts:AssumeRole');
}

function admits<O>({ arn, trust }: KnownRole<O>, principal: RequestPrincipal, action: string): Tri {
  if (trust === undefined) return 'unknown';
  if (trust.incomplete !== true && !trust.statements.some((one) => mayAdmit(one, principal))) return false;
  const { decision } = evaluate<unknown>(
    { action, resource: arn, principal, context: UNKNOWN_CONTEXT },
    { identity: EVERYTHING, resource: trust },
  );
  return decision === 'unknown' ? decision : decision === 'allow';
}

/** A quick look, as each identity is held against each role: whether a statement names the principal, or may. */
function mayAdmit(statement: PolicyStatement<unknown>, principal: RequestPrincipal): boolean {
  if (statement.effect !== 'Allow') return false;
  const { direct, role, account } = namesPrincipal(statement, { principal });
  return or(direct, role, account) !== false;
}

/** That the identity's own policies allow it is asked elsewhere: here they allow everything. */
const EVERYTHING: readonly PolicyDocument<unknown>[] = [
  {
    statements: [
      {
        effect: 'Allow',
        actions: [{ text: '*', origin: undefined }],
        resources: [{ text: '*', origin: undefined }],
        conditions: [],
        origin: undefined,
      },
    ],
  },
];
