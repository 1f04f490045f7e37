import type { Reference, Unknown } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { resolveUri } from '../../text/uri.js';
import type { RunJob } from './jobs.js';
import type { Reading } from './reading.js';
import type { Step } from './steps.js';

/** The configurations with which a setup job goes on, and what is not known of that. */
interface Continuations {
  readonly references: readonly Reference[];
  readonly unknowns: readonly Unknown[];
}

/** A path with the text that says it. */
interface WrittenPath {
  readonly text: string;
  readonly node: SyntaxNode;
}

/** https://github.com/CircleCI-Public/path-filtering-orb/blob/main/src/jobs/filter.yml */
const FILTERED = '.circleci/continue_config.yml';

/**
 * With which files of the repository a setup job goes on: jobs of theirs are sessions that it starts.
 * https://circleci.com/docs/guides/orchestrate/dynamic-config/
 */
export function continuationsOf(reading: Reading, { steps }: RunJob): Continuations {
  const paths = steps.flatMap(pathsOf);
  const references = new Map<string, Reference>();
  const unknowns: Unknown[] = [];
  for (const { text, node } of paths) {
    const key = continuedFile(reading.uri, text);
    const origin = reading.originOf(node);
    if (key === undefined) {
      const what = 'with which jobs the pipeline goes on';
      unknowns.push({
        what,
        about: 'use',
        why: 'their configuration is made when the setup job runs',
        origin,
      });
      continue;
    }
    const id = `continues:${key}`;
    references.set(id, { id, kind: 'includes', target: { space: 'pipeline-file', key }, name: text, origin });
  }
  return { references: [...references.values()], unknowns };
}

/** The file of the repository that a path of a setup job names; `undefined` for one that the job makes. */
export function continuedFile(config: Uri, path: string): Uri | undefined {
  if (/<<|[$*]|^[/~]/u.test(path) || path === '') return undefined;
  const root = /^(.*\/)\.circleci\//u.exec(config)?.[1];
  return root === undefined ? undefined : resolveUri(root.replace(/\/$/u, ''), path);
}

function pathsOf({ orb, inputs, node }: Step): readonly WrittenPath[] {
  if (orb?.orb.kind !== 'registry') return [];
  if (orb.orb.name === 'circleci/continuation' && orb.element === 'continue') {
    const path = inputs.get('configuration_path');
    return path === undefined ? [] : [path];
  }
  if (orb.orb.name !== 'circleci/path-filtering' || orb.element !== 'filter') return [];
  // A line of the mapping may name the file to go on with; the one for all is not used then.
  const mapping = inputs.get('mapping');
  const own = (mapping?.text ?? '').split('\n').flatMap((line) => line.trim().split(/\s+/u)[3] ?? []);
  if (mapping !== undefined && own.length > 0) return own.map((text) => ({ text, node: mapping.node }));
  return [inputs.get('config-path') ?? { text: FILTERED, node }];
}
