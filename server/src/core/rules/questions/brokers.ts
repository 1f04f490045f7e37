import type { Breadth, Flow } from '../../model/breadth.js';
import type { Grant } from '../../model/facts.js';
import { isOpen } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';

/** Whether the grant lets one do that with messages. */
export function hasFlow({ flows }: Grant, flow: Flow): boolean {
  return flows?.includes(flow) === true;
}

/** The text by which a grant opens every queue, topic or key there is; undefined for one that names some. */
export function everythingIn({ destination, breadth }: Grant): Breadth | undefined {
  if (destination === undefined) return undefined;
  return breadth?.find(({ dimension, form, whole }) => dimension === 'resource' && form === 'all' && whole);
}

/** Grants of the user itself that nothing checks again. */
export function openGrants(scope: TrustScope): readonly Grant[] {
  return scope.grants.filter((grant) => grant.via.length === 0 && isOpen(scope, grant));
}

/** Grants to consume or publish messages, without those that go to the broker itself. */
export function workOf(grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(
    (grant) =>
      grant.system.kind !== 'control-plane' && (hasFlow(grant, 'consume') || hasFlow(grant, 'publish')),
  );
}

/**
 * Whether the user is there to administer the broker: it says so itself, and works with no message in particular. To
 * reach everything is what such a user is for.
 */
export function isAdministrator(scope: TrustScope): boolean {
  return (
    scope.facts.kind === 'broker-user' &&
    scope.facts.purposes.some(({ purpose }) => purpose === 'administer') &&
    workOf(openGrants(scope)).every((grant) => everythingIn(grant) !== undefined)
  );
}
