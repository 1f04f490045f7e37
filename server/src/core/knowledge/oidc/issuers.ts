import { GITHUB_ACTIONS } from './githubActions.js';
import type { ClaimFacts, OidcIssuer } from './issuerTypes.js';
import { PIPELINE_ISSUERS } from './pipelineIssuers.js';
import { PROVISIONING_ISSUERS } from './provisioningIssuers.js';
import { RUNTIME_ISSUERS } from './runtimeIssuers.js';

/** Issuers whose tokens workloads exchange for cloud credentials. The first whose address fits counts. */
const ISSUERS: readonly OidcIssuer[] = [
  GITHUB_ACTIONS,
  ...PIPELINE_ISSUERS,
  ...PROVISIONING_ISSUERS,
  ...RUNTIME_ISSUERS,
];

/** The issuer at an address without `https://`; undefined for one that is not described here. */
export function issuerAt(address: string): OidcIssuer | undefined {
  return ISSUERS.find((issuer) => issuer.address.test(address));
}

/** The tenant that the issuer's address itself names. */
export function tenantOf(issuer: OidcIssuer, address: string): string | undefined {
  return issuer.address.exec(address)?.groups?.['tenant'];
}

/** The facts of one claim of an issuer; names of claims have case, AWS compares them without. */
export function claimOf(issuer: OidcIssuer, name: string): ClaimFacts | undefined {
  return issuer.claims.find((claim) => claim.name.toLowerCase() === name.toLowerCase());
}
