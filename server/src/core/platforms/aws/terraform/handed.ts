import { ownOf } from '../../../collections/ownOf.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get } from '../../../syntax/syntaxTree.js';
import { entryAt, mappingAt, scalarAt } from './build.js';
import type { Block } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import { NO_SCOPE } from './scope.js';

/** A resource that writes a secret or a variable of pipelines: the attributes of its name, its value, its environment. */
interface Writes {
  readonly by: 'secret' | 'variable';
  readonly name: string;
  readonly values: readonly string[];
  readonly environment?: string;
}

const secret: Writes = { by: 'secret', name: 'secret_name', values: ['value', 'plaintext_value'] };
const variable: Writes = { by: 'variable', name: 'variable_name', values: ['value'] };
const gitlab: Writes = { by: 'variable', name: 'key', values: ['value'], environment: 'environment_scope' };

/**
 * Each with its page under https://registry.terraform.io/providers/integrations/github/latest/docs/resources/ or
 * https://registry.terraform.io/providers/gitlabhq/gitlab/latest/docs/resources/. Dependabot and Codespaces have secrets
 * of their own, which jobs do not see.
 */
const WRITES: Readonly<Record<string, Writes>> = {
  github_actions_secret: secret,
  github_actions_organization_secret: secret,
  github_actions_environment_secret: { ...secret, environment: 'environment' },
  github_actions_variable: variable,
  github_actions_organization_variable: variable,
  github_actions_environment_variable: { ...variable, environment: 'environment' },
  gitlab_project_variable: gitlab,
  gitlab_group_variable: gitlab,
  gitlab_instance_variable: { by: 'variable', name: 'key', values: ['value'] },
};

/** What an output has to speak of, or what it is made of: any other names no role. */
const SPEAKS_OF_ROLE = /role|arn|oidc/iu;

/** Outputs, and secrets and variables that are written, as outputs of the template that says the same. */
export function outputEntries(evaluator: Evaluator): readonly SyntaxEntry[] {
  return [
    ...evaluator.configuration.outputs.flatMap((block) => outputOf(evaluator, block)),
    ...evaluator.resources.flatMap((block) => writtenBy(evaluator, block)),
  ];
}

function outputOf(evaluator: Evaluator, { name, key, body }: Block): readonly SyntaxEntry[] {
  const value = get(body, 'value');
  const description = entry(body, 'description');
  if (value === undefined || !SPEAKS_OF_ROLE.test(`${name} ${textAt(evaluator, body)}`)) return [];
  const made = evaluator.guarded(`output.${name}`, () => evaluator.value(value, NO_SCOPE));
  if (made === undefined) return [];
  return [
    {
      key: scalarAt(key.range, name, key.style),
      value: mappingAt(body.range, [
        entryAt(value.range, 'Value', made),
        ...(description === undefined
          ? []
          : [entryAt(description.key.range, 'Description', description.value)]),
      ]),
      merged: false,
    },
  ];
}

function writtenBy(evaluator: Evaluator, block: Block): readonly SyntaxEntry[] {
  const writes = ownOf(WRITES, block.type);
  if (writes === undefined) return [];
  const scope = evaluator.scopeOf(block);
  const worked = (attribute: string | undefined): SyntaxNode | undefined => {
    const node = attribute === undefined ? undefined : get(block.body, attribute);
    return node && evaluator.value(node, scope);
  };
  const name = worked(writes.name);
  const value = writes.values.map(worked).find((node) => node !== undefined);
  if (name?.kind !== 'scalar' || value === undefined) return [];
  const environment = worked(writes.environment);
  const everywhere = environment?.kind === 'scalar' && environment.text === '*';
  return [
    {
      key: scalarAt(block.key.range, name.text, block.key.style),
      value: mappingAt(block.body.range, [
        entryAt(value.range, 'Value', value),
        entryAt(block.key.range, 'By', scalarAt(block.key.range, writes.by)),
        ...(environment === undefined || everywhere
          ? []
          : [entryAt(environment.range, 'Environment', environment)]),
      ]),
      merged: false,
    },
  ];
}

function textAt({ reading }: Evaluator, { range }: SyntaxNode): string {
  return reading.textAt(range).text.slice(range.start, range.end);
}
