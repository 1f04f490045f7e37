import type { Participant } from '../../model/facts.js';
import { entries, get } from '../../syntax/syntaxTree.js';
import type { Image, Part } from './parts.js';
import { imageOf } from './parts.js';
import type { Step } from './pipelines.js';
import type { Reading } from './reading.js';
import { scalarsOf } from './reading.js';
import { secretsOfPipe } from './secrets.js';

/** Code of others that runs in a step: its image, its services, its pipes. */
export function participantsOf(
  reading: Reading,
  step: Step,
  {
    parts,
    image,
    secrets,
  }: {
    readonly parts: readonly Part[];
    readonly image: Image | undefined;
    readonly secrets: readonly string[];
  },
): readonly Participant[] {
  return [
    ...(image === undefined ? [] : [imageParticipant(reading, image, 'ambient', secrets)]),
    ...servicesOf(reading, step),
    ...parts.flatMap((part) => (part.kind === 'pipe' ? [pipeParticipant(reading, part)] : [])),
  ];
}

function imageParticipant(
  reading: Reading,
  { name }: Image,
  holdsToken: Participant['holdsToken'],
  holdsSecrets: readonly string[],
): Participant {
  return {
    name: name.text,
    party: name.text.startsWith('atlassian/') ? 'platform' : 'third-party',
    pinned: name.text.includes('@sha256:'),
    form: 'image',
    holdsToken,
    holdsSecrets,
    origin: reading.originOf(name.node),
  };
}

/** Services run beside the step, and see none of its environment. */
function servicesOf(reading: Reading, { node }: Step): readonly Participant[] {
  const [root] = reading.tree.documents;
  const defined = entries(get(get(root, 'definitions'), 'services'));
  return scalarsOf(get(node, 'services')).flatMap(({ text }) => {
    const image = imageOf(get(defined.find(({ key }) => key.text === text)?.value, 'image'));
    return image === undefined ? [] : [imageParticipant(reading, image, 'no', [])];
  });
}

/**
 * A pipe runs in a container of its own, and has what it is given by name. A version is a tag, which its owner may move.
 * https://support.atlassian.com/bitbucket-cloud/docs/what-are-pipes/
 */
function pipeParticipant(reading: Reading, { pipe }: Extract<Part, { kind: 'pipe' }>): Participant {
  const { text, node } = pipe.reference;
  return {
    name: text,
    party: pipe.name.startsWith('atlassian/') ? 'platform' : 'third-party',
    pinned: text.includes('@sha256:'),
    form: 'action',
    fixedBy: 'a digest',
    holdsToken: [...pipe.variables.values()].flat().some((input) => input.text.includes('OIDC_TOKEN'))
      ? 'given'
      : 'no',
    holdsSecrets: secretsOfPipe(pipe),
    origin: reading.originOf(node),
  };
}
