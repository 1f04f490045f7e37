import type { Composer, Composing, UnitFile, UnitPart } from '../../../server/src/core/compose/composer.js';
import { emptySession } from '../../../server/src/core/model/emptySession.js';
import type { FileFacts, SessionFacts } from '../../../server/src/core/model/facts.js';
import type { Platform } from '../../../server/src/core/platforms/platform.js';
import { SURE } from '../../../server/src/core/platforms/platform.js';
import type { SyntaxNode, SyntaxTree } from '../../../server/src/core/syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../server/src/core/syntax/syntaxTree.js';
import type { Uri } from '../../../server/src/core/text/uri.js';

/*
 * A language that composes in every way that real ones do, in a few lines. A playbook is `*.play.yml`; it takes in files
 * of any name (`include`, with globs), starts other playbooks (`start`), and its roles borrow what another role says
 * (`like`), over files and in circles.
 */

interface Role {
  readonly name: string;
  readonly file: UnitFile;
  readonly node: SyntaxNode;
}

function listOf(node: SyntaxNode | undefined): readonly string[] {
  if (node?.kind === 'sequence') return node.items.flatMap((item) => textOf(item) ?? []);
  return textOf(node) === undefined ? [] : [textOf(node) ?? ''];
}

function membersOf(composing: Composing, unit: string): readonly UnitFile[] {
  const found = new Map<string, UnitFile>();
  const open = [unit];
  for (let path = open.pop(); path !== undefined && found.size < 100; path = open.pop()) {
    if (found.has(path)) continue;
    const file = composing.file(path);
    if (file === undefined) continue;
    found.set(path, file);
    for (const named of listOf(get(file.tree.documents[0], 'include'))) {
      open.push(...(named.includes('*') ? composing.matching(named) : [named]));
    }
  }
  return [...found.values()];
}

function rolesOf(composing: Composing, unit: string): ReadonlyMap<string, Role> {
  const roles = membersOf(composing, unit).flatMap((file) =>
    entries(get(file.tree.documents[0], 'roles')).map(
      ({ key, value }) => [key.text, { name: key.text, file, node: value }] as const,
    ),
  );
  return new Map(roles);
}

/** What a role may do, by itself and by the one that it is like. */
function rightsOf(composing: Composing, key: string): string {
  const [unit = '', name = ''] = key.split(' ');
  const node = rolesOf(composing, unit).get(name)?.node;
  const like = textOf(get(node, 'like'));
  const own = listOf(get(node, 'may'));
  const other = like === undefined ? '' : (composing.part(`${unit} ${like}`) as string | undefined);
  if (other === undefined) return 'circle';
  return [...own, ...other.split(' ').filter(Boolean)].join(' ');
}

const composer: Composer = {
  begins: ({ path }) => (path.endsWith('.play.yml') ? [path] : []),
  names: ({ tree }) => listOf(get(tree.documents[0], 'include')),
  part: (key, composing) => rightsOf(composing, key),
  compose: (unit, composing) => {
    const byFile = new Map<Uri, SessionFacts[]>();
    const members = membersOf(composing, unit);
    for (const { uri } of members) byFile.set(uri, []);
    for (const { name, file, node } of rolesOf(composing, unit).values()) {
      const rights = String(composing.part(`${unit} ${name}`));
      byFile.get(file.uri)?.push(session(unit, name, { uri: file.uri, node, rights }));
    }
    const parts = members.map(({ uri, path }): readonly [Uri, UnitPart] => [
      uri,
      { ...nothing(), title: path, sessions: byFile.get(uri) ?? [] },
    ]);
    const root = composing.file(unit);
    return { files: new Map(parts), starts: listOf(get(root?.tree.documents[0], 'start')) };
  },
};

function session(
  unit: string,
  name: string,
  { uri, node, rights }: { readonly uri: Uri; readonly node: SyntaxNode; readonly rights: string },
): SessionFacts {
  const origin = { uri, range: node.range };
  return {
    ...emptySession(origin, node.range),
    localId: `role:${name}@${unit}`,
    kind: 'service-account',
    name,
    noun: 'role',
    label: `${name} in ${unit} may ${rights}`,
    credential: name,
    subject: { role: name, unit, rights },
    role: 'runs',
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'nothing', origin },
  };
}

function nothing(): Pick<FileFacts, 'complete' | 'problems' | 'definitions' | 'notes' | 'sessions'> {
  return { complete: true, problems: [], definitions: [], notes: [], sessions: [] };
}

function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  return {
    ...nothing(),
    uri,
    platform: 'redis',
    title: 'alone',
    complete: tree.complete,
  };
}

/** Goes by the name of a platform that there is, since those are counted. */
export const playbooks: Platform = {
  id: 'redis',
  name: 'Playbooks',
  globs: ['**/*.yml'],
  select: ({ path }) => (/\.(?:play|part)\.yml$/u.test(path) ? SURE.place : SURE.not),
  format: () => 'yaml',
  lower,
  composer,
  remediate: () => undefined,
};

/** A workspace of playbooks that include, start and resemble each other, in circles too. */
export const PLAYBOOKS: ReadonlyMap<string, string> = new Map([
  [
    'one.play.yml',
    'include: [parts/base.txt, "more/*.part.yml"]\nroles:\n  a: { may: [read], like: base }\n  z: { like: deep }\n',
  ],
  [
    'two.play.yml',
    'include: parts/base.txt\nstart: [more/deep.part.yml, one.play.yml]\nroles:\n  b: { like: base }\n',
  ],
  ['parts/base.txt', 'include: [more/deep.part.yml]\nroles:\n  base: { may: [list, look] }\n'],
  [
    'more/deep.part.yml',
    'include: [parts/base.txt]\nroles:\n  deep: { may: [dig], like: deeper }\n  deeper: { like: deep }\n',
  ],
  ['more/late.part.yml', 'start: [more/deep.part.yml]\nroles:\n  late: { may: [wait] }\n'],
]);
