import type { CarriedIdentity } from './grant.js';
import type { TrustScope } from './trustScope.js';
import type { IdentityKind } from './vocabulary.js';

/** Identities whose credential is made for the session and ends by itself; a stored one has no end that it could keep. */
const MINTED: ReadonlySet<IdentityKind> = new Set(['federated-workload', 'cloud-role', 'app-installation']);

/**
 * Whether what the session takes on works on after it has ended: whoever copied it goes on with it.
 *
 * @param seconds how long the session itself lasts; null when nothing bounds it.
 */
export function outlives(
  { kind, lifetime, endsWithSession }: CarriedIdentity,
  seconds: number | null,
): boolean {
  if (endsWithSession === true) return false;
  return MINTED.has(kind) && lifetime.seconds !== null && seconds !== null && lifetime.seconds > seconds;
}

/** The credentials of a session that outlive it, by name, with the seconds that each lasts. */
export function outlivingLives({
  carried,
  lifetime,
}: Pick<TrustScope, 'carried' | 'lifetime'>): Readonly<Record<string, number>> {
  const outliving = carried.filter((identity) => outlives(identity, lifetime.seconds));
  return Object.fromEntries(outliving.map(({ name, lifetime: { seconds } }) => [name, seconds ?? 0]));
}
