import type { Participant } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantsAreKnown, ownWrites } from '../model/reach.js';

/** Whether the session runs steps of its own, and does not only hand its identity on. */
export function runsCode(scope: TrustScope): boolean {
  return scope.facts.role === 'runs';
}

/** How a message names the session: "job `build`". */
export function sessionWords(scope: TrustScope): string {
  const job = scope.facts.subject['job'];
  return job === undefined ? `\`${scope.facts.name}\`` : `job \`${job}\``;
}

/** The same at the start of a sentence. */
export function SessionWords(scope: TrustScope): string {
  const words = sessionWords(scope);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Whether nothing in the session is known to do more with its token than read the repository: only code of the
 * platform that fetches, caches and sets up, no hand-over of the token, no credential left for later steps to push with.
 */
export function isUnneededByDefault(scope: TrustScope): boolean {
  const { facts } = scope;
  return (
    runsCode(scope) &&
    facts.tokenUses.length === 0 &&
    facts.participants.every(onlyReads) &&
    facts.exposures.every((exposure) => exposure.usedLater === 'no') &&
    scope.carried.length === 0
  );
}

/** GitHub's own actions that need no more than `contents: read`, by their READMEs and action.yml. */
function onlyReads(participant: Participant): boolean {
  return /^actions\/(?:checkout|setup-[a-z-]+|cache(?:\/(?:save|restore))?|upload-artifact|download-artifact)@/iu.test(
    participant.name,
  );
}

/** Write grants that stand in the files or the configuration. */
export function knownWrites(scope: TrustScope): ReturnType<typeof ownWrites> {
  return grantsAreKnown(scope) ? ownWrites(scope) : [];
}
