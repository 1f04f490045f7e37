import { SOURCES } from '../../knowledge/bitbucket/sources.js';
import type { Initiator } from '../../model/facts.js';
import { entries, textOf } from '../../syntax/syntaxTree.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Pipeline } from './pipelines.js';
import type { Reading } from './reading.js';
import { itemsOf, scalarsOf } from './reading.js';

type Facts = Omit<Initiator, 'conditions' | 'withholds' | 'certainty' | 'origin'>;

const PUSH: Facts = {
  id: 'push',
  event: 'push',
  actor: 'collaborator',
  who: 'anyone with write access, by pushing a commit',
  source: SOURCES.starts,
};

/** https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/ */
const STARTS: Readonly<Record<Pipeline['section'], Facts>> = {
  default: PUSH,
  branches: PUSH,
  bookmarks: PUSH,
  tags: {
    id: 'tag',
    event: 'push of a tag',
    actor: 'collaborator',
    who: 'anyone with write access, by pushing a tag',
    decides: true,
    source: SOURCES.starts,
  },
  'pull-requests': {
    id: 'pull_request',
    event: 'pull-requests',
    actor: 'collaborator',
    who: 'anyone with write access, by opening or updating a pull request',
    unreviewed: true,
    remark: 'pull requests from forks start nothing',
    source: SOURCES.starts,
  },
  custom: {
    id: 'manual',
    event: 'manual',
    actor: 'collaborator',
    who: 'anyone with write access, by running it by hand',
    decides: true,
    source: SOURCES.manual,
  },
  definitions: {
    id: 'import',
    event: 'import',
    actor: 'another-session',
    who: 'a repository of the workspace that imports it',
    source: SOURCES.shared,
  },
};

/** Every way in which a pipeline is started. */
export function initiatorsOf(reading: Reading, pipeline: Pipeline): readonly Initiator[] {
  const origin = reading.originOf(pipeline.key);
  const own: Initiator = {
    ...STARTS[pipeline.section],
    conditions: conditionsOf(pipeline),
    withholds: [],
    certainty: 'declared',
    origin,
  };
  if (pipeline.section !== 'custom') return [own];
  return [
    own,
    {
      id: 'schedule',
      event: 'schedule',
      actor: 'schedule',
      who: 'the clock, where a schedule is set up for it in the repository',
      conditions: [],
      withholds: [],
      certainty: 'inferred',
      origin,
      source: SOURCES.schedule,
    },
    ...triggersOf(reading, pipeline),
  ];
}

function conditionsOf({ section, pattern, destination }: Pipeline): readonly string[] {
  switch (section) {
    case 'default':
      return ['branches that no other pipeline is for'];
    case 'branches':
      return pattern === '**' || pattern === '*' ? [] : [`branch ${pattern}`];
    case 'bookmarks':
      return [`bookmark ${pattern}`];
    case 'tags':
      return pattern === '**' || pattern === '*' ? [] : [`tag ${pattern}`];
    case 'pull-requests':
      return [
        ...(pattern === '**' ? [] : [`from branch ${pattern}`]),
        ...(destination === undefined || destination === '**' ? [] : [`into branch ${destination}`]),
      ];
    default:
      return [];
  }
}

/** Events under `triggers` that start pipelines by their names. */
function triggersOf(reading: Reading, { pattern }: Pipeline): readonly Initiator[] {
  const [root] = reading.tree.documents;
  return entries(get(root, 'triggers')).flatMap(({ key, value }) =>
    itemsOf(value)
      .filter((trigger) => scalarsOf(get(trigger, 'pipelines')).some(({ text }) => text === pattern))
      .map((trigger): Initiator => {
        const isPullRequest = key.text.startsWith('pullrequest');
        return {
          ...(isPullRequest ? STARTS['pull-requests'] : PUSH),
          id: isPullRequest ? 'pull_request' : 'push',
          conditions: conditionWords(get(trigger, 'condition')),
          withholds: [],
          certainty: 'declared',
          origin: reading.originOf(key),
        };
      }),
  );
}

/** A condition that names one branch says so; others are told as they are written. */
function conditionWords(node: SyntaxNode | undefined): readonly string[] {
  const text = textOf(node);
  if (text === undefined) return [];
  const branch = /^\s*BITBUCKET_BRANCH\s*==\s*["']([^"']+)["']\s*$/u.exec(text)?.[1];
  return [branch === undefined ? text.trim() : `branch ${branch}`];
}
