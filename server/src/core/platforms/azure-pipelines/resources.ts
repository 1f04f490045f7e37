import type { ScalarNode } from '../../syntax/syntaxTree.js';
import type { Pipeline } from './pipeline.js';
import { itemsOf, Properties } from './template/flatten.js';

/** Another repository that a file names under `resources`. */
interface RepositoryResource {
  readonly name: string;
  /** `git` is Azure Repos of the same organisation. */
  readonly type: string;
  readonly ref: string | undefined;
}

/** What a file names under `resources`, by alias. */
export interface Resources {
  readonly repositories: ReadonlyMap<string, RepositoryResource>;
  readonly images: ReadonlyMap<string, ScalarNode>;
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/resources */
export function resourcesOf(pipeline: Pipeline): Resources {
  const blocks = new Properties(pipeline.properties.get('resources'));
  const repositories = new Map<string, RepositoryResource>();
  for (const { value } of itemsOf(blocks.get('repositories'))) {
    const properties = new Properties(value);
    const alias = properties.text('repository');
    if (alias === undefined) continue;
    repositories.set(alias.toLowerCase(), {
      name: properties.text('name') ?? alias,
      type: properties.text('type')?.toLowerCase() ?? 'git',
      ref: properties.text('ref'),
    });
  }
  const images = new Map<string, ScalarNode>();
  for (const { value } of itemsOf(blocks.get('containers'))) {
    const properties = new Properties(value);
    const alias = properties.text('container');
    const image = properties.scalar('image');
    if (alias !== undefined && image !== undefined) images.set(alias.toLowerCase(), image);
  }
  return { repositories, images };
}
