import type { Participant, Reference } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { resolveUri } from '../../text/uri.js';
import { itemsOf } from './pipeline.js';
import type { Reading } from './reading.js';

/** A file that another one takes in. https://docs.gitlab.com/ci/yaml/#include */
export interface Include {
  readonly kind: 'local' | 'project' | 'remote' | 'template' | 'component';
  /** How the reader knows it. */
  readonly name: string;
  readonly node: SyntaxNode;
  /** Whether its content is fixed by a commit or a digest. */
  readonly pinned: boolean;
}

const COMMIT = /^[0-9a-f]{40,64}$/iu;

/** What `include:`, of a file or of a `trigger`, names. */
export function includesOf(node: SyntaxNode | undefined): readonly Include[] {
  return itemsOf(node).flatMap((item): readonly Include[] => {
    if (item.kind === 'scalar') {
      const isRemote = /^https?:\/\//u.test(item.text);
      return [{ kind: isRemote ? 'remote' : 'local', name: item.text, node: item, pinned: !isRemote }];
    }
    return included(item);
  });
}

function included(item: SyntaxNode): readonly Include[] {
  const local = get(item, 'local');
  const project = get(item, 'project');
  const remote = get(item, 'remote');
  const template = get(item, 'template');
  const component = get(item, 'component');
  if (local !== undefined) return one('local', local, true);
  if (project !== undefined) return one('project', project, COMMIT.test(textOf(get(item, 'ref')) ?? ''));
  // https://docs.gitlab.com/ci/yaml/#includeintegrity
  if (remote !== undefined) return one('remote', remote, get(item, 'integrity') !== undefined);
  if (template !== undefined) return one('template', template, false);
  if (component === undefined) return [];
  return one('component', component, COMMIT.test(/@([^@]*)$/u.exec(textOf(component) ?? '')?.[1] ?? ''));
}

function one(kind: Include['kind'], node: SyntaxNode, pinned: boolean): readonly Include[] {
  const name = textOf(node);
  return name === undefined ? [] : [{ kind, name, node, pinned }];
}

/** Included files of others, each of which may add to every job or change it. */
export function includedParticipants(reading: Reading, includes: readonly Include[]): readonly Participant[] {
  return includes
    .filter(({ kind }) => kind !== 'local')
    .map(({ kind, name, node, pinned }) => ({
      name,
      party: partyOf(kind, name),
      pinned,
      form: 'pipeline' as const,
      holdsToken: 'ambient' as const,
      holdsSecrets: [],
      origin: reading.originOf(node),
    }));
}

/** Templates come with GitLab, and so do the components of its own group. */
function partyOf(kind: Include['kind'], name: string): Participant['party'] {
  if (kind === 'template') return 'platform';
  if (kind === 'component' && /^(?:\$\{?CI_SERVER_(?:FQDN|HOST)\}?|gitlab\.com)\/components\//u.test(name)) {
    return 'platform';
  }
  return kind === 'project' ? 'same-owner' : 'third-party';
}

/** Links to included files of the same repository. */
export function includeReferences(reading: Reading, includes: readonly Include[]): readonly Reference[] {
  return includes.flatMap(({ kind, name, node }) => {
    const key = resolveUri(projectRoot(reading.uri), name.replace(/^\/+/u, ''));
    if (kind !== 'local' || key === undefined || /[*$]/u.test(name)) return [];
    return [
      {
        id: `includes:${name}`,
        kind: 'includes' as const,
        target: { space: 'pipeline-file' as const, key },
        name,
        origin: reading.originOf(node),
      },
    ];
  });
}

/** The folder that holds `.gitlab-ci.yml`, or the `.gitlab` folder, of this file. */
function projectRoot(uri: string): string {
  const folder = /^(.*?)\/(?:\.gitlab|\.gitlab-ci|\.ci|ci)\//u.exec(uri)?.[1];
  return folder ?? uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}
