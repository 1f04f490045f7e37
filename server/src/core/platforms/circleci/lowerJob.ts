import { LONGEST_JOB_SECONDS } from '../../knowledge/circleci/limits.js';
import { orbElement } from '../../knowledge/circleci/orbs.js';
import { purposesOfScript } from '../../knowledge/actions/purposes.js';
import { sensitivityOf, tierOf } from '../../knowledge/names/words.js';
import type { CarriedIdentity, Gate, Reference, SessionFacts, Unknown } from '../../model/facts.js';
import { emptySession } from '../../model/emptySession.js';
import { identityGrant, takenReferences } from '../../pipelines/heldIdentities.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import { spanning } from '../../text/block.js';
import type { Origin } from '../../model/origin.js';
import type { ActingText } from '../../pipelines/unknownActors.js';
import { unknownActors } from '../../pipelines/unknownActors.js';
import type { ApprovalIndex } from './approvals.js';
import { MOST_APPROVALS } from './approvals.js';
import { claimSetsOf } from './claims.js';
import type { Config } from './config.js';
import { gatesOf } from './gates.js';
import { hostOf } from './host.js';
import { carriedRoles, roleNeeds } from './identities.js';
import { initiatorsOf } from './initiators.js';
import type { Invocation } from './invocations.js';
import { continuationsOf } from './continuations.js';
import type { RunJob } from './jobs.js';
import { definitionOf, runJob } from './jobs.js';
import { participantsOf } from './participants.js';
import type { Reading } from './reading.js';
import { isOpenFilter } from './refs.js';
import type { Login } from './roles.js';
import { loginsOf } from './roles.js';
import type { Run, WorkflowRuns } from './runs.js';
import type { Input, Step } from './steps.js';
import type { NamedSecret } from './variables.js';
import { carriedSecrets, namedSecrets } from './variables.js';
import { isOpen } from './values.js';
import { quoted } from '../../text/quoted.js';

/** What all jobs of one workflow share. */
export interface WorkflowContext {
  readonly reading: Reading;
  readonly config: Config;
  readonly workflow: WorkflowRuns;
  readonly approvals: ApprovalIndex;
  /** How often each job of the file is run by a workflow: where it is only once, its own text speaks of it. */
  readonly timesRun: ReadonlyMap<string, number>;
}

/** One job as some of a matrix' combinations run it. */
interface Variant {
  /** Tells it from others of the same job; empty for the only one. */
  readonly suffix: string;
  readonly jobs: readonly [RunJob, ...RunJob[]];
  readonly logins: readonly Login[];
}

/** The sessions of one job in a workflow: one, unless a matrix gives each of its jobs other identities. */
export function lowerJob(context: WorkflowContext, invocation: Invocation): readonly SessionFacts[] {
  const runs = context.workflow.of(invocation);
  if (invocation.kind !== 'build' || runs.length === 0) return [];
  const variants = variantsOf(context, invocation);
  return variants.map((variant) => sessionOf(context, invocation, runs, variant));
}

function variantsOf({ reading, config }: WorkflowContext, invocation: Invocation): readonly Variant[] {
  const made = invocation.combinations.map((combination) => ({
    combination,
    job: runJob({ config, budget: reading.budget }, invocation, combination),
  }));
  const groups = new Map<string, Variant & { readonly jobs: [RunJob, ...RunJob[]] }>();
  for (const { combination, job } of made) {
    const logins = loginsOf(reading, job);
    const roles = logins.map(({ taken }) => taken.role);
    const identity = JSON.stringify([roles, job.contexts.map(({ text }) => text)]);
    const known = groups.get(identity);
    const values = [...combination]
      .filter(([name]) => name.startsWith('matrix.'))
      .map(([, { text }]) => text ?? '');
    if (known === undefined) groups.set(identity, { suffix: values.join('-'), jobs: [job], logins });
    else known.jobs.push(job);
  }
  const found = [...groups.values()];
  return found.length === 1 ? found.map((only) => ({ ...only, suffix: '' })) : found;
}

