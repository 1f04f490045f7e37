import { credentialVariable } from '../knowledge/actions/lookup.js';
import { roleKey, roleNameOf, isRoleName } from '../knowledge/aws/trust/roleKey.js';
import { systemOf } from '../knowledge/names/systems.js';
import { sensitivityOf, tierOf } from '../knowledge/names/words.js';
import type { CarriedIdentity, DefinitionKey, Grant, Reference } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { TakenRole } from './aws/takenRoles.js';
import { ROLE_SESSION_DEFAULT_SECONDS } from './aws/takenRoles.js';
import { givenName } from './givenNames.js';

/** Where a pipeline holds an identity, and before which gates and for which initiators. */
export interface HeldAt {
  readonly origin: Origin;
  /** Every place that names it; the origin alone when absent. */
  readonly uses?: readonly Origin[];
  readonly visibleTo: CarriedIdentity['visibleTo'];
  readonly gates: readonly string[];
  readonly initiators?: readonly string[] | undefined;
}

const ACCOUNT_NAME =
  /(?:^|_)(?:USR|USER|USERNAME|USER_?NAME|USER_?ID|ACCOUNT|ACCOUNT_?ID|CLIENT_?ID|APP_?ID|TENANT_?ID|PROJECT_?ID|SUBSCRIPTION_?ID|ORG|ORG_?ID|EMAIL|REGION)$/u;
/** Addresses with a path are none of these: those of webhooks and databases are credentials. */
const PLACE_NAME =
  /(?:^|_)(?:BUCKET(?:_?NAME)?|DISTRIBUTION(?:_?ID)?|(?:SUB_?)?DOMAIN(?:_?NAME)?|HOST(?:_?NAME)?|IP|IP_?ADDRESS|PORT|ZONE(?:_?ID)?|CLUSTER(?:_?NAME)?|NAMESPACE|REPOSITORY(?:_?NAME)?|SITE_?ID|TEAM_?ID|PROJECT_?NAME|RESOURCE_?GROUP(?:_?NAME)?|FUNCTION_?NAME|SERVICE_?NAME|STACK_?NAME|CHANNEL(?:_?ID)?|LOCATION)$/u;
const OF_TIER =
  /_(?:PROD|PRODUCTION|PRD|LIVE|DEV|DEVELOPMENT|TEST|TESTING|STAGE|STAGING|STG|QA|UAT|SANDBOX|PREVIEW)$/u;

/**
 * Whether a variable says by its name that it names an account or a place, which opens nothing by itself: `DEPLOY_USER`,
 * `S3_BUCKET_PROD`. These are conventions, as in `knowledge/names/words.ts`.
 */
export function namesAccountOrPlace(name: string): boolean {
  const words = name.toUpperCase().replace(OF_TIER, '');
  return (ACCOUNT_NAME.test(words) || PLACE_NAME.test(words)) && credentialVariable(name) === undefined;
}

/**
 * A credential that stands in a variable or secret of this name. What it opens is told where the name is a documented
 * one; the alternatives that are known speak of GitHub Actions, and are left out.
 *
 * @param key equal for the same credential everywhere in the workspace
 */
export function heldSecret(key: string, name: string, at: HeldAt): CarriedIdentity {
  const known = credentialVariable(name);
  return {
    key,
    kind: 'static-credential',
    name,
    ...(known === undefined ? {} : { system: systemOf(known.system), credential: known.kind }),
    lifetime: {
      seconds: null,
      basis: 'unbounded',
      boundBy: 'until somebody rotates it',
      origin: at.origin,
    },
    ...placed(name, at),
  };
}

/** The session of a role of AWS that a part of a pipeline takes on. Claims and needs are the platform's to add. */
export function heldAwsRole(taken: TakenRole, at: HeldAt): CarriedIdentity {
  const { role, seconds, computedSeconds } = taken;
  return {
    key: `role:AWS:${role}`,
    kind: 'cloud-role',
    name: role,
    system: systemOf('AWS'),
    lifetime: {
      seconds: computedSeconds === true ? null : (seconds ?? ROLE_SESSION_DEFAULT_SECONDS),
      basis: computedSeconds === true ? 'unknown' : seconds === undefined ? 'platform-default' : 'declared',
      boundBy:
        computedSeconds === true
          ? 'a duration whose value is not in this file'
          : (taken.setBy ?? 'the duration asked for'),
      origin: at.origin,
    },
    ...placed(role, at),
  };
}

function placed(
  name: string,
  { origin, uses, visibleTo, gates, initiators }: HeldAt,
): Pick<CarriedIdentity, 'visibleTo' | 'gates' | 'initiators' | 'tier' | 'sensitivity' | 'origin' | 'uses'> {
  const tier = tierOf(name);
  return {
    visibleTo,
    gates,
    ...(initiators === undefined ? {} : { initiators }),
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(name),
    origin,
    uses: uses ?? [origin],
  };
}

/** What to look for among definitions to find an identity: a role of AWS by its name, whatever its path. */
function identityTarget({ name, key, system }: CarriedIdentity): DefinitionKey {
  const role = system?.name === 'AWS' ? roleNameOf(name) : undefined;
  return role !== undefined && isRoleName(role)
    ? { space: 'identity', key: roleKey(role) }
    : { space: 'external', key };
}

/** One reference for each identity that is taken on. */
export function takenReferences(identities: readonly CarriedIdentity[]): readonly Reference[] {
  return identities.map((identity, index) => {
    const given = identity.system?.name === 'AWS' ? givenName(identity.name) : undefined;
    return {
      id: `assumes:${String(index)}:${identity.name}`,
      kind: 'assumes',
      target: identityTarget(identity),
      name: identity.name,
      origin: identity.origin,
      identity: identity.key,
      ...(given === undefined ? {} : { given }),
    };
  });
}

/** A carried identity in reach is a grant to act as it; what it opens beyond is the identity's own reach. */
export function identityGrant(identity: CarriedIdentity, secretsOf = 'this repository'): Grant {
  const isSecret = identity.kind === 'static-credential';
  return {
    action: isSecret ? `secret:${identity.name}` : `assume:${identity.name}`,
    right: identity.key,
    access: isSecret ? 'read' : 'write',
    system: isSecret
      ? { kind: 'secrets', name: `secrets of ${secretsOf}` }
      : (identity.system ?? systemOf(identity.name)),
    resource: identity.name,
    certainty: 'declared',
    declaredFor: identity.visibleTo === 'file' ? 'file' : 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: identity.gates,
    identity: identity.key,
    opens: identity.system === undefined ? 'read the secret' : `act in ${identity.system.name} with it`,
    ...(identity.initiators === undefined ? {} : { initiators: identity.initiators }),
    via: [],
    origin: identity.origin,
  };
}
