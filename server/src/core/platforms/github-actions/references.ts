import type { Reference } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { resolveUri } from '../../text/uri.js';
import type { Around } from './around.js';
import type { Reading } from './reading.js';
import type { Trigger } from './triggers.js';
import type { Job } from './workflow.js';

const GITHUB = '/.github/';

/** The folder that holds `.github`, or the file's own folder for a file elsewhere. */
export function repositoryRoot(uri: Uri): Uri {
  const at = uri.lastIndexOf(GITHUB);
  return at >= 0 ? uri.slice(0, at) : uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The name by which `workflow_run` of the same repository can follow a workflow. */
export function pipelineNameKey(uri: Uri, name: string): string {
  return `${repositoryRoot(uri)}::${name}`;
}

/** What a job's text refers to: the workflow it calls, local actions of its steps, jobs it needs. */
export function jobReferences(
  reading: Reading,
  workflow: Around,
  job: Job,
  /** Numbers of the steps whose local action is read in their place. */
  bound: ReadonlySet<number>,
): readonly Reference[] {
  const needs = job.needs
    .filter(({ id }) => workflow.hasJob(id))
    .map(({ id, node }): Reference => ({
      id: `needs:${id}`,
      kind: 'needs',
      target: { space: 'session', key: `${reading.uri}#job:${id}` },
      name: id,
      origin: reading.originOf(node),
    }));
  return [...callReference(reading, job), ...needs, ...includeReferences(reading, job.steps, bound)];
}

function callReference(reading: Reading, job: Job): readonly Reference[] {
  if (job.uses === undefined) return [];
  const secrets = get(job.node, 'secrets');
  const local = localTarget(reading.uri, job.uses.text);
  return [
    {
      id: 'calls',
      kind: 'calls',
      target:
        local === undefined
          ? { space: 'external', key: job.uses.text }
          : { space: 'pipeline-file', key: local },
      name: job.uses.text,
      origin: reading.originOf(job.uses),
      passes: {
        secrets:
          secrets?.kind === 'scalar' && secrets.text === 'inherit'
            ? 'all'
            : entries(secrets).map((entry) => entry.key.text),
        ...(secrets === undefined ? {} : { secretsOrigin: reading.originOf(secrets) }),
      },
    },
  ];
}

/** Local actions that steps use; a composite action's own steps may use others. */
export function includeReferences(
  reading: Reading,
  steps: readonly { readonly number: number; readonly uses: SyntaxNode | undefined }[],
  bound: ReadonlySet<number> = NONE,
): readonly Reference[] {
  return steps.flatMap(({ number, uses }) => {
    const text = uses?.kind === 'scalar' ? uses.text : '';
    const folder = localTarget(reading.uri, text);
    if (uses === undefined || folder === undefined) return [];
    return [
      {
        id: `includes:${String(number)}`,
        kind: 'includes' as const,
        target: { space: 'action-folder' as const, key: folder },
        name: text,
        origin: reading.originOf(uses),
        ...(bound.has(number) ? { bound: true as const } : {}),
      },
    ];
  });
}

const NONE: ReadonlySet<number> = new Set();

/** The URI of a `./…` or `$/…` reference; both start at the repository's root. */
function localTarget(uri: Uri, text: string): Uri | undefined {
  const path = /^[.$]\/(.*)$/u.exec(text)?.[1];
  if (path === undefined || text.includes('${{')) return undefined;
  return resolveUri(repositoryRoot(uri), path);
}

/** One reference for each workflow that a `workflow_run` trigger follows. */
export function followReferences(reading: Reading, trigger: Trigger): readonly Reference[] {
  return trigger.workflows.map(({ name, node }) => ({
    id: followId(trigger),
    kind: 'follows',
    target: { space: 'pipeline-name', key: pipelineNameKey(reading.uri, name) },
    name,
    origin: reading.originOf(node),
  }));
}

/** The id that a trigger's follow references share. */
export function followId(trigger: Trigger): string {
  return `follows:${trigger.workflows.map(({ name }) => name).join('|')}`;
}
