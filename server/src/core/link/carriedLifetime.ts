import type { CarriedIdentity } from '../model/facts.js';
import type { Assumed } from './edges.js';
import type { Workspace } from './workspace.js';

/**
 * An identity taken on lasts no longer than what it is taken from allows: AWS refuses a longer wish than the role's
 * `MaxSessionDuration`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html
 */
export function boundedByTarget(
  identity: CarriedIdentity,
  { edges }: Assumed,
  workspace: Workspace,
): CarriedIdentity {
  // What is only supposed bounds nothing.
  const edge = edges.find((one) => one.identity === identity.key && one.supposed === undefined);
  const target = edge && workspace.session(edge.to);
  const most = target?.facts.lifetime;
  if (target === undefined || most?.seconds === null || most?.seconds === undefined) return identity;
  const { seconds } = identity.lifetime;
  if (seconds !== null && seconds <= most.seconds) return identity;
  return {
    ...identity,
    lifetime: {
      ...identity.lifetime,
      ...(seconds !== null && identity.lifetime.basis === 'declared' ? { refused: seconds } : {}),
      seconds: most.seconds,
      basis: seconds === null ? 'platform-maximum' : identity.lifetime.basis,
      boundBy: `${most.boundBy} of ${target.facts.noun} ${target.facts.label}`,
    },
  };
}
