import type { Definition, FileFacts, Note } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import { baseName, relativePath } from '../../text/uri.js';
import { agentSessions } from './agents/agentSessions.js';
import { setupNote } from './agents/copilotSetup.js';
import { concurrencyNode } from './gates.js';
import { kafkaUsers } from './kafkaUsers.js';
import type { WorkflowContext } from './lowerJob.js';
import { lowerJob } from './lowerJob.js';
import { readPermissions } from './permissions.js';
import type { Reading } from './reading.js';
import { followId, followReferences, pipelineNameKey, repositoryRoot } from './references.js';
import { checkShape } from './shape.js';
import { Starts } from './starts.js';
import type { Workflow } from './workflow.js';
import { readWorkflow } from './workflow.js';

/** The facts of a workflow file. */
export function lowerWorkflow(reading: Reading): FileFacts {
  const base = {
    uri: reading.uri,
    platform: 'github-actions' as const,
    complete: reading.tree.complete,
  };
  const workflow = readWorkflow(reading);
  if (workflow === undefined) {
    return {
      ...base,
      title: baseName(reading.uri),
      problems: reading.problems,
      sessions: [],
      definitions: [],
      notes: [],
    };
  }
  checkShape(reading, workflow);
  const title = workflow.name ?? baseName(reading.uri).replace(/\.ya?ml$/iu, '');
  const starts = new Starts(reading, workflow);
  const fileBlock =
    workflow.permissions && (readPermissions(reading, workflow.permissions, 'file') ?? 'refused');
  const context: WorkflowContext = {
    reading,
    workflow,
    starts,
    title,
    fileBlock,
    implicitOrigin: implicitOrigin(reading, workflow),
    followReference: followId,
  };
  const follows = starts.triggers.flatMap((trigger) => followReferences(reading, trigger));
  const lowered = workflow.jobs.map((job) => {
    const session = lowerJob(context, job);
    return { session, agents: agentSessions(context, job, session) };
  });
  const agents = starts.callable ? lowered.flatMap((job) => job.agents.map(({ included }) => included)) : [];
  const sessions = lowered
    .flatMap((job) => [job.session, ...job.agents.map(({ session }) => session)])
    .map((session) => ({ ...session, references: [...session.references, ...follows] }));
  const contract = callContract(reading, starts, fileBlock);
  return {
    ...base,
    title,
    problems: reading.problems,
    sessions: [...sessions, ...kafkaUsers(reading, workflow)],
    definitions: definitionsOf(reading, workflow),
    ...(contract === undefined ? {} : { callContract: contract }),
    ...(agents.length === 0 ? {} : { agent: { kind: 'included', key: reading.uri, agents } }),
    notes: [...notesOf(reading, workflow), ...workflow.jobs.flatMap((job) => setupNote(reading, job))],
  };
}

/**
 * The key `jobs`, where one block for the whole file would serve all jobs that name no permissions. A job that calls
 * another workflow is a place of its own: what it must pass on is that workflow's to say.
 */
function implicitOrigin(reading: Reading, workflow: Workflow): Origin | undefined {
  const silent = workflow.jobs.filter((job) => job.permissions === undefined && job.uses === undefined);
  const one = silent.length === 1 && workflow.jobs.length > 1;
  if (workflow.permissions !== undefined || silent.length === 0 || one) return undefined;
  const jobs = workflow.node.entries.findLast((entry) => entry.key.text === 'jobs');
  return jobs && reading.originOf(jobs.key);
}

function definitionsOf(reading: Reading, workflow: Workflow): readonly Definition[] {
  const origin = reading.originOf(workflow.nameNode ?? workflow.on.key);
  // A workflow without a name bears its path: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#name
  const name = workflow.name ?? relativePath(repositoryRoot(reading.uri), reading.uri);
  return [
    { space: 'pipeline-file', key: reading.uri, origin },
    { space: 'pipeline-name', key: pipelineNameKey(reading.uri, name), origin },
    ...workflow.jobs.map((job) => ({
      space: 'session' as const,
      key: `${reading.uri}#job:${job.id}`,
      origin: reading.originOf(job.key),
    })),
  ];
}

function callContract(
  reading: Reading,
  starts: Starts,
  fileBlock: WorkflowContext['fileBlock'],
): FileFacts['callContract'] {
  const call = starts.triggers.find((trigger) => trigger.facts.name === 'workflow_call');
  if (call === undefined) return undefined;
  return {
    origin: reading.originOf(call.node),
    secrets: entries(get(call.config, 'secrets')).map(({ key, value }) => ({
      name: key.text,
      required: textOf(get(value, 'required')) === 'true',
      origin: reading.originOf(key),
    })),
    ...(fileBlock === undefined || fileBlock === 'refused'
      ? {}
      : { asks: { value: fileBlock.value, grants: fileBlock.grants } }),
  };
}

function notesOf(reading: Reading, workflow: Workflow): readonly Note[] {
  const seen = new Set<number>();
  return workflow.jobs.flatMap((job) => {
    const node = concurrencyNode(workflow, job);
    if (node === undefined || seen.has(node.range.start)) return [];
    seen.add(node.range.start);
    return [
      {
        origin: reading.originOf(node),
        title: 'Concurrency is no gate',
        text: 'It decides how many runs go on at once. Nobody is asked again.',
        source:
          'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency',
      },
    ];
  });
}
