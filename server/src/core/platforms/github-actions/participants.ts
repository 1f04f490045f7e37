import type { Participant } from '../../model/facts.js';
import { fetchedScripts } from '../../pipelines/scripts/fetchedScripts.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get } from '../../syntax/syntaxTree.js';
import { leftBehind } from './leftBehind.js';
import type { Reading } from './reading.js';
import type { SecretUse } from './secrets.js';
import { usesIn } from './secrets.js';
import type { Environments } from './stepInputs.js';
import type { Job, Step } from './workflow.js';
import { scalarOf } from './workflow.js';

/** Owners whose actions GitHub itself publishes. */
const PLATFORM_OWNERS: ReadonlySet<string> = new Set(['actions', 'github']);

/**
 * Code of others that runs inside the job, with what is in its reach.
 *
 * @param steps its steps, with those of the local actions that it uses
 */
export function participantsOf(
  reading: Reading,
  job: Job,
  steps: readonly Step[],
  uses: readonly SecretUse[],
  environments: Environments,
): readonly Participant[] {
  // With the password of an image's registry the runner logs in; no step sees it.
  const seen = uses.filter(({ place }) => place.kind !== 'password');
  const everywhere = namesOf(seen.filter(({ visibleTo }) => visibleTo !== 'step'));
  const within = [...everywhere];
  let tokenIsLeft = false;
  const participants = steps.flatMap((step) => {
    const participant = stepParticipant(reading, step, uses, within);
    const scripts = scriptParticipants(reading, step, uses, { within, tokenIsLeft });
    // A login, a checkout: what it leaves is there for every later step.
    const left = leftBehind(step, uses, environments);
    within.push(...(left?.secrets ?? []));
    tokenIsLeft ||= left?.ownToken === true;
    return participant === undefined ? scripts : [participant, ...scripts];
  });
  const container = get(job.node, 'container');
  const image = scalarOf(container?.kind === 'mapping' ? get(container, 'image') : container);
  if (image !== undefined) {
    participants.push(imageParticipant(reading, image, image.text, 'ambient', namesOf(seen)));
  }
  for (const { value } of entries(get(job.node, 'services'))) {
    const service = scalarOf(get(value, 'image'));
    if (service === undefined) continue;
    const given = entries(get(value, 'env')).flatMap((entry) => {
      const variable = scalarOf(entry.value);
      return variable === undefined
        ? []
        : usesIn(reading, variable, { kind: 'variable', name: entry.key.text }, 'session', undefined);
    });
    const holdsToken = given.some(({ what }) => what === 'token') ? 'given' : 'no';
    participants.push(imageParticipant(reading, service, service.text, holdsToken, namesOf(given)));
  }
  if (job.uses !== undefined && !job.uses.text.startsWith('./')) {
    participants.push({
      name: job.uses.text,
      party: partyOf(job.uses.text),
      pinned: isPinned(job.uses.text),
      form: 'pipeline',
      holdsToken: 'given',
      holdsSecrets: everywhere,
      origin: reading.originOf(job.uses),
    });
  }
  return participants;
}

function stepParticipant(
  reading: Reading,
  step: Step,
  uses: readonly SecretUse[],
  everywhere: readonly string[],
): Participant | undefined {
  if (step.uses === undefined) return undefined;
  const reference = step.uses.text;
  const own = uses.filter((use) => use.step === step);
  // What a local action runs is told where it is written, unless this job hands it something.
  if (step.within !== undefined && own.length === 0) return undefined;
  const secrets = [...new Set([...everywhere, ...namesOf(own)])];
  if (reference.startsWith('docker://')) {
    const given = own.some((use) => use.what === 'token') ? 'given' : 'no';
    return imageParticipant(reading, step.uses, reference.slice('docker://'.length), given, secrets);
  }
  const party = partyOf(reference);
  return {
    name: reference,
    party,
    pinned: party === 'repository' || isPinned(reference),
    form: 'action',
    // Every action can read `github.token` in its own definition, asked for or not.
    holdsToken: own.some((use) => use.what === 'token') ? 'given' : 'ambient',
    holdsSecrets: secrets,
    origin: reading.originOf(step.uses),
  };
}

/** Programs that a step's script gets from elsewhere and runs at once. */
function scriptParticipants(
  reading: Reading,
  step: Step,
  uses: readonly SecretUse[],
  { within, tokenIsLeft }: { readonly within: readonly string[]; readonly tokenIsLeft: boolean },
): readonly Participant[] {
  const { run } = step;
  if (run === undefined) return [];
  const own = uses.filter((use) => use.step === step);
  const sees = tokenIsLeft || own.some((use) => use.what === 'token');
  return reading
    .once('fetched scripts', run.text, () => fetchedScripts(run.text))
    .map(({ address, from, version }) => ({
      name: version === undefined ? from : `${from}@${version}`,
      party: from.includes('/') ? partyOf(from) : 'third-party',
      pinned: false,
      form: 'script',
      holdsToken: sees ? 'given' : 'ambient',
      holdsSecrets: [...new Set([...within, ...namesOf(own)])],
      origin: placeIn(reading, run, address),
    }));
}

function imageParticipant(
  reading: Reading,
  node: SyntaxNode,
  name: string,
  holdsToken: Participant['holdsToken'],
  holdsSecrets: readonly string[],
): Participant {
  return {
    name,
    party: 'third-party',
    pinned: name.includes('@sha256:'),
    form: 'image',
    holdsToken,
    holdsSecrets,
    origin: reading.originOf(node),
  };
}

/** Whose code a `uses:` names. */
export function partyOf(reference: string): Participant['party'] {
  if (reference.startsWith('./') || reference.startsWith('$/')) return 'repository';
  const owner = reference.split('/')[0]?.toLowerCase() ?? '';
  return PLATFORM_OWNERS.has(owner) ? 'platform' : 'third-party';
}

/** Whether a reference is fixed to one commit. */
function isPinned(reference: string): boolean {
  return /@[0-9a-f]{40,64}$/iu.test(reference);
}

function namesOf(uses: readonly SecretUse[]): readonly string[] {
  return [...new Set(uses.filter((use) => use.what === 'secret').map((use) => use.name))];
}
