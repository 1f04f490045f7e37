import type { Participant } from '../../model/facts.js';
import type { Image, RunJob } from './jobs.js';
import type { Reading } from './reading.js';
import type { Step } from './steps.js';

/** Code of others that runs inside of a job: its images, and the orbs that its steps use. */
export function participantsOf(
  reading: Reading,
  { machine, steps }: RunJob,
  secrets: readonly string[],
): readonly Participant[] {
  const images = machine.images.map((image, index) => imageParticipant(reading, image, index === 0, secrets));
  const orbs = steps.flatMap((step) => orbParticipant(reading, step, secrets) ?? []);
  return [...images, ...orbs];
}

/** The first image is what the steps run in; the others are services beside it, which see none of the environment. */
function imageParticipant(
  reading: Reading,
  { name }: Image,
  isPrimary: boolean,
  secrets: readonly string[],
): Participant {
  return {
    name: name.text,
    party: /^(?:cimg|circleci)\//u.test(name.text) ? 'platform' : 'third-party',
    pinned: name.text.includes('@sha256:'),
    form: 'image',
    holdsToken: isPrimary ? 'ambient' : 'no',
    holdsSecrets: isPrimary ? secrets : [],
    origin: reading.originOf(name.node),
  };
}

/** What an orb's step runs sees the job's whole environment, its tokens and contexts among it. */
function orbParticipant(
  reading: Reading,
  { orb: used, node }: Step,
  secrets: readonly string[],
): Participant | undefined {
  if (used === undefined) return undefined;
  const { orb, alias } = used;
  const base = {
    form: 'action' as const,
    fixedBy: 'a full version',
    holdsToken: 'ambient' as const,
    holdsSecrets: secrets,
    origin: reading.originOf(node),
  };
  if (orb.kind === 'inline') return { ...base, name: alias, party: 'repository', pinned: true };
  if (orb.kind === 'other') return { ...base, name: alias, party: 'third-party', pinned: false };
  return {
    ...base,
    name: `${orb.name}@${orb.version}`,
    party: orb.name.startsWith('circleci/') ? 'platform' : 'third-party',
    pinned: isPinned(orb.version),
  };
}

/**
 * A version with all three numbers never changes; a shorter one, `volatile` and `dev:…` move.
 * https://circleci.com/docs/orbs/use/orb-concepts/#semantic-versioning
 */
function isPinned(version: string): boolean {
  return /^\d+\.\d+\.\d+$/u.test(version);
}