function sessionOf(
  context: WorkflowContext,
  invocation: Invocation,
  runs: readonly Run[],
  { suffix, jobs, logins }: Variant,
): SessionFacts {
  const { reading, config, workflow } = context;
  const job = together(jobs);
  const label = labelOf(invocation, suffix);
  const definition = definitionOf(config, invocation);
  const once = (context.timesRun.get(invocation.job) ?? 0) <= 1;
  const origin = reading.originOf((once ? definition?.key : undefined) ?? invocation.key);
  const whole = definition?.value.written ?? invocation.body?.written ?? invocation.key.written;
  const first = definition?.key.written ?? invocation.key.written;
  const gates = gatesOf(reading, context, invocation, job.contexts);
  const before = gates.filter(({ state }) => state !== 'ineffective').map(({ id }) => id);
  const roles = carriedRoles(logins, { label, runs, gates: before }, roleNeeds(reading, job, logins));
  const secrets = namedSecrets(reading, job);
  const carried = [
    ...roles,
    ...carriedContexts(reading, job.contexts, before),
    ...carriedSecrets(secrets, before),
  ];
  const host = hostOf(reading, job.machine);
  const continued = continuationsOf(reading, job);
  return {
    ...emptySession(origin, spanning(whole.start < first.start ? whole : first, whole)),
    localId: `job:${label}`,
    kind: 'job-token',
    name: `${workflow.workflow.name} / ${label.slice(workflow.workflow.name.length + 1)}`,
    noun: 'job',
    approvedBy: 'behind an approval job, or with what it needs in a restricted context',
    label,
    credential: 'CIRCLE_OIDC_TOKEN',
    subject: { workflow: workflow.workflow.name, job: invocation.name },
    role: 'runs',
    initiators: initiatorsOf(reading, workflow, invocation, runs),
    lifetime: {
      seconds: LONGEST_JOB_SECONDS,
      basis: 'platform-maximum',
      boundBy: 'the longest a job may run: 1, 3 or 5 h, by plan',
      origin,
    },
    grants: carried.map((identity) => identityGrant(identity, 'the project and its contexts')),
    gates,
    carried,
    references: [...takenReferences(roles), ...needReferences(context, invocation), ...continued.references],
    participants: participantsOf(reading, job, namesOf(secrets, job.contexts)),
    ...(host === undefined ? {} : { host }),
    tiers: tiersOf(carried),
    purposes: purposesOf(reading, job),
    presents: {
      claimSets: [
        ...claimSetsOf(runs, { version: 2, audience: undefined }),
        ...claimSetsOf(runs, { version: 1, audience: undefined }),
      ].slice(0, 64),
    },
    unknowns: [
      ...unknownsOf(reading, invocation, job, gates, roles),
      ...continued.unknowns,
      ...unknownActors(actingTexts(reading, job), carried, { why: OUTSIDE, withAws: false }),
      { ...SETTINGS_UNKNOWN, origin },
      ...(isOpenFilter(invocation.filters) ? [{ ...REFS_UNKNOWN, origin }] : []),
      ...(gates.filter(({ kind }) => kind === 'approval').length < MOST_APPROVALS
        ? []
        : [{ ...MORE_APPROVALS, origin }]),
    ],
  };
}

/** What jobs of one matrix do that take the same identities, as one job. */
function together(jobs: Variant['jobs']): RunJob {
  const [first, ...others] = jobs;
  if (others.length === 0) return first;
  const steps = new Map<string, Step>();
  for (const step of jobs.flatMap((job) => job.steps)) {
    const id = `${String(step.node.range.start)} ${step.script?.text ?? step.name}`;
    // What was read of the first job speaks of its steps.
    if (!steps.has(id)) steps.set(id, step);
  }
  return { ...first, steps: [...steps.values()] };
}

/** How a job of a workflow is called; `suffix` tells it from others of its matrix. */
export function labelOf({ workflow, name }: Invocation, suffix: string): string {
  // What all jobs of a matrix have in common bears no value of it.
  const filled = name.replace(/<<[^>]*>>/gu, suffix === '' ? '*' : suffix);
  return `${workflow.name}/${filled}${suffix === '' || filled !== name ? '' : `-${suffix}`}`;
}

/** A context hands all of its variables to the job; what they are stands outside of the file. */
function carriedContexts(
  reading: Reading,
  contexts: readonly Input[],
  gates: readonly string[],
): readonly CarriedIdentity[] {
  return contexts
    .filter(({ text }) => !isOpen(text))
    .map(({ text, node }) => {
      const origin = reading.originOf(node);
      const tier = tierOf(text);
      return {
        key: `circleci-context:${text}`,
        kind: 'static-credential',
        name: `context ${text}`,
        credential: 'variables',
        lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until somebody rotates it', origin },
        visibleTo: 'session',
        gates,
        ...(tier === undefined ? {} : { tier }),
        sensitivity: sensitivityOf(text),
        note: 'all variables of the context, whatever they are',
        origin,
        uses: [origin],
      };
    });
}

