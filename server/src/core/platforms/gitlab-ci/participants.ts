import type { Participant } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { JobContext } from './jobContext.js';
import { itemsOf } from './nodes.js';

/** The images of a job and of its services. Services see no variable that is set in the project. */
export function imagesOf({ job, reading }: JobContext, secrets: readonly string[]): readonly Participant[] {
  if (job.isTrigger) return [];
  const image = nameOf(get(job.body, 'image'));
  const services = itemsOf(get(job.body, 'services')).flatMap((item) => nameOf(item) ?? []);
  const of = (
    node: SyntaxNode,
    holdsToken: Participant['holdsToken'],
    holdsSecrets: readonly string[],
  ): Participant => {
    const name = textOf(node) ?? '';
    return {
      name,
      party: /^\$\{?CI_REGISTRY(?:_IMAGE)?\b/u.test(name) ? 'repository' : 'third-party',
      pinned: name.includes('@sha256:'),
      form: 'image',
      holdsToken,
      holdsSecrets,
      origin: reading.originOf(node),
    };
  };
  return [
    ...(image === undefined ? [] : [of(image, 'ambient', secrets)]),
    ...services.map((node) => of(node, 'no', [])),
  ];
}

function nameOf(node: SyntaxNode | undefined): SyntaxNode | undefined {
  const name = node?.kind === 'mapping' ? get(node, 'name') : node;
  return textOf(name) === undefined ? undefined : name;
}
