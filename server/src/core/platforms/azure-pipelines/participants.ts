import { isOfAwsToolkit } from '../../knowledge/azure-pipelines/awsTasks.js';
import { isBuiltInTask } from '../../knowledge/azure-pipelines/tasks.js';
import type { Participant } from '../../model/facts.js';
import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import type { ConnectionUse } from './connections.js';
import type { Job } from './pipeline.js';
import type { Reading } from './reading.js';
import { templatePlace } from './references.js';
import type { Resources } from './resources.js';
import type { SecretUse } from './secrets.js';
import type { Step } from './steps.js';
import { isDisabled } from './steps.js';
import { entriesOf, Properties } from './template/flatten.js';

/** What a job holds, by the step that names it. */
interface Handed {
  readonly uses: readonly SecretUse[];
  readonly connections: readonly ConnectionUse[];
}

/** Code of others that runs inside a job, with what is in its reach. */
export function participantsOf(
  reading: Reading,
  job: Job,
  resources: Resources,
  handed: Handed,
): readonly Participant[] {
  const tasks = job.steps
    .filter((step) => !isDisabled(step))
    .flatMap((step) => taskOf(reading, step, handed));
  const templates = [...(job.template === undefined ? [] : [job.template]), ...templateNodes(job.steps)];
  return [
    ...tasks,
    ...templates.flatMap((node) => templateOf(reading, node, resources, handed)),
    ...imagesOf(reading, job, resources, handed),
  ];
}

/** The names of templates among steps. */
export function templateNodes(steps: readonly Step[]): readonly ScalarNode[] {
  return steps.flatMap(({ kind, head }) => (kind === 'template' && head.kind === 'scalar' ? [head] : []));
}

/**
 * A task is bound to a version of three parts, or follows whatever its publisher makes of its first.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/tasks#task-versions
 */
function taskOf(reading: Reading, step: Step, handed: Handed): readonly Participant[] {
  const { task, version } = step;
  if (step.kind !== 'task' || task === undefined || task === '' || task.includes('${{')) return [];
  const isBuiltIn = isBuiltInTask(task);
  const given = handed.uses.some((use) => use.step === step && use.what === 'token');
  return [
    {
      name: version === undefined ? task : `${task}@${version}`,
      party: isBuiltIn ? 'platform' : 'third-party',
      // What an extension brings is installed, version by version, for the whole organisation.
      pinned: isBuiltIn || isOfAwsToolkit(task) || /^\d+\.\d+\.\d+$/u.test(version ?? ''),
      form: 'action',
      fixedBy: 'a full version, `@1.2.3`',
      holdsToken: given ? 'given' : 'ambient',
      holdsSecrets: namesFor(handed, step),
      origin: reading.originOf(step.head),
    },
  ];
}

/** A secret variable gets to a step only where it is handed over: scripts and tasks of others do not see the rest. */
function namesFor({ uses, connections }: Handed, step: Step): readonly string[] {
  return [
    ...new Set([
      ...uses.filter((use) => use.step === step && use.what !== 'token').map(({ name }) => name),
      ...connections.filter((use) => use.step === step).map(({ name }) => name),
    ]),
  ];
}

function templateOf(
  reading: Reading,
  node: ScalarNode,
  { repositories }: Resources,
  handed: Handed,
): readonly Participant[] {
  const place = templatePlace(reading.fileOf(node), node.text);
  if (place.kind !== 'repository') return [];
  const repository = repositories.get(place.alias.toLowerCase());
  return [
    {
      name: node.text,
      party: repository === undefined || repository.type === 'git' ? 'same-owner' : 'third-party',
      pinned: /^[0-9a-f]{40}$/iu.test(repository?.ref ?? ''),
      form: 'pipeline',
      holdsToken: 'ambient',
      holdsSecrets: [...new Set(handed.uses.filter(({ what }) => what !== 'token').map(({ name }) => name))],
      origin: reading.originOf(node),
    },
  ];
}

function imagesOf(
  reading: Reading,
  job: Job,
  { images }: Resources,
  { uses }: Handed,
): readonly Participant[] {
  const everywhere = [
    ...new Set(
      uses.filter((use) => use.visibleTo !== 'step' && use.what !== 'token').map(({ name }) => name),
    ),
  ];
  const container = imageOf(job.properties.get('container'), images);
  const services = entriesOf(job.properties.get('services')).flatMap(
    ({ value }) => imageOf(value.value, images) ?? [],
  );
  const participant = (image: Image, holdsToken: Participant['holdsToken']): Participant => ({
    name: image.name,
    party: 'third-party',
    pinned: image.name.includes('@sha256:'),
    form: 'image',
    holdsToken,
    holdsSecrets: holdsToken === 'no' ? [] : everywhere,
    origin: reading.originOf(image.node),
  });
  return [
    ...(container === undefined ? [] : [participant(container, 'ambient')]),
    ...services.map((image) => participant(image, 'no')),
  ];
}

interface Image {
  readonly name: string;
  readonly node: SyntaxNode;
}

function imageOf(node: SyntaxNode | undefined, images: Resources['images']): Image | undefined {
  const scalar = node?.kind === 'mapping' ? new Properties(node).scalar('image') : node;
  if (
    scalar?.kind !== 'scalar' ||
    scalar.value === null ||
    scalar.text === '' ||
    /\$[([{]/u.test(scalar.text)
  ) {
    return undefined;
  }
  return { name: images.get(scalar.text.toLowerCase())?.text ?? scalar.text, node: scalar };
}
