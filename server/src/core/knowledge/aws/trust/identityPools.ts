import type { PolicyPrincipal, PolicyStatement, PolicyText } from '../../../model/policyDocument.js';
import type { TrustFlaw } from '../../../model/trust.js';
import type { Actor } from '../../../model/vocabulary.js';
import type { Federation } from './federation.js';

/**
 * A pool of Cognito that gives identities to who has not logged in: its id stands in the app that uses it. Whether it
 * does is a setting of the pool; a policy that does not ask for `amr` trusts guests and users alike.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html
 */
export function withoutLogin(
  { issuer, reach }: Federation,
  statement: PolicyStatement,
  entry: PolicyPrincipal,
): readonly TrustFlaw[] {
  // Whoever trusts any pool trusts one with guests: that is said by itself.
  if (issuer?.id !== 'cognito' || reach === 'anyone') return [];
  const ways = waysOfLogin(statement);
  if (ways === undefined) {
    return [
      {
        kind: 'login-not-asked',
        message:
          'Nothing here asks for `cognito-identity.amazonaws.com:amr`: if the pool gives identities to guests, they assume this role without logging in. Ask for `authenticated`, or give it only what may be public.',
        severity: 'information',
        offers: [],
        origin: entry.origin,
      },
    ];
  }
  const guests = ways.find(isGuest);
  if (guests === undefined) return [];
  return [
    {
      kind: 'no-login',
      message:
        'Anyone who has the id of the pool, which stands in the app, assumes this role without logging in. Give it only what may be public, or switch off identities without a login.',
      severity: 'information',
      offers: [],
      origin: guests.origin,
    },
  ];
}

/** Who starts the session of a role that a pool of Cognito hands out. */
export function poolUser({ reach }: Federation, statement: PolicyStatement): Actor {
  const ways = waysOfLogin(statement);
  const haveLoggedIn = ways !== undefined && !ways.some(isGuest);
  return haveLoggedIn && reach !== 'anyone' ? 'outside-contributor' : 'anyone';
}

/** The ways of logging in that the statement asks for; undefined where it asks for none. */
function waysOfLogin({ conditions }: PolicyStatement): readonly PolicyText[] | undefined {
  const ways = conditions.filter(({ key }) => /:amr$/iu.test(key)).flatMap(({ values }) => values);
  return ways.length === 0 ? undefined : ways;
}

function isGuest({ text }: PolicyText): boolean {
  return text.toLowerCase() === 'unauthenticated';
}
