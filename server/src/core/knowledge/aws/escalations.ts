import { ANALYTICS_METHODS } from './escalations/analytics.js';
import { BUILDING_METHODS } from './escalations/building.js';
import { CONTAINER_METHODS } from './escalations/containers.js';
import { FEDERATION_METHODS } from './escalations/federation.js';
import { FUNCTION_METHODS } from './escalations/functions.js';
import { IDENTITY_METHODS } from './escalations/identities.js';
import { LEARNING_METHODS } from './escalations/learning.js';
import { REMOTE_COMMAND_METHODS } from './escalations/remoteCommands.js';
import { RESOURCE_POLICY_METHODS } from './escalations/resourcePolicies.js';
import { SERVER_METHODS } from './escalations/servers.js';
import type { EscalationMethod } from './escalations/method.js';

/**
 * The documented ways in which an AWS session gains another identity or more rights, in an order that puts the shortest
 * of a kind first. Each names the page that documents it; actions and the shapes of resources follow AWS's service
 * authorization reference: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const ESCALATION_METHODS: readonly EscalationMethod[] = [
  ...IDENTITY_METHODS,
  ...FEDERATION_METHODS,
  ...SERVER_METHODS,
  ...REMOTE_COMMAND_METHODS,
  ...CONTAINER_METHODS,
  ...FUNCTION_METHODS,
  ...BUILDING_METHODS,
  ...ANALYTICS_METHODS,
  ...LEARNING_METHODS,
  ...RESOURCE_POLICY_METHODS,
];
