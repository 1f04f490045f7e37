import type { Unknown } from '../../model/facts.js';
import { keywordPage } from '../../knowledge/gitlab/keywords.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import type { Configuration } from './compose/configuration.js';
import type { Include } from './includes.js';
import type { Job, Pipeline } from './pipeline.js';
import type { Reading } from './reading.js';
import { quoted } from '../../text/quoted.js';

const SORTS: Readonly<Record<Include['kind'], string>> = {
  local: 'file',
  project: 'project',
  remote: 'file',
  template: 'template',
  component: 'component',
  artifact: 'generated file',
};

/** Includes of which nothing is read: each may add jobs, defaults and variables to the pipeline. */
export function unreadIncludes(reading: Reading, { unread, isEntry }: Pipeline): readonly Unknown[] {
  if (!isEntry) return [];
  const all = unread.map(({ include, why }) => ({
    what: `what ${SORTS[include.kind]} ${quoted(include.name)} adds to the pipeline`,
    why,
    origin: reading.originOf(include.node),
  }));
  return [...new Map(all.map((unknown) => [unknown.what, unknown])).values()];
}

/** What a job starts, as far as it stands in files that are not read. */
export function unreadChild(
  reading: Reading,
  trigger: SyntaxNode,
  child: Configuration | undefined,
): readonly Unknown[] {
  if (child?.root !== undefined && child.root.entries.length > 0 && child.unread.length === 0) return [];
  const why = child?.unread[0]?.why;
  return [
    {
      what: 'what the started pipeline does',
      why: `${why === undefined ? '' : `${why}; `}its jobs have tokens of their own (${keywordPage('trigger')})`,
      origin: reading.originOf(trigger),
    },
  ];
}

/** Where files that are taken in only under conditions have a say in a job that other files write too. */
export function ofConditions(
  reading: Reading,
  { writings }: Job,
  conditional: ReadonlySet<Uri>,
): readonly Unknown[] {
  if (writings.length < 2) return [];
  const found = writings.filter(({ key }) => conditional.has(reading.uriOf(key.range)));
  return found.slice(0, 1).map(({ key }) => ({
    what: 'whether the job has what an include adds to it',
    why: 'the rules of the include hang on how the pipeline is started',
    origin: reading.originOf(key),
  }));
}
