import type { CarriedIdentity, Reference, Unknown } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { sensitivityOf, tierOf } from '../names/words.js';
import type { CloudAnnotation } from './cloudIdentity.js';
import { roleNameOf } from './cloudIdentity.js';
import { accountUser } from './tokens.js';

/** An account with an annotation that gives its pods an identity of a cloud. */
export interface Annotated {
  readonly known: CloudAnnotation;
  /** The annotation's value. */
  readonly written: string;
  /** The audience that another annotation names. */
  readonly audience?: string | undefined;
  /** Empty where none is written. */
  readonly namespace: string;
  readonly name: string;
  readonly origin: Origin;
}

/** The identity of a cloud that an account's pods get by an annotation, or what keeps it from being known. */
export interface AnnotatedIdentity {
  readonly carried?: CarriedIdentity;
  readonly reference?: Reference;
  readonly unknown?: Unknown;
}

export function annotatedIdentity(annotated: Annotated): AnnotatedIdentity {
  const { known, written, origin } = annotated;
  const key = cloudKey(known, written);
  if (key === undefined) {
    const what = `which ${known.cloud} identity its pods get`;
    return { unknown: { what, why: 'the name is made elsewhere', origin } };
  }
  return {
    reference: {
      id: `assumes:${key}`,
      kind: 'assumes',
      target: { space: 'identity', key },
      name: written,
      origin,
    },
    carried: carriedOf(annotated, key),
  };
}

function cloudKey({ cloud }: CloudAnnotation, written: string): string | undefined {
  if (/[${}]/u.test(written)) return undefined;
  if (cloud === 'AWS') {
    const role = roleNameOf(written);
    return role === undefined ? undefined : `aws:role/${role}`;
  }
  return cloud === 'Azure' ? `azure:${written.toLowerCase()}` : `google:${written}`;
}

function carriedOf(
  { known, written, audience, namespace, name, origin }: Annotated,
  key: string,
): CarriedIdentity {
  const sub = accountUser(namespace === '' ? '*' : namespace, name);
  const aud = audience ?? known.audience;
  const tier = tierOf(written);
  return {
    key,
    kind: known.kind,
    name: written,
    system: known.system,
    lifetime: { seconds: known.seconds, basis: 'platform-default', boundBy: known.boundBy, origin },
    claims: { sub, aud },
    // Which issuer a cluster has is not written in its manifests.
    claimSets: [{ issuer: '*', values: { sub, aud }, absent: [], initiator: 'workload' }],
    visibleTo: 'session',
    gates: [],
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(written),
    origin,
    uses: [],
  };
}
