import { allSecretsExposed } from './all-secrets-exposed.js';
import { broadTokenPermissions } from './broad-token-permissions.js';
import { calleeExceedsCaller } from './callee-exceeds-caller.js';
import { implicitTokenPermissions } from './implicit-token-permissions.js';
import { ineffectiveGate } from './ineffective-gate.js';
import { inheritedSecrets } from './inherited-secrets.js';
import { longSession } from './long-session.js';
import { missingPermission } from './missing-permission.js';
import { mixedEnvironments } from './mixed-environments.js';
import { persistedCheckoutToken } from './persisted-checkout-token.js';
import { persistentRunner } from './persistent-runner.js';
import { reusedIdentity } from './reused-identity.js';
import { sharedWritePermissions } from './shared-write-permissions.js';
import { staticCloudCredential } from './static-cloud-credential.js';
import { thirdPartyCodeInSession } from './third-party-code-in-session.js';
import { unboundedSession } from './unbounded-session.js';
import { ungatedSecret } from './ungated-secret.js';
import { ungatedSensitiveReach } from './ungated-sensitive-reach.js';
import { unneededPermission } from './unneeded-permission.js';
import { unscopedAppToken } from './unscoped-app-token.js';
import { untrustedInitiator } from './untrusted-initiator.js';
import type { Rule } from './rule.js';

/** Every rule, by id. */
export const RULES: readonly Rule[] = [
  allSecretsExposed,
  broadTokenPermissions,
  calleeExceedsCaller,
  implicitTokenPermissions,
  ineffectiveGate,
  inheritedSecrets,
  longSession,
  missingPermission,
  mixedEnvironments,
  persistedCheckoutToken,
  persistentRunner,
  reusedIdentity,
  sharedWritePermissions,
  staticCloudCredential,
  thirdPartyCodeInSession,
  unboundedSession,
  ungatedSecret,
  ungatedSensitiveReach,
  unneededPermission,
  unscopedAppToken,
  untrustedInitiator,
];
