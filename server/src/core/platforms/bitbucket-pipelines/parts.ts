import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get } from '../../syntax/syntaxTree.js';
import type { Budget } from '../../pipelines/budget.js';
import type { Step } from './pipelines.js';
import { itemsOf, scalarOf } from './reading.js';

/** A value with its place. */
export interface Input {
  readonly text: string;
  readonly node: ScalarNode;
}

/** A pipe that a step runs, in a container of its own. */
export interface Pipe {
  readonly reference: Input;
  /** Without version: `atlassian/aws-s3-deploy`. */
  readonly name: string;
  readonly variables: ReadonlyMap<string, readonly Input[]>;
}

/** One line of a script. */
export type Part =
  | { readonly kind: 'command'; readonly command: Input }
  | { readonly kind: 'pipe'; readonly pipe: Pipe; readonly number: number };

/** What a step runs, the part that runs whatever came before it behind the others. */
export function partsOf({ node }: Step, budget: Budget): readonly Part[] {
  let number = 0;
  return ['script', 'after-script'].flatMap((key) =>
    itemsOf(get(node, key)).flatMap((item) => readItem(item, budget, () => (number += 1))),
  );
}

function readItem(item: SyntaxNode, budget: Budget, next: () => number): readonly Part[] {
  if (!budget.spend()) return [];
  // A list of commands may come in by an alias.
  if (item.kind === 'sequence') return item.items.flatMap((inner) => readItem(inner, budget, next));
  const number = next();
  const command = scalarOf(item);
  if (command !== undefined) return [{ kind: 'command', command: { text: command.text, node: command } }];
  const reference = scalarOf(get(item, 'pipe'));
  if (reference === undefined) return [];
  return [
    {
      kind: 'pipe',
      number,
      pipe: {
        reference: { text: reference.text, node: reference },
        name: pipeName(reference.text),
        variables: new Map(
          entries(get(item, 'variables')).map(({ key, value }) => [key.text, inputsIn(value)]),
        ),
      },
    },
  ];
}

/** `docker://acme/pipe:1.0` names an image, others a repository of Bitbucket with a version. */
function pipeName(reference: string): string {
  return reference.replace(/^docker:\/\//u, '').replace(/(?::[^:/@]*)?(?:@sha256:\w+)?$/u, '');
}

/** A value is a text or a list of texts; nothing stands deeper. */
function inputsIn(node: SyntaxNode): readonly Input[] {
  const scalars = node.kind === 'sequence' ? node.items : [node];
  return scalars.flatMap((item) =>
    item.kind === 'scalar' && item.value !== null ? [{ text: item.text, node: item }] : [],
  );
}

/** The one value of a pipe's variable. */
export function variableOf({ variables }: Pipe, name: string): Input | undefined {
  const [first] = variables.get(name) ?? [];
  return first;
}

/** The commands of a step as one script: they run in one shell, one after the other. */
export function scriptOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.kind === 'command' ? [part.command.text] : [])).join('\n');
}

/** The line of a script that an offset of the whole lies in. */
export function commandAt(parts: readonly Part[], offset: number): Input | undefined {
  let start = 0;
  for (const part of parts) {
    if (part.kind !== 'command') continue;
    const end = start + part.command.text.length + 1;
    if (offset < end) return part.command;
    start = end;
  }
  return undefined;
}

/** An image that a step runs in or beside, with how it is pulled. */
export interface Image {
  readonly name: Input;
  readonly auth: readonly (readonly [string, Input])[];
  readonly awsRole?: Input;
}

/** https://support.atlassian.com/bitbucket-cloud/docs/docker-image-options/ */
export function imageOf(node: SyntaxNode | undefined): Image | undefined {
  const name = scalarOf(node?.kind === 'mapping' ? get(node, 'name') : node);
  if (name === undefined) return undefined;
  const aws = get(node, 'aws');
  const role = scalarOf(get(aws, 'oidc-role'));
  const auth = [
    ...entries(node).filter(({ key }) => key.text === 'username' || key.text === 'password'),
    ...entries(aws).filter(({ key }) => key.text !== 'oidc-role'),
  ];
  return {
    name: { text: name.text, node: name },
    auth: auth.flatMap(({ key, value }) => {
      const scalar = scalarOf(value);
      return scalar === undefined ? [] : [[key.text, { text: scalar.text, node: scalar }] as const];
    }),
    ...(role === undefined ? {} : { awsRole: { text: role.text, node: role } }),
  };
}
