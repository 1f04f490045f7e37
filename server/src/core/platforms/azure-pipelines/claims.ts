import {
  AZURE_DEVOPS_AUDIENCE,
  AZURE_DEVOPS_ISSUER,
  connectionSubject,
  PIPELINE_SUBJECT,
} from '../../knowledge/azure-pipelines/oidc.js';
import type { ClaimSet } from '../../model/claims.js';
import { CALLER } from '../../model/claims.js';
import type { Holding } from './credentials.js';

/** More ways of running than that are not told apart. */
const MOST = 64;

/**
 * The claims of the tokens that a job's runs can have for a service connection, one set for each way of starting it: the
 * connection is all that a token tells of them. A part that is taken in shows what its pipeline shows.
 *
 * @param connection its name; `*` where it is not known
 */
export function connectionClaims(holding: Holding, connection: string): readonly ClaimSet[] {
  return claimsOf(holding, connectionSubject(connection));
}

/** The same for a token of the pipeline, which any step may ask for that is handed the job's own token. */
export function pipelineClaims(holding: Holding): readonly ClaimSet[] {
  return claimsOf(holding, PIPELINE_SUBJECT);
}

function claimsOf({ starts, reaching }: Holding, sub: string): readonly ClaimSet[] {
  const bySubject = starts.claimSets.get(reaching) ?? new Map<string, readonly ClaimSet[]>();
  starts.claimSets.set(reaching, bySubject);
  const known = bySubject.get(sub);
  if (known !== undefined) return known;
  const values = { sub, aud: AZURE_DEVOPS_AUDIENCE };
  const set = (initiator: string): ClaimSet => ({
    issuer: AZURE_DEVOPS_ISSUER,
    values,
    absent: [],
    initiator,
  });
  const sets = starts.pipeline.isTemplate ? [set(CALLER)] : reaching.slice(0, MOST).map(({ id }) => set(id));
  bySubject.set(sub, sets);
  return sets;
}