function namesOf(secrets: readonly NamedSecret[], contexts: readonly Input[]): readonly string[] {
  return [...contexts.map(({ text }) => `context ${text}`), ...secrets.map(({ name }) => name)];
}

function tiersOf(carried: readonly CarriedIdentity[]): SessionFacts['tiers'] {
  return carried.flatMap(({ name, origin }) => {
    const tier = tierOf(name);
    return tier === undefined ? [] : [{ tier, name, origin }];
  });
}

function purposesOf(reading: Reading, { steps }: RunJob): SessionFacts['purposes'] {
  return steps.flatMap((step) => {
    const { script, orb, label } = step;
    if (script !== undefined) {
      return purposesOfScript(script.text).map(({ purpose, why }) => ({
        purpose,
        why: `${label} ${why}`,
        origin: placeIn(reading, script.node, ''),
      }));
    }
    const known = orb?.orb.kind === 'registry' ? orbElement(orb.orb, orb.element) : undefined;
    const facts = known?.purpose ?? purposesOfScript(known?.runs ?? '')[0];
    if (facts === undefined) return [];
    return [{ purpose: facts.purpose, why: `${label} ${facts.why}`, origin: reading.originOf(step.node) }];
  });
}

function needReferences(
  { reading, workflow }: WorkflowContext,
  { requires }: Invocation,
): readonly Reference[] {
  const references = requires.flatMap((requirement) =>
    workflow
      .needed(requirement)
      .filter(({ kind }) => kind === 'build')
      .map((needed): Reference => ({
        id: `needs:${needed.name}`,
        kind: 'needs',
        target: { space: 'session', key: `${reading.uri}#job:${labelOf(needed, '')}` },
        name: needed.name,
        origin: reading.originOf(requirement.node),
      })),
  );
  return [...new Map(references.map((reference) => [reference.id, reference])).values()];
}

const OUTSIDE =
  "its credentials are in the project's settings, in a context or on the runner, outside this file";

/** https://circleci.com/docs/guides/security/set-environment-variable/#set-an-environment-variable-in-a-project */
const SETTINGS_UNKNOWN = {
  what: 'which credentials the project hands to the job',
  about: 'settings',
  why: "the project's variables are set outside this file, and every job of it sees them all",
} as const;

const REFS_UNKNOWN = {
  what: 'for which branches and tags it runs',
  about: 'start',
  why: 'its filters are computed when the pipeline is made',
} as const;

const MORE_APPROVALS = {
  what: 'which other approval jobs stand before it',
  about: 'use',
  why: `there are ${String(MOST_APPROVALS)} or more`,
} as const;

function actingTexts(reading: Reading, { steps }: RunJob): readonly ActingText[] {
  return steps.flatMap(({ script, node }) =>
    script === undefined ? [] : [{ text: script.text, place: (): Origin => reading.originOf(node) }],
  );
}

const AWS_COMMAND = /(?:^|[\s;&|(`])aws\s+(?!--version|configure|sts\s+assume)[a-z]/mu;

function unknownsOf(
  reading: Reading,
  { isCut, key }: Invocation,
  job: RunJob,
  gates: readonly Gate[],
  roles: readonly CarriedIdentity[],
): readonly Unknown[] {
  const unknowns: Unknown[] = job.contexts
    .filter(({ text }) => isOpen(text))
    .map(({ text, node }) => ({
      what: `which context it is given (${quoted(text)})`,
      why: 'it is computed',
      origin: reading.originOf(node),
    }));
  if (isCut) {
    const origin = reading.originOf(key);
    unknowns.push({ what: 'what all jobs of its matrix are given', why: 'there are too many', origin });
  }
  const used = job.steps.find(({ script }) => script !== undefined && AWS_COMMAND.test(script.text));
  const hasAws = roles.some(({ system }) => system?.name === 'AWS');
  if (used !== undefined && !hasAws && gates.every(({ kind }) => kind !== 'condition')) {
    unknowns.push({
      what: `as whom ${used.label} acts in AWS`,
      why: "its credentials are in the project's settings or on the runner, outside this file",
      origin: reading.originOf(used.node),
    });
  }
  return unknowns;
}
