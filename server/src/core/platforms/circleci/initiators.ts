import { SOURCES } from '../../knowledge/circleci/sources.js';
import type { Initiator } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { entry } from '../../syntax/syntaxTree.js';
import { initiatorOf } from './claims.js';
import type { Invocation } from './invocations.js';
import type { Reading } from './reading.js';
import type { Candidate } from './refs.js';
import type { Run, WorkflowRuns } from './runs.js';

type Facts = Pick<Initiator, 'event' | 'actor' | 'who' | 'source' | 'remark' | 'decides'>;

/**
 * A pull request from a fork, which is built only where the project's settings say so; credentials are kept from it
 * unless another setting hands them over. Its branch is `pull/` and a number.
 */
const FORK: Omit<Initiator, 'origin'> = {
  id: 'fork',
  event: 'pull request from a fork',
  actor: 'anyone',
  who: 'anyone with an account, by opening a pull request from a fork, where the project is set to build those',
  remark:
    'CircleCI builds none unless "Build forked pull requests" is set, and hands over no secrets and no token unless "Pass secrets to builds from forked pull requests" is set as well; both stand outside this file',
  conditions: ['the project builds forked pull requests'],
  aboutChange: true,
  unreviewed: true,
  withholds: ['writes', 'secrets'],
  certainty: 'inferred',
  source: SOURCES.forks,
};

/** Who starts a job, by the cause of its pipeline. */
const STARTS: Readonly<Record<string, Facts>> = {
  push: {
    event: 'push',
    actor: 'collaborator',
    who: 'anyone with write access, by pushing a commit',
    source: SOURCES.workflows,
  },
  tag: {
    event: 'push of a tag',
    actor: 'collaborator',
    who: 'anyone with write access, by pushing a tag',
    decides: true,
    source: SOURCES.workflows,
  },
  schedule: { event: 'schedule', actor: 'schedule', who: 'the clock', source: SOURCES.schedule },
  api: {
    event: 'trigger',
    actor: 'collaborator',
    who: 'anyone with write access, by starting a pipeline with parameters of their choice',
    decides: true,
    source: SOURCES.triggers,
  },
};

/** Every way in which a job is started. */
export function initiatorsOf(
  reading: Reading,
  workflow: WorkflowRuns,
  invocation: Invocation,
  runs: readonly Run[],
): readonly Initiator[] {
  const byId = new Map<string, Run[]>();
  for (const run of runs) {
    const id = initiatorOf(run);
    byId.set(id, [...(byId.get(id) ?? []), run]);
  }
  const forks = runs.some(isForks)
    ? [{ ...FORK, origin: originOf(reading, workflow, invocation, 'push') }]
    : [];
  return [...byId].flatMap(([id, own]): readonly Initiator[] => {
    const facts = STARTS[id];
    if (facts === undefined) return [];
    return [
      {
        id,
        ...facts,
        conditions: conditionsOf(own, workflow.candidates),
        withholds: [],
        certainty: 'declared' as const,
        origin: originOf(reading, workflow, invocation, id),
      },
      ...(id === 'push' ? forks : []),
    ];
  });
}

/** Whether a build of a pull request from a fork runs so. */
function isForks({ cause, candidate }: Run): boolean {
  return (
    cause === 'push' &&
    candidate.kind === 'branch' &&
    (isEvery(candidate) || /^pull\b/u.test(candidate.pattern))
  );
}

/** What narrows the branches and tags: their names, where not all others do as well. */
function conditionsOf(runs: readonly Run[], all: readonly Candidate[]): readonly string[] {
  return (['branch', 'tag'] as const).flatMap((kind) => {
    const own = runs.map(({ candidate }) => candidate).filter((candidate) => candidate.kind === kind);
    if (own.length === 0) return [];
    if (!own.some(isEvery)) return [named(kind, own)];
    const left = all.filter((candidate) => candidate.kind === kind && !own.includes(candidate));
    return left.length === 0 ? [] : [`no ${named(kind, left)}`];
  });
}

function named(kind: Candidate['kind'], candidates: readonly Candidate[]): string {
  // What a pattern takes in needs no name beside it.
  const own = candidates.filter(
    ({ pattern }) =>
      !candidates.some(
        (other) =>
          other.pattern !== pattern &&
          other.pattern.endsWith('*') &&
          pattern.startsWith(other.pattern.slice(0, -1)),
      ),
  );
  const names = [...new Set(own.map(({ text }) => text))];
  const shown = names.length > 4 ? [...names.slice(0, 3), `${String(names.length - 3)} more`] : names;
  return `${names.length === 1 ? kind : kind === 'branch' ? 'branches' : 'tags'} ${shown.join(', ')}`;
}

function isEvery({ text, value }: Candidate): boolean {
  return text === '*' || value.kind === 'other';
}

/** The text that decides when a job runs: its own filters, else its workflow's condition, else the workflow. */
function originOf(reading: Reading, { workflow }: WorkflowRuns, { body }: Invocation, id: string): Origin {
  const written =
    (id === 'schedule' ? entry(workflow.node, 'triggers') : undefined) ??
    (id === 'api' ? undefined : entry(body, 'filters')) ??
    entry(workflow.node, 'when') ??
    entry(workflow.node, 'unless');
  return reading.originOf(written?.key ?? workflow.key);
}
