import type { FileFacts, SessionFacts } from '../../../model/facts.js';

/** Whether anything of a file is the cluster's: all of a manifest, or accounts and entries of it. */
export function takesPart({ platform, identityLinks, sessions }: FileFacts): boolean {
  if (platform === 'kubernetes' || (identityLinks ?? []).length > 0) return true;
  // Terraform makes accounts of clusters too.
  return platform === 'aws' && sessions.some(isAccount);
}

/** Whether a session is that of a service account with a name of its own. */
export function isAccount({ kind, subject }: SessionFacts): boolean {
  return kind === 'service-account' && subject['serviceAccount'] !== undefined;
}
