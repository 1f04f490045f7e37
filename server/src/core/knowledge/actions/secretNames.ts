import type { StaticCredentialInput } from './identityTypes.js';
export const CREDENTIAL_VARIABLES: readonly { name: string; system: string; kind: StaticCredentialInput['kind']; federatedAlternative?: string; source: string }[] = [];
