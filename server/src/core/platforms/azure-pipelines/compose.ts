import type { Composing, UnitFacts, UnitFile, UnitPart } from '../../compose/composer.js';
import type { FileFacts } from '../../model/facts.js';
import { baseName, relativePath } from '../../text/uri.js';
import { lowerPipeline } from './lowerPipeline.js';
import { isTemplate, namesStart } from './select.js';
import type { TemplateFile } from './template/context.js';
import type { ExpandedPipeline } from './template/expansion.js';
import { expandPipeline } from './template/expansion.js';
import { templatesAmong } from './templateFiles.js';

/** Two expansions are the same only as the same object: each is made of files that have changed. */
class Expanded {
  constructor(readonly pipeline: ExpandedPipeline | undefined) {}

  equals(other: unknown): boolean {
    return other === this;
  }
}

const EXPANSION = 'expansion ';
const REACHED = 'reached ';

/** The paths that a pipeline reaches that names more than may be taken in. */
const ALL = 'all';

/** Parts of a unit: the pipeline put together, and the paths of the files that this takes in. */
export function part(key: string, composing: Composing): unknown {
  if (key.startsWith(EXPANSION)) return new Expanded(expansionOf(key.slice(EXPANSION.length), composing));
  const { pipeline } = composing.part(`${EXPANSION}${key.slice(REACHED.length)}`) as Expanded;
  // Where not all is taken in, the pipeline says so, and what it leaves out would be too much by itself as well.
  if (pipeline?.isCut === true) return ALL;
  return [...(pipeline?.files.keys() ?? [])].map((uri) => relativePath(composing.root, uri));
}

function expansionOf(path: string, composing: Composing): ExpandedPipeline | undefined {
  const file = composing.file(path);
  if (file === undefined) return undefined;
  return expandPipeline(file, isCalled(file, composing), templatesAmong(composing));
}

/** Whether others take a file in: by its look, or because one of them names it and nothing in it starts runs. */
function isCalled({ uri, path, text }: UnitFile, { namedBy }: Composing): boolean {
  return isTemplate(uri, text) || (!namesStart(text) && namedBy(path).some((other) => other !== path));
}

/** What a unit says, in the pipeline's file and in those that it takes in. */
export function compose(path: string, composing: Composing): UnitFacts {
  const file = composing.file(path);
  if (file === undefined) return NOTHING;
  const called = isCalled(file, composing);
  if (called && isReached(path, composing)) return NOTHING;
  const { pipeline } = composing.part(`${EXPANSION}${path}`) as Expanded;
  const { uri, tree } = file;
  const facts = lowerPipeline({
    uri,
    tree,
    tools: composing.tools(path),
    isCalled: called,
    expanded: pipeline,
  });
  return {
    files: new Map([
      ...[...(pipeline?.files.values() ?? [])].map(
        (taken) => [taken.uri, takenIn(taken, composing)] as const,
      ),
      [uri, partOf(facts)],
    ]),
  };
}

const NOTHING: UnitFacts = { files: new Map() };

function partOf(facts: FileFacts): UnitPart {
  const { title, complete, problems, sessions, definitions, notes, callContract } = facts;
  const contract = callContract === undefined ? {} : { callContract };
  return { title, complete, problems, sessions, definitions, notes, ...contract };
}

/** What is said in a template that a pipeline takes in: that it is one. Its sessions are those of the pipeline. */
function takenIn({ uri, tree }: TemplateFile, composing: Composing): UnitPart {
  const own = composing.own(relativePath(composing.root, uri));
  if (own !== undefined) return { ...partOf(own), sessions: [], definitions: own.definitions.filter(isFile) };
  const [root] = tree.documents;
  const node = root?.kind === 'mapping' ? (root.entries[0]?.key ?? root) : root;
  return {
    title: baseName(uri).replace(/\.ya?ml$/iu, ''),
    complete: tree.complete,
    problems: [],
    sessions: [],
    definitions:
      node === undefined ? [] : [{ space: 'pipeline-file', key: uri, origin: { uri, range: node.range } }],
    notes: [],
  };
}

function isFile({ space }: FileFacts['definitions'][number]): boolean {
  return space === 'pipeline-file';
}

/** More files than that lie between a template and what starts it in no repository. */
const MOST = 500;

/** Whether something else takes a template in, which is a pipeline or a template that nothing names. */
function isReached(path: string, composing: Composing): boolean {
  const seen = new Set([path]);
  for (const at of seen) {
    if (seen.size > MOST) break;
    const above = composing.namedBy(at).filter((other) => other !== at);
    for (const other of above) seen.add(other);
    if (at === path) continue;
    const file = composing.file(at);
    if (file === undefined || (above.length > 0 && isCalled(file, composing))) continue;
    const reached = composing.part(`${REACHED}${at}`) as readonly string[] | typeof ALL;
    if (reached === ALL || reached.includes(path)) return true;
  }
  return false;
}
