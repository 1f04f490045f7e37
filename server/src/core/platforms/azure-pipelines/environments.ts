import type { ScalarNode } from '../../syntax/syntaxTree.js';
import type { Job } from './pipeline.js';
import type { Guards } from './template/flatten.js';
import { Properties } from './template/flatten.js';
import type { Values } from './variables.js';

/** The environment that a deployment job names, without the resource in it. */
interface EnvironmentName {
  readonly name: string;
  readonly node: ScalarNode;
  /** False for one that is computed. */
  readonly isStatic: boolean;
  readonly guards: Guards;
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/jobs-deployment-environment */
export function environmentsOf(job: Job, values: Values): readonly EnvironmentName[] {
  if (job.kind !== 'deployment') return [];
  return job.properties.all('environment').flatMap(({ value: entry, guards }) => {
    const { value } = entry;
    const node = value.kind === 'mapping' ? new Properties(value).scalar('name') : value;
    if (node?.kind !== 'scalar' || node.value === null || node.text === '') return [];
    const filled = values.fill(node.text);
    const isStatic = !/\$[([{]/u.test(filled);
    const name = value.kind === 'mapping' || !isStatic ? filled : (filled.split('.')[0] ?? filled);
    return [{ name, node, isStatic, guards }];
  });
}
