import type { Definition, FileFacts, Note } from '../../model/facts.js';
import { SOURCES } from '../../knowledge/circleci/sources.js';
import { get } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import { ApprovalIndex } from './approvals.js';
import type { Config, Workflow } from './config.js';
import { readConfig } from './config.js';
import type { Invocation } from './invocations.js';
import { invocationsOf } from './invocations.js';
import type { WorkflowContext } from './lowerJob.js';
import { labelOf, lowerJob } from './lowerJob.js';
import type { Reading } from './reading.js';
import { WorkflowRuns } from './runs.js';
import { checkShape } from './shape.js';

/** The facts of a file of CircleCI. */
export function lowerConfig(reading: Reading): FileFacts {
  const config = readConfig(reading);
  const base = {
    uri: reading.uri,
    platform: 'circleci' as const,
    title: baseName(reading.uri).replace(/\.ya?ml$/iu, ''),
    complete: reading.tree.complete,
  };
  if (config === undefined) {
    return { ...base, problems: reading.problems, sessions: [], definitions: [], notes: [] };
  }
  const workflows = workflowsOf(config).map((workflow) => ({
    workflow,
    invocations: invocationsOf(reading, config, workflow),
  }));
  if (reading.isWhole) checkShape(reading, config, workflows);
  const timesRun = new Map<string, number>();
  for (const { job } of workflows.flatMap(({ invocations }) => invocations)) {
    timesRun.set(job, (timesRun.get(job) ?? 0) + 1);
  }
  const unreached: Invocation[] = [];
  const sessions = workflows.flatMap(({ workflow, invocations }) => {
    const runs = new WorkflowRuns(config, workflow, invocations);
    const context: WorkflowContext = {
      reading,
      config,
      workflow: runs,
      approvals: new ApprovalIndex(runs),
      timesRun,
    };
    unreached.push(...invocations.filter((each) => each.kind === 'build' && runs.of(each).length === 0));
    return invocations.flatMap((invocation) => lowerJob(context, invocation));
  });
  return {
    ...base,
    complete: reading.isWhole,
    problems: reading.problems,
    sessions: distinct(sessions),
    definitions: definitionsOf(reading, workflows),
    notes: [...notesOf(reading, config), ...unreached.map((each) => unreachedNote(reading, each))],
  };
}

/** A file without workflows runs its job `build`. https://circleci.com/docs/guides/orchestrate/workflows/ */
function workflowsOf(config: Config): readonly Workflow[] {
  if (config.workflows.length > 0) return config.workflows;
  const build = config.library.jobs.get('build');
  if (build === undefined || get(config.node, 'workflows') !== undefined) return [];
  const { key } = build;
  const at = { range: key.range, written: key.written, shared: key.shared };
  return [
    {
      name: 'workflow',
      key,
      node: {
        ...at,
        kind: 'mapping',
        flow: false,
        entries: [
          {
            key: { ...at, kind: 'scalar', value: 'jobs', text: 'jobs', style: 'plain' },
            value: { ...at, kind: 'sequence', flow: false, items: [key] },
            merged: false,
          },
        ],
      },
    },
  ];
}

/** CircleCI counts jobs that are run several times under one name; so do the ids. */
function distinct<T extends { readonly localId: string; readonly label: string }>(
  sessions: readonly T[],
): readonly T[] {
  const seen = new Map<string, number>();
  return sessions.map((session) => {
    const times = (seen.get(session.localId) ?? 0) + 1;
    seen.set(session.localId, times);
    if (times === 1) return session;
    const count = `-${String(times)}`;
    return { ...session, localId: `${session.localId}${count}`, label: `${session.label}${count}` };
  });
}

function definitionsOf(
  reading: Reading,
  workflows: readonly { readonly workflow: Workflow; readonly invocations: readonly Invocation[] }[],
): readonly Definition[] {
  const [root] = reading.tree.documents;
  if (root === undefined) return [];
  const first = root.kind === 'mapping' ? (root.entries[0]?.key ?? root) : root;
  return [
    { space: 'pipeline-file', key: reading.uri, origin: reading.originOf(first) },
    ...workflows.flatMap(({ invocations }) =>
      invocations
        .filter(({ kind }) => kind === 'build')
        .map((invocation) => ({
          space: 'session' as const,
          key: `${reading.uri}#job:${labelOf(invocation, '')}`,
          origin: reading.originOf(invocation.key),
        })),
    ),
  ];
}

/** A job that is no session: nobody should take it for one that was overlooked. */
function unreachedNote(reading: Reading, { name, key }: Invocation): Note {
  return {
    origin: reading.originOf(key),
    title: `Nothing gets to job ${name}`,
    text: "Its filters, what it requires and its workflow's conditions let no branch and no tag through, so that it has no session here.",
    source: SOURCES.workflows,
  };
}

/** What the settings of the project decide about forks is worth knowing once for the file. */
function notesOf(reading: Reading, config: Config): readonly Note[] {
  const written = config.node.entries.find(({ key }) => key.text === 'workflows');
  if (written === undefined) return [];
  return [
    {
      origin: reading.originOf(written.key),
      title: 'Pull requests from forks',
      text: 'CircleCI builds none of them unless the project is set to, and passes no secrets and no token to such builds unless it is set to do that as well.',
      source: SOURCES.forks,
    },
  ];
}
