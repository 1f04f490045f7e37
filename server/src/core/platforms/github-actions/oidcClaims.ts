import {
  GITHUB_ISSUER,
  githubSubject,
  UNKNOWN_OWNER,
  UNKNOWN_REPOSITORY,
} from '../../knowledge/oidc/githubActions.js';
import type { Host, Initiator } from '../../model/facts.js';
import type { ClaimSet } from '../../model/trust.js';
import { CALLER } from '../../model/trust.js';
import { relativePath } from '../../text/uri.js';
import { isFalsy, named, oneOf } from './expressions/abstractValue.js';
import { evaluate } from './expressions/evaluate.js';
import { environmentOf, onlyExpression } from './gates.js';
import type { Around } from './around.js';
import type { Reading } from './reading.js';
import { repositoryRoot } from './references.js';
import { refsOf } from './refs.js';
import type { Scenario } from './scenarios.js';
import type { OwnRun, Starts } from './starts.js';
import type { Job } from './workflow.js';

/** What one run of a job presents, and the run, for conditions further in. */
export interface PresentedRun {
  readonly claims: ClaimSet;
  readonly scenario: Scenario;
}

interface ClaimContext {
  readonly reading: Reading;
  readonly starts: Starts;
  readonly workflow: Around;
}

/** More ways of running than that are not told apart. */
const MOST_RUNS = 64;

/**
 * The claims of the tokens that a job's runs can ask for, without the audience: one set for each way in which a run
 * comes about, as far as the file tells them apart (event, branch or tag, environment).
 * https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims
 */
export function presentedRuns(
  context: ClaimContext,
  job: Job,
  { initiators, host }: { readonly initiators: readonly Initiator[]; readonly host: Host | undefined },
): readonly PresentedRun[] {
  const known = new Set(initiators.map(({ id }) => id));
  const runs = context.starts
    .ownRuns(job)
    .filter(({ initiator }) => known.has(initiator))
    .flatMap((run) => runsOf(context, job, run, runnerClaims(host)));
  return [...new Map(runs.map((run) => [JSON.stringify(run.claims), run])).values()].slice(0, MOST_RUNS);
}

/** What a called job changes of its caller's claims: its own environment, and the file that its code comes from. */
export function overlaidClaims(
  { reading, starts }: ClaimContext,
  job: Job,
  host: Host | undefined,
): readonly ClaimSet[] {
  if (!starts.callable) return [];
  const path = workflowPath(reading);
  const own = { job_workflow_ref: `${UNKNOWN_REPOSITORY}/${path}@{ref}`, ...runnerClaims(host) };
  const environment = environmentOf(job);
  const base = { issuer: GITHUB_ISSUER, initiator: CALLER };
  if (environment === undefined) return [{ ...base, values: own, absent: ['environment'] }];
  const name = environment.isStatic ? environment.name : '*';
  const sub = environment.isStatic
    ? githubSubject({ repository: UNKNOWN_REPOSITORY, environment: name, event: '', ref: '' })
    : `repo:${UNKNOWN_REPOSITORY}:*`;
  return [{ ...base, values: { ...own, environment: name, sub }, absent: [] }];
}

function runsOf(
  { reading, starts, workflow }: ClaimContext,
  job: Job,
  { scenario, initiator, trigger }: OwnRun,
  runner: Readonly<Record<string, string>>,
): readonly PresentedRun[] {
  const event = trigger.facts.name;
  const isPullRequest = event.startsWith('pull_request');
  return refsOf(trigger, starts.conditionOf(job)).flatMap(({ ref, base }) => {
    const bound = withRef(scenario, ref);
    if (!starts.letsIn(job, bound)) return [];
    const at = `${UNKNOWN_REPOSITORY}/${workflowPath(reading)}@${ref}`;
    const values = {
      repository: UNKNOWN_REPOSITORY,
      repository_owner: UNKNOWN_OWNER,
      event_name: event,
      ref,
      ref_type: ref === '*' ? '*' : ref.startsWith('refs/tags/') ? 'tag' : 'branch',
      base_ref: isPullRequest ? base : '',
      head_ref: isPullRequest ? '*' : '',
      workflow: workflow.title,
      workflow_ref: at,
      job_workflow_ref: at,
      ...runner,
    };
    return environmentsOf(reading, job, bound).map((environment) => ({
      scenario: bound,
      claims: {
        issuer: GITHUB_ISSUER,
        initiator,
        values: {
          ...values,
          sub:
            environment === UNKNOWN
              ? `repo:${UNKNOWN_REPOSITORY}:*`
              : githubSubject({
                  repository: UNKNOWN_REPOSITORY,
                  ...(environment === NONE ? {} : { environment }),
                  event,
                  ref,
                }),
          ...(environment === NONE || environment === UNKNOWN ? {} : { environment }),
        },
        absent: environment === NONE ? ['environment'] : [],
      },
    }));
  });
}

/** A job without an environment, and one whose environment is computed of what the file does not tell. */
const NONE = '';
const UNKNOWN = '*';

/** The environments that a run may name: a computed one is worked out as far as the run tells. */
function environmentsOf(reading: Reading, job: Job, scenario: Scenario): readonly string[] {
  const environment = environmentOf(job);
  if (environment === undefined) return [NONE];
  if (environment.isStatic) return [environment.name];
  const expression = onlyExpression(reading, environment.node);
  const value = expression && evaluate(expression, scenario.bindings);
  if (value?.kind !== 'values') return [UNKNOWN];
  return [...new Set(value.values.map((item) => (isFalsy(item) ? NONE : String(item))))];
}

/** The same run on one ref, or on one of those that a pattern stands for. */
function withRef(scenario: Scenario, ref: string): Scenario {
  const type = ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  const prefix = ref.slice(0, `${ref}*`.indexOf('*'));
  const isPattern = prefix !== ref;
  const known = scenario.bindings('github.ref');
  // What a scenario knows of a pull request's ref is no less than a pattern.
  if (isPattern && known?.kind === 'name' && known.several === true) return scenario;
  const name = /^refs\/(?:heads|tags)\/(.*)$/su.exec(ref)?.[1];
  return {
    ...scenario,
    bindings: (path) => {
      if (path === 'github.ref') return isPattern ? named('the ref', prefix) : oneOf(ref);
      if (path === 'github.ref_name' && !isPattern && name !== undefined) return oneOf(name);
      if (path === 'github.ref_type' && ref !== '*') return oneOf(type);
      return scenario.bindings(path);
    },
  };
}

function workflowPath(reading: Reading): string {
  return relativePath(repositoryRoot(reading.uri), reading.uri);
}

function runnerClaims(host: Host | undefined): Readonly<Record<string, string>> {
  if (host === undefined || host.kind === 'unknown') return {};
  // Somebody else's machines are self-hosted runners to GitHub; which of them are, the label does not tell.
  if (host.kind === 'hosted' && !host.why.startsWith('GitHub ')) return {};
  return { runner_environment: host.kind === 'hosted' ? 'github-hosted' : 'self-hosted' };
}
