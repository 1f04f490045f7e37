import type { IdentityAction } from './identityTypes.js';
export const IDENTITY_ACTIONS: readonly IdentityAction[] = [
  { action: 'actions/checkout', persists: { input: 'persist-credentials', default: true, where: '.git/config', tokenInput: 'token', removedAtJobEnd: true }, source: '', versionRead: 'v6' },
];
