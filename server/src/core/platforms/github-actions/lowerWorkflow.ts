import type { Definition, FactProblem, FileFacts, Note } from '../../model/facts.js';
import { isUntrusted } from '../../model/vocabulary.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import { baseName, relativePath } from '../../text/uri.js';
import type { Around } from './around.js';
import type { JobFacts } from './jobFacts.js';
import { kafkaUsers } from './kafkaUsers.js';
import type { Reading } from './reading.js';
import { pipelineNameKey, repositoryRoot } from './references.js';
import { checkCircle, checkWorkflowKeys } from './shape.js';
import type { Ways } from './ways.js';
import type { Workflow } from './workflow.js';
import { readWorkflow } from './workflow.js';
import { WorkflowQueries } from './workflowQueries.js';

/**
 * The facts of a workflow file.
 *
 * @param before what the last lowering of the file has left; a job that is what it was keeps its facts
 */
export function lowerWorkflow(
  reading: Reading,
  before?: WorkflowQueries,
): { readonly facts: FileFacts; readonly queries: WorkflowQueries | undefined } {
  const base = {
    uri: reading.uri,
    platform: 'github-actions' as const,
    complete: reading.tree.complete,
  };
  const workflow = readWorkflow(reading);
  if (workflow === undefined) {
    const none = { sessions: [], definitions: [], notes: [] };
    const facts = { ...base, title: baseName(reading.uri), problems: reading.problems, ...none };
    return { facts, queries: before };
  }
  const queries = before ?? new WorkflowQueries(reading);
  queries.take(reading, workflow);
  const { head } = queries;
  const { jobs, circles } = queries.jobs();
  const told = jobs.flatMap(({ facts }) => facts ?? []);
  const ways = head.ways();
  const fileBlock = head.fileBlock();
  checkKeys(reading, workflow, jobs);
  for (const circle of circles) checkCircle(reading, circle);
  const agents = ways.value.callable ? told.flatMap(({ included }) => included) : [];
  const contract = callContract(reading, ways.value, fileBlock.value);
  return {
    queries,
    facts: {
      ...base,
      title: head.title(),
      problems: [
        ...reading.problems,
        ...ways.problems,
        ...fileBlock.problems,
        ...told.flatMap(({ problems }) => problems),
      ],
      sessions: [
        ...told.flatMap(({ sessions }) => sessions),
        ...kafkaUsers(reading, queries.kafkaCommands()),
      ],
      definitions: [...definitionsOf(reading, workflow), ...told.map(({ definition }) => definition)],
      ...(contract === undefined ? {} : { callContract: contract }),
      ...rewrittenBy(ways.value),
      ...(agents.length === 0 ? {} : { agent: { kind: 'included', key: reading.uri, agents } }),
      notes: [...concurrencyNotes(reading, workflow, told), ...told.flatMap(({ notes }) => notes)],
    },
  };
}

/** What GitHub would refuse of the keys, in order: what is no job, the workflow's keys, those of its jobs. */
function checkKeys(
  reading: Reading,
  workflow: Workflow,
  jobs: ReturnType<WorkflowQueries['jobs']>['jobs'],
): void {
  // While a job is being started it is empty for a moment.
  if (reading.tree.complete) {
    for (const { read } of jobs) if (read.refusal !== undefined) reading.refuse(read.key, read.refusal);
  }
  checkWorkflowKeys(reading, workflow);
  for (const { facts } of jobs) reading.problems.push(...(facts?.shape ?? NONE));
}

const NONE: readonly FactProblem[] = [];

function definitionsOf(reading: Reading, workflow: Workflow): readonly Definition[] {
  const origin = reading.originOf(workflow.nameNode ?? workflow.on.key);
  // A workflow without a name bears its path: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#name
  const name = textOf(workflow.nameNode) ?? relativePath(repositoryRoot(reading.uri), reading.uri);
  return [
    { space: 'pipeline-file', key: reading.uri, origin },
    { space: 'pipeline-name', key: pipelineNameKey(reading.uri, name), origin },
  ];
}

function callContract(
  reading: Reading,
  { triggers }: Ways,
  fileBlock: Around['fileBlock'],
): FileFacts['callContract'] {
  const call = triggers.find((trigger) => trigger.facts.name === 'workflow_call');
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

/**
 * A pull request from a fork runs the workflow as the pull request has it.
 * https://docs.github.com/en/actions/reference/security/securely-using-pull_request_target#the-risks-of-the-pull_request_target-event
 */
function rewrittenBy({ list, own }: Ways): Pick<FileFacts, 'rewrittenBy'> {
  const strangers = list
    .slice(0, own)
    .filter(({ scenario }) => scenario.event.code === 'merge-commit' && isUntrusted(scenario.actor));
  const initiators = strangers.map(({ initiator, scenario }) => ({ id: initiator, actor: scenario.actor }));
  return initiators.length === 0 ? {} : { rewrittenBy: initiators };
}

function concurrencyNotes(
  reading: Reading,
  { concurrency }: Workflow,
  jobs: readonly JobFacts[],
): readonly Note[] {
  const seen = new Set<number>();
  return jobs.flatMap((job) => {
    const origin = job.concurrency ?? (concurrency && reading.originOf(concurrency));
    if (origin === undefined || seen.has(origin.range.start)) return [];
    seen.add(origin.range.start);
    return [
      {
        origin,
        title: 'Concurrency is no gate',
        text: 'It decides how many runs go on at once. Nobody is asked again.',
        source:
          'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency',
      },
    ];
  });
}
