import type { CarriedIdentity, Reference, Unknown } from '../../model/facts.js';
import type { GivenName } from '../../model/givenName.js';
import type { DefinitionKey } from '../../model/grant.js';
import type { Origin } from '../../model/origin.js';
import { UNKNOWN_PART } from '../../model/policyDocument.js';
import { sensitivityOf, tierOf } from '../names/words.js';
import type { CloudAnnotation } from './cloudIdentity.js';
import { roleNameOf } from './cloudIdentity.js';
import { accountSubject } from './tokens.js';

/** An account with an annotation that gives its pods an identity of a cloud. */
export interface Annotated {
  readonly known: CloudAnnotation;
  /** The annotation's value. */
  readonly written: string;
  /** The audience that another annotation names. */
  readonly audience?: string | undefined;
  /** Empty where none is written. */
  readonly namespace: string;
  /** Empty where it is not known. */
  readonly name: string;
  /** The identity, where whoever reads the file knows it otherwise than by the value. */
  readonly target?: DefinitionKey | undefined;
  readonly origin: Origin;
}

/** The identity of a cloud that an account's pods get by an annotation, or what keeps it from being known. */
export interface AnnotatedIdentity {
  readonly carried?: CarriedIdentity;
  readonly reference?: Reference;
  readonly unknown?: Unknown;
}

export function annotatedIdentity(annotated: Annotated): AnnotatedIdentity {
  const { known, written, origin, target } = annotated;
  const key = target?.key ?? cloudKey(known, written);
  if (key === undefined && known.cloud === 'AWS') return givenRole(annotated);
  if (key === undefined) {
    const what = `which ${known.cloud} identity its pods get`;
    return { unknown: { what, why: 'the name is made elsewhere', origin } };
  }
  return {
    reference: {
      id: `assumes:${key}`,
      kind: 'assumes',
      target: target ?? { space: 'identity', key },
      name: written,
      origin,
      identity: key,
    },
    carried: carriedOf(annotated, key),
  };
}

/** A role whose name is filled in elsewhere: whom roles trust tells which it may be. */
function givenRole(annotated: Annotated): AnnotatedIdentity {
  const { written, origin } = annotated;
  const key = `aws:given/${written}`;
  return {
    reference: {
      id: `assumes:${key}`,
      kind: 'assumes',
      target: { space: 'external', key },
      name: written,
      origin,
      identity: key,
      given: givenIn(written),
    },
    carried: carriedOf(annotated, key),
  };
}

/** What tools put into a manifest before it is applied: shells, templates, and people who read `<account>`. */
const FILLED_IN = /\$\{\{?([^}]*)\}?\}|\{\{([^}]*)\}\}|\$(\w+)|<([^>]*)>|\uFFFC/gu;

function givenIn(written: string): GivenName {
  const found = [...written.matchAll(FILLED_IN)].flatMap(([, ...groups]) => groups.find(Boolean) ?? []);
  const isArn = written.startsWith('arn:');
  // What is no ARN at all stands for one as a whole.
  const expressions = found.length > 0 || isArn ? found : [written];
  const names = expressions.flatMap(namesIn).map((name) => ({ kind: 'other' as const, name }));
  return { names, pattern: isArn ? written.replace(FILLED_IN, UNKNOWN_PART) : UNKNOWN_PART };
}

/** Words of expressions that name nothing themselves. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'data module var local each value key outputs output terraform_remote_state Values Release env'.split(' '),
);

function namesIn(expression: string): readonly string[] {
  return (expression.match(/[A-Za-z_][\w-]*/gu) ?? []).filter((name) => !KEYWORDS.has(name));
}

function cloudKey({ cloud }: CloudAnnotation, written: string): string | undefined {
  if (cloud === 'AWS') {
    // An account that is filled in leaves the name as it is.
    const role = roleNameOf(written);
    return role === undefined || /[${}<>\uFFFC]/u.test(role) ? undefined : `aws:role/${role}`;
  }
  if (/[${}\uFFFC]/u.test(written)) return undefined;
  return cloud === 'Azure' ? `azure:${written.toLowerCase()}` : `google:${written}`;
}

function carriedOf(
  { known, written, audience, namespace, name, origin }: Annotated,
  key: string,
): CarriedIdentity {
  const sub = accountSubject(namespace, name);
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
