import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Job } from './pipeline.js';
import type { Step } from './steps.js';
import { isDisabled } from './steps.js';
import { itemsOf, Properties } from './template/flatten.js';

/** A template that is named and was not taken in, with what it is handed. */
export interface UnreadTemplate {
  readonly name: ScalarNode;
  readonly parameters: SyntaxNode | undefined;
  /** Undefined for one of jobs or stages. */
  readonly step: Step | undefined;
}

/** The templates of a job that were not taken in: of jobs, and of steps. */
export function unreadTemplates({ template, properties, steps }: Job): readonly UnreadTemplate[] {
  const own =
    template === undefined
      ? []
      : [{ name: template, parameters: properties.get('parameters'), step: undefined }];
  const ofSteps = steps
    .filter((step) => !isDisabled(step))
    .flatMap((step): readonly UnreadTemplate[] =>
      step.kind === 'template' && step.head.kind === 'scalar'
        ? [{ name: step.head, parameters: step.properties.get('parameters'), step }]
        : [],
    );
  return [...own, ...ofSteps];
}

/** A scalar among what is handed over, under the name of its parameter. */
export interface Handed {
  readonly name: string;
  readonly value: ScalarNode;
}

/** Parameters of parameters; what lies deeper is rarely read. */
const DEPTH = 8;
const MOST = 512;

/** Keys of lists that are read as steps and jobs of this pipeline. */
const READ: ReadonlySet<string> = new Set([
  'task',
  'script',
  'bash',
  'pwsh',
  'powershell',
  'checkout',
  'job',
  'deployment',
  'stage',
]);

/** All scalars that a template is handed, but for steps and jobs, which are read for themselves. */
export function handedTo({ parameters }: UnreadTemplate): readonly Handed[] {
  const found: Handed[] = [];
  const visit = (node: SyntaxNode, name: string, depth: number): void => {
    if (depth > DEPTH || found.length >= MOST) return;
    if (node.kind === 'scalar') {
      if (node.value !== null) found.push({ name, value: node });
    } else if (node.kind === 'mapping') {
      if (node.entries.some(({ key }) => READ.has(key.text))) return;
      for (const { key, value } of node.entries) {
        visit(
          value,
          name === '' || key.text.includes('${{') ? (name === '' ? key.text : name) : `${name}.${key.text}`,
          depth + 1,
        );
      }
    } else for (const { value } of itemsOf(node)) visit(value, name, depth + 1);
  };
  if (parameters !== undefined) visit(parameters, '', 0);
  return found;
}

/** The names of the parameters that a template is handed. */
export function handedNames({ parameters }: UnreadTemplate): readonly string[] {
  return new Properties(parameters).keys.filter((key) => !key.includes('${{'));
}

/** The name itself, where it is one within an object. */
export function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
