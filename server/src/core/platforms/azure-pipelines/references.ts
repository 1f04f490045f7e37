import type { Reference, Unknown } from '../../model/facts.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { parentUri, resolveUri } from '../../text/uri.js';
import type { Job } from './pipeline.js';
import type { NamedPlace } from './places.js';
import type { Reading } from './reading.js';
import type { Resources } from './resources.js';
import type { Starts } from './starts.js';
import { quoted } from '../../text/quoted.js';

/** Where a template lies: in this repository, in another one, or where only a run tells. */
type TemplatePlace =
  | { readonly kind: 'local'; readonly uri: Uri }
  | { readonly kind: 'repository'; readonly alias: string; readonly path: string }
  | { readonly kind: 'computed' };

/**
 * A path begins at the file that names it, with `/` at the root of the repository, and may name another repository
 * behind an `@`.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/templates#reference-template-paths
 */
export function templatePlace(uri: Uri, text: string): TemplatePlace {
  if (/\$[([{]/u.test(text)) return { kind: 'computed' };
  const [, path = text, alias] = /^(.*?)(?:@([^@/]+))?$/u.exec(text) ?? [];
  if (alias !== undefined && alias.toLowerCase() !== 'self') return { kind: 'repository', alias, path };
  const target = path.startsWith('/')
    ? resolveUri(rootOf(uri, path), path)
    : resolveUri(parentUri(uri), path);
  return target === undefined ? { kind: 'computed' } : { kind: 'local', uri: target };
}

/** Folders at the root of a repository in which pipelines lie. */
const CUSTOMARY =
  /\/(?:\.azure-?pipelines|\.azuredevops|\.azdo|\.pipelines|\.vsts|azure-?pipelines?|eng|build|ci)\//iu;

/** The root of the repository: what a path from there begins with tells it, where the file lies below that too. */
function rootOf(uri: Uri, path: string): Uri {
  const first = path.split('/')[1] ?? '';
  const at = uri.indexOf(`/${first}/`, uri.indexOf('://') + 3);
  if (first !== '' && at >= 0) return uri.slice(0, at);
  const customary = CUSTOMARY.exec(uri);
  return customary === null ? parentUri(uri) : uri.slice(0, customary.index);
}

/** What a job refers to: templates, and the jobs that it waits for. */
export function jobReferences(
  reading: Reading,
  starts: Starts,
  place: NamedPlace,
  ids: ReadonlyMap<Job, string>,
): readonly Reference[] {
  const { job } = place;
  // Of several of one name the first is pointed at.
  const named = new Map([...(job.dependsOn ?? [])].reverse().map(({ name, node }) => [name, node]));
  const needed = starts.jobsBefore(place).flatMap((other): readonly Reference[] => {
    const target = ids.get(other);
    const node = named.get(other.id) ?? job.head;
    if (target === undefined) return [];
    return [
      {
        id: `needs:${target}`,
        kind: 'needs',
        target: { space: 'session', key: `${reading.uri}#${target}` },
        name: other.id,
        origin: reading.originOf(node),
      },
    ];
  });
  const calls = job.template === undefined ? [] : [templateReference(reading, job.template, 'calls')];
  // Steps of a template run in the job, with all that the job has: their file is started by whatever starts the job.
  const steps = job.steps.flatMap(({ kind, head, number }) =>
    kind === 'template' && head.kind === 'scalar'
      ? [templateReference(reading, head, `calls:${String(number)}`)]
      : [],
  );
  return [...calls, ...needed, ...steps];
}

function templateReference(reading: Reading, node: ScalarNode, id: string): Reference {
  const place = templatePlace(reading.uri, node.text);
  const isLocal = place.kind === 'local';
  return {
    id,
    // What lies elsewhere has no file to be called.
    kind: isLocal ? 'calls' : 'includes',
    target: isLocal ? { space: 'pipeline-file', key: place.uri } : { space: 'external', key: node.text },
    name: node.text,
    origin: reading.originOf(node),
    ...(isLocal ? { passes: { secrets: [] } } : {}),
  };
}

/** What templates do that no file of this repository tells. */
export function unknownTemplates(
  reading: Reading,
  { repositories }: Resources,
  nodes: readonly ScalarNode[],
): readonly Unknown[] {
  return nodes.flatMap((node): readonly Unknown[] => {
    const place = templatePlace(reading.uri, node.text);
    if (place.kind === 'local') return [];
    const origin = reading.originOf(node);
    if (place.kind === 'computed') {
      return [
        { what: `what template ${quoted(node.text)} does`, why: 'which file it is, is computed', origin },
      ];
    }
    const repository = repositories.get(place.alias.toLowerCase());
    const where = repository === undefined ? quoted(place.alias) : quoted(repository.name);
    return [
      { what: `what template ${quoted(place.path)} does`, why: `it lies in the repository ${where}`, origin },
    ];
  });
}
