import type { Host } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { scalarsOf } from './filters.js';
import type { Pipeline } from './pipeline.js';
import type { Reading } from './reading.js';
import type { Place } from './starts.js';
import { Properties } from './template/flatten.js';
import type { Values } from './variables.js';

/** What runs a job: the machine, or the server itself for a job without one. */
export type Runner =
  { readonly kind: 'server' } | { readonly kind: 'agent'; readonly host: Host | undefined };

/** The pool that a job runs in: its own, that of its hooks, else that of its stage or of the file. */
export function poolOf(pipeline: Pipeline, { stage, job }: Place): SyntaxNode | undefined {
  return (
    job.properties.get('pool') ??
    hookPool(job.properties) ??
    stage.properties.get('pool') ??
    pipeline.properties.get('pool') ??
    job.properties.get('queue')
  );
}

function hookPool(job: Properties): SyntaxNode | undefined {
  const strategy = new Properties(job.get('strategy'));
  for (const name of strategy.keys) {
    const pool = new Properties(new Properties(strategy.get(name)).get('deploy')).get('pool');
    if (pool !== undefined) return pool;
  }
  return undefined;
}

/** What a job runs on, by its pool. */
export function runnerOf(reading: Reading, node: SyntaxNode | undefined, values: Values): Runner {
  if (node === undefined) return { kind: 'agent', host: undefined };
  if (node.kind === 'scalar') {
    if (node.value === null) return { kind: 'agent', host: undefined };
    return node.text.toLowerCase() === 'server'
      ? { kind: 'server' }
      : { kind: 'agent', host: namedPool(reading, node, values.fill(node.text), []) };
  }
  const properties = new Properties(node);
  const image = properties.scalar('vmImage');
  if (image !== undefined) {
    return { kind: 'agent', host: hosted(reading, image, values.fill(image.text)) };
  }
  const name = properties.scalar('name');
  if (name === undefined) return { kind: 'agent', host: undefined };
  const demands = scalarsOf(properties.get('demands')).map(({ text }) => text);
  return { kind: 'agent', host: namedPool(reading, name, values.fill(name.text), demands) };
}

function hosted(reading: Reading, node: SyntaxNode, image: string): Host {
  return {
    kind: 'hosted',
    state: 'fresh',
    labels: [image],
    why: 'each job on an agent of Microsoft gets a fresh machine',
    origin: reading.originOf(node),
  };
}

/** Pools that Microsoft ran before images were named. */
const OLD_HOSTED = /^(?:azure pipelines|hosted(?: .*)?)$/iu;

/** https://learn.microsoft.com/en-us/azure/devops/managed-devops-pools/demands */
const OF_MANAGED_POOLS = /^(?:ImageOverride|WorkFolder|Priority)\b/iu;

/**
 * A pool that is named is one of the organisation: of machines of its own, of a scale set, or one that Microsoft manages
 * for it; the name does not tell which.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/agents/pools-queues
 */
function namedPool(reading: Reading, node: SyntaxNode, name: string, demands: readonly string[]): Host {
  const facts = { labels: [name], origin: reading.originOf(node) };
  if (OLD_HOSTED.test(name)) return { ...hosted(reading, node, name), ...facts };
  if (/\$[([{]/u.test(name)) {
    return { ...facts, kind: 'unknown', state: 'unknown', why: 'which pool it is, is computed' };
  }
  if (demands.some((demand) => OF_MANAGED_POOLS.test(demand))) {
    return {
      ...facts,
      kind: 'unknown',
      state: 'unknown',
      why: 'by its demands it is a managed pool, which makes agents anew unless it is set to keep them',
    };
  }
  return {
    ...facts,
    kind: 'self-hosted',
    state: 'unknown',
    why: 'a self-hosted agent keeps its folders from job to job unless its pool makes agents anew',
  };
}
