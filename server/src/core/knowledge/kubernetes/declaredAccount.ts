import { emptySession } from '../../model/emptySession.js';
import type { SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { TextRange } from '../../text/textRange.js';
import { tierOf } from '../names/words.js';
import type { AnnotatedIdentity } from './annotatedIdentity.js';
import { MOUNTED_TOKEN } from './tokens.js';

/** A service account as one file declares it, in whatever language. */
export interface DeclaredAccount {
  /** Empty where none is written. */
  readonly namespace: string;
  readonly name: string;
  readonly origin: Origin;
  readonly extent: TextRange;
  /** Whether its token is mounted, where that is said. */
  readonly mounts?: { readonly value: boolean; readonly origin: Origin } | undefined;
  readonly clouds: readonly AnnotatedIdentity[];
}

/** The session of a service account as its own object shows it. What it is granted and what runs as it lies elsewhere. */
export function declaredAccount(declared: DeclaredAccount): SessionFacts {
  const { namespace, name, origin, extent, mounts, clouds } = declared;
  const label = namespace === '' ? name : `${namespace}/${name}`;
  return {
    ...emptySession(origin, extent),
    localId: `account:${namespace}/${name}`,
    kind: 'service-account',
    name: label,
    noun: 'service account',
    label,
    credential: `token of service account ${label}`,
    subject: { namespace, serviceAccount: name },
    role: 'acted-as',
    // The kubelet asks for a new one every hour; the longer time is that of one that was taken out of the pod.
    lifetime: {
      seconds: MOUNTED_TOKEN.accepted,
      basis: 'platform-default',
      boundBy: MOUNTED_TOKEN.boundBy,
      origin: mounts?.origin ?? origin,
    },
    carried: clouds.flatMap(({ carried }) => (carried === undefined ? [] : [carried])),
    references: clouds.flatMap(({ reference }) => (reference === undefined ? [] : [reference])),
    unknowns: clouds.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown])),
    tiers: [namespace, name].flatMap((text) => {
      const tier = tierOf(text);
      return tier === undefined ? [] : [{ tier, name: text, origin }];
    }),
    mounts: {
      value: mounts?.value ?? true,
      declared: mounts !== undefined,
      origin: mounts?.origin ?? origin,
    },
  };
}

/** An account of which the file tells neither name nor namespace for certain: it is known by what makes it alone. */
export function accountOf(maker: string, session: SessionFacts): SessionFacts {
  return {
    ...session,
    localId: `account:${maker}`,
    name: maker,
    label: maker,
    credential: `token of the service account of ${maker}`,
    subject: {},
  };
}
