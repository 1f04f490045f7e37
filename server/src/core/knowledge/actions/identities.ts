import { APP_TOKEN_ACTIONS } from './appTokens.js';
import { AWS_LOGIN_ACTIONS } from './awsLogins.js';
import { AZURE_LOGIN_ACTIONS } from './azureLogins.js';
import { BROKER_LOGIN_ACTIONS } from './brokerLogins.js';
import { CHECKOUT_ACTIONS } from './checkouts.js';
import { CONTAINER_REGISTRY_ACTIONS } from './containerRegistries.js';
import { DEPLOYMENT_ACTIONS } from './deployments.js';
import { GOOGLE_LOGIN_ACTIONS } from './googleLogins.js';
import type { IdentityAction } from './identityTypes.js';
import { PACKAGE_REGISTRY_ACTIONS } from './packageRegistries.js';
import { PLATFORM_LOGIN_ACTIONS } from './platformLogins.js';
import { SERVICE_ACTIONS } from './services.js';

/** Every action known to carry, mint or persist an identity. One entry per action. */
export const IDENTITY_ACTIONS: readonly IdentityAction[] = [
  ...CHECKOUT_ACTIONS,
  ...APP_TOKEN_ACTIONS,
  ...AWS_LOGIN_ACTIONS,
  ...GOOGLE_LOGIN_ACTIONS,
  ...AZURE_LOGIN_ACTIONS,
  ...BROKER_LOGIN_ACTIONS,
  ...PLATFORM_LOGIN_ACTIONS,
  ...PACKAGE_REGISTRY_ACTIONS,
  ...CONTAINER_REGISTRY_ACTIONS,
  ...DEPLOYMENT_ACTIONS,
  ...SERVICE_ACTIONS,
];
