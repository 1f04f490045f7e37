import type { Participant, Reference } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { resolveUri } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import { itemsOf, namesOf } from './nodes.js';
import type { Reading } from './reading.js';

/** A file that another one takes in. https://docs.gitlab.com/ci/yaml/#include */
export interface Include {
  readonly kind: 'local' | 'project' | 'remote' | 'template' | 'component' | 'artifact';
  /** How the reader knows it. */
  readonly name: string;
  readonly node: SyntaxNode;
  /** Whether its content is fixed by a commit or a digest. */
  readonly pinned: boolean;
  /** Conditions under which it is taken in. https://docs.gitlab.com/ci/yaml/#includerules */
  readonly rules?: SyntaxNode;
  /** The files of another project. https://docs.gitlab.com/ci/yaml/#includeproject */
  readonly paths?: readonly string[];
  /** Values for its inputs. https://docs.gitlab.com/ci/yaml/#includeinputs */
  readonly inputs?: SyntaxNode;
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
  const found = KINDS.map((kind) => ({ kind, node: get(item, kind) })).find(({ node }) => node !== undefined);
  const name = textOf(found?.node);
  if (found?.node === undefined || name === undefined) return [];
  const { kind, node } = found;
  const rules = get(item, 'rules');
  const inputs = get(item, 'inputs');
  const file = kind === 'project' ? get(item, 'file') : undefined;
  return [
    {
      kind,
      name,
      node,
      pinned: isPinned(kind, name, item),
      ...(rules === undefined ? {} : { rules }),
      ...(file === undefined ? {} : { paths: namesOf(file) }),
      ...(inputs === undefined ? {} : { inputs }),
    },
  ];
}

const KINDS = ['local', 'project', 'remote', 'template', 'component', 'artifact'] as const;

function isPinned(kind: Include['kind'], name: string, item: SyntaxNode): boolean {
  switch (kind) {
    case 'local':
      return true;
    case 'project':
      return COMMIT.test(textOf(get(item, 'ref')) ?? '');
    case 'remote':
      // https://docs.gitlab.com/ci/yaml/#includeintegrity
      return get(item, 'integrity') !== undefined;
    case 'component':
      return COMMIT.test(/@([^@]*)$/u.exec(name)?.[1] ?? '');
    default:
      return false;
  }
}

/** Included files of others, each of which may add to every job or change it. */
export function includedParticipants(reading: Reading, includes: readonly Include[]): readonly Participant[] {
  return includes
    .filter(({ kind }) => kind !== 'local' && kind !== 'artifact')
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

/** Links to included files of the same repository; where they were not looked for, by what their path would be. */
export function includeReferences(
  reading: Reading,
  includes: readonly (Include & { readonly files?: readonly { readonly uri: Uri }[] })[],
): readonly Reference[] {
  return includes.flatMap((include) => {
    const { name, node } = include;
    const found = include.files?.map(({ uri }) => uri) ?? [];
    return (found.length > 0 ? found : namedUri(reading, include)).map((key, index) => ({
      id: index === 0 ? `includes:${name}` : `includes:${name} ${String(index + 1)}`,
      kind: 'includes' as const,
      target: { space: 'pipeline-file' as const, key },
      name,
      origin: reading.originOf(node),
    }));
  });
}

function namedUri(reading: Reading, { kind, name }: Include): readonly Uri[] {
  if (kind !== 'local' || /[*$]/u.test(name)) return [];
  const uri = resolveUri(projectRoot(reading.uri), name.replace(/^\/+/u, ''));
  return uri === undefined ? [] : [uri];
}

/** The folder that holds `.gitlab-ci.yml`, or the `.gitlab` folder, of this file. */
export function projectRoot(uri: string): string {
  const folder = /^(.*?)\/(?:\.gitlab|\.gitlab-ci|\.ci|ci)\//u.exec(uri)?.[1];
  return folder ?? uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}
