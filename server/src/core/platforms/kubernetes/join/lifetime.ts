import { MOUNTED_TOKEN } from '../../../knowledge/kubernetes/tokens.js';
import type { Lifetime, SessionFacts } from '../../../model/facts.js';
import type { StandingCredential } from '../../../model/identityLink.js';
import type { Origin } from '../../../model/origin.js';
import type { Workload } from '../../../model/permissionSet.js';

/**
 * How long a token of the account lasts, as far as the files tell: the longest of those that are handed out. A token
 * kept in a Secret never expires. The one that is mounted by default counts unless every workload does without it; then
 * those count that the workloads ask for themselves.
 */
export function lifetimeOf(
  declared: SessionFacts | undefined,
  origin: Origin,
  workloads: readonly Workload[],
  credentials: readonly StandingCredential[],
): Lifetime {
  const standing = credentials.find(({ lifetime }) => lifetime.seconds === null) ?? credentials[0];
  if (standing !== undefined) return standing.lifetime;
  const asked = workloads.flatMap(({ tokens }) =>
    tokens.flatMap(({ seconds, accepted, audience, basis, origin: at }) =>
      // A token for somebody else is of no use at the API server.
      seconds === null || audience !== null
        ? []
        : [
            {
              seconds: accepted ?? seconds,
              basis,
              boundBy: 'expirationSeconds',
              origin: at,
            } satisfies Lifetime,
          ],
    ),
  );
  const mounted = workloads.length === 0 || workloads.some((workload) => mountsToken(declared, workload));
  const usual = declared?.lifetime ?? defaultLifetime(origin);
  const handedOut = mounted || asked.length === 0 ? [usual, ...asked] : asked;
  return handedOut.reduce((longest, next) => ((next.seconds ?? 0) > (longest.seconds ?? 0) ? next : longest));
}

/** Whether the account's token is mounted into the workload: its own setting wins over that of the account. */
function mountsToken(declared: SessionFacts | undefined, { mounts }: Workload): boolean {
  return mounts ?? declared?.mounts?.value ?? true;
}

/** Whether the workload has a token of the account, mounted by default or asked for by itself. */
export function holdsToken(declared: SessionFacts | undefined, workload: Workload): boolean {
  return mountsToken(declared, workload) || workload.tokens.some(({ audience }) => audience === null);
}

function defaultLifetime(origin: Origin): Lifetime {
  return {
    seconds: MOUNTED_TOKEN.accepted,
    basis: 'platform-default',
    boundBy: MOUNTED_TOKEN.boundBy,
    origin,
  };
}
