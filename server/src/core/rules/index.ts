import { agentAdminReach } from './agent-admin-reach.js';
import { agentBypassesApproval } from './agent-bypasses-approval.js';
import { agentCarriesSecret } from './agent-carries-secret.js';
import { agentUnrestrictedTool } from './agent-unrestricted-tool.js';
import { agentUntrustedInput } from './agent-untrusted-input.js';
import { allSecretsExposed } from './all-secrets-exposed.js';
import { billingInReach } from './billing-in-reach.js';
import { broadSubject } from './broad-subject.js';
import { broadTokenPermissions } from './broad-token-permissions.js';
import { brokerAdminReach } from './broker-admin-reach.js';
import { calleeExceedsCaller } from './callee-exceeds-caller.js';
import { clusterAdminBinding } from './cluster-admin-binding.js';
import { clusterWideBinding } from './cluster-wide-binding.js';
import { consumeAndPublish } from './consume-and-publish.js';
import { danglingBinding } from './dangling-binding.js';
import { implicitTokenPermissions } from './implicit-token-permissions.js';
import { ineffectiveGate } from './ineffective-gate.js';
import { inheritedSecrets } from './inherited-secrets.js';
import { invertedGrant } from './inverted-grant.js';
import { legacyToken } from './legacy-token.js';
import { longSession } from './long-session.js';
import { missingPermission } from './missing-permission.js';
import { mixedEnvironments } from './mixed-environments.js';
import { nodeEscapeReach } from './node-escape-reach.js';
import { openTrustPolicy } from './open-trust-policy.js';
import { persistedCheckoutToken } from './persisted-checkout-token.js';
import { persistentRunner } from './persistent-runner.js';
import { privilegeEscalation } from './privilege-escalation.js';
import { refusedLogin } from './refused-login.js';
import { reusedIdentity } from './reused-identity.js';
import { scopeExceedsContract } from './scope-exceeds-contract.js';
import { secretsInReach } from './secrets-in-reach.js';
import { sensitiveDataWithoutGate } from './sensitive-data-without-gate.js';
import { sessionChain } from './session-chain.js';
import { sharedAccount } from './shared-account.js';
import { sharedWritePermissions } from './shared-write-permissions.js';
import { staticCloudCredential } from './static-cloud-credential.js';
import { staticCredential } from './static-credential.js';
import { thirdPartyCodeInSession } from './third-party-code-in-session.js';
import { unboundedSession } from './unbounded-session.js';
import { ungatedSecret } from './ungated-secret.js';
import { ungatedSensitiveReach } from './ungated-sensitive-reach.js';
import { unneededGrant } from './unneeded-grant.js';
import { unneededMount } from './unneeded-mount.js';
import { unneededTool } from './unneeded-tool.js';
import { unneededPermission } from './unneeded-permission.js';
import { unscopedAppToken } from './unscoped-app-token.js';
import { untrustedInitiator } from './untrusted-initiator.js';
import { wildcardAction } from './wildcard-action.js';
import { wildcardDestination } from './wildcard-destination.js';
import { wildcardResource } from './wildcard-resource.js';
import type { Rule } from './rule.js';

/** Every rule, by id. */
export const RULES: readonly Rule[] = [
  agentAdminReach,
  agentBypassesApproval,
  agentCarriesSecret,
  agentUnrestrictedTool,
  agentUntrustedInput,
  allSecretsExposed,
  billingInReach,
  broadSubject,
  broadTokenPermissions,
  brokerAdminReach,
  calleeExceedsCaller,
  clusterAdminBinding,
  clusterWideBinding,
  consumeAndPublish,
  danglingBinding,
  implicitTokenPermissions,
  ineffectiveGate,
  inheritedSecrets,
  invertedGrant,
  legacyToken,
  longSession,
  missingPermission,
  mixedEnvironments,
  nodeEscapeReach,
  openTrustPolicy,
  persistedCheckoutToken,
  persistentRunner,
  privilegeEscalation,
  refusedLogin,
  reusedIdentity,
  scopeExceedsContract,
  secretsInReach,
  sensitiveDataWithoutGate,
  sessionChain,
  sharedAccount,
  sharedWritePermissions,
  staticCloudCredential,
  staticCredential,
  thirdPartyCodeInSession,
  unboundedSession,
  ungatedSecret,
  ungatedSensitiveReach,
  unneededGrant,
  unneededMount,
  unneededPermission,
  unneededTool,
  unscopedAppToken,
  untrustedInitiator,
  wildcardAction,
  wildcardDestination,
  wildcardResource,
];
