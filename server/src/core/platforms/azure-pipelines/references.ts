import type { Reference, Unknown } from '../../model/facts.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { parentUri, resolveUri } from '../../text/uri.js';
import { distinct } from '../../collections/grouping.js';
import type { UnreadTemplate } from './handed.js';
import { handedNames } from './handed.js';
import type { Job, Stage } from './pipeline.js';
import type { NamedPlace } from './places.js';
import type { Reading } from './reading.js';
import type { Resources } from './resources.js';
import type { Reader as SecretReader } from './secrets.js';
import { secretsHanded } from './secrets.js';
import type { Starts } from './starts.js';
import { quoted } from '../../text/quoted.js';
import type { Call } from './template/context.js';

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

/** The calls by which a job came in, outermost first. */
export function callsOf(reading: Reading, stage: Stage, job: Job): readonly Call[] {
  return [...reading.callsOf(stage.node), ...reading.callsOf(job.node)];
}

/** What references of a job rest on. */
interface Around {
  readonly reading: Reading;
  readonly starts: Starts;
  /** Local ids of the sessions of jobs. */
  readonly ids: ReadonlyMap<Job, string>;
}

/** What a job refers to: templates, and the jobs that it waits for. */
export function jobReferences({ reading, starts, ids }: Around, place: NamedPlace): readonly Reference[] {
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
  return [...calls, ...needed, ...steps, ...takenIn(reading, place)];
}

/** The templates of which a job is made, each once for each place that names it. */
function takenIn(reading: Reading, { stage, job }: NamedPlace): readonly Reference[] {
  const calls = [
    ...callsOf(reading, stage, job),
    ...job.steps.flatMap(({ node }) => reading.callsOf(node)),
    ...[stage, job].flatMap(({ variables }) => variables.nodes.flatMap((node) => reading.callsOf(node))),
  ];
  return distinct(calls, ({ node }) => node).map(({ node, uri }, index) => ({
    id: `template:${String(index + 1)}`,
    kind: 'includes',
    target: { space: 'pipeline-file', key: uri },
    name: node.text,
    origin: reading.originOf(node),
  }));
}

function templateReference(reading: Reading, node: ScalarNode, id: string): Reference {
  const place = templatePlace(reading.fileOf(node), node.text);
  const isLocal = place.kind === 'local';
  const why = reading.whyUnresolved(node);
  return {
    id,
    // What lies elsewhere has no file to be called.
    kind: isLocal && (why === undefined || why === 'not here') ? 'calls' : 'includes',
    target: isLocal ? { space: 'pipeline-file', key: place.uri } : { space: 'external', key: node.text },
    name: node.text,
    origin: reading.originOf(node),
    ...(isLocal ? { passes: { secrets: [] } } : {}),
  };
}

/** What tells what a template may do that was not read. */
interface Unread extends SecretReader {
  readonly resources: Resources;
}

/** What templates do that no file of this repository tells, and what they do it with. */
export function unknownTemplates(around: Unread, templates: readonly UnreadTemplate[]): readonly Unknown[] {
  const { reading } = around;
  return templates.flatMap((template): readonly Unknown[] => {
    const { name } = template;
    const why = whyUnknown(around, name);
    if (why === undefined) return [];
    const place = templatePlace(reading.fileOf(name), name.text);
    const what = place.kind === 'repository' ? place.path : name.text;
    const handed = handedWords(around, template);
    return [
      {
        what: `what template ${quoted(what)} does`,
        why: handed === '' ? why : `${why}; ${handed}`,
        origin: reading.originOf(name),
      },
    ];
  });
}

/** Why it is not known what a template does; `undefined` where the link to its file tells. */
function whyUnknown({ reading, resources }: Unread, name: ScalarNode): string | undefined {
  const place = templatePlace(reading.fileOf(name), name.text);
  if (place.kind === 'computed') return 'which file it is, is computed';
  if (place.kind === 'repository') {
    const repository = resources.repositories.get(place.alias.toLowerCase());
    return `it lies in the repository ${quoted(repository?.name ?? place.alias)}`;
  }
  switch (reading.whyUnresolved(name)) {
    case 'circle':
      return 'it takes itself in';
    case 'too much':
      return 'the templates come to more than Azure Pipelines allows';
    case 'nothing':
      return 'it has nothing of what is asked for here';
    default:
      return undefined;
  }
}

const MOST_NAMES = 6;

/** What a template is handed, in words: its parameters, and the secrets among them. */
function handedWords(around: Unread, template: UnreadTemplate): string {
  const names = handedNames(template);
  if (names.length === 0) return '';
  const secrets = [...new Set(secretsHanded(around, template).map(({ name }) => name))];
  const told = listed(names);
  return secrets.length === 0
    ? `it gets ${told}`
    : `it gets ${told}, with ${secrets.includes(OWN_TOKEN_NAME) && secrets.length === 1 ? 'the token' : 'the secrets'} ${listed(secrets)}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => quoted(name));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${String(more)} more` : shown.join(', ');
}

const OWN_TOKEN_NAME = 'System.AccessToken';
