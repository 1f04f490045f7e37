import { purposeOfAction, purposesOfScript } from '../../knowledge/actions/purposes.js';
import { tierOf } from '../../knowledge/names/words.js';
import type {
  CarriedIdentity,
  Gate,
  Grant,
  Host,
  NeedFacts,
  SecretSweep,
  SessionFacts,
} from '../../model/facts.js';
import { identityGrant } from '../../pipelines/heldIdentities.js';
import { get, isAbsent } from '../../syntax/syntaxTree.js';
import { spanning } from '../../text/block.js';
import type { Around } from './around.js';
import { exposuresOf } from './checkout.js';
import { carriedSecrets, initiatorsOf } from './credentials.js';
import { environmentOf, gatesOf, guardingGates } from './gates.js';
import { hostOf } from './host.js';
import { lifetimeOf } from './lifetime.js';
import { matrixTexts } from './matrix.js';
import { ID_TOKEN, mintedIdentities } from './minted.js';
import { overlaidClaims, presentedRuns } from './oidcClaims.js';
import { oidcSubjects } from './oidcSubject.js';
import { defaultFolder, defaultShell } from './needs/shells.js';
import { awsNeeds } from './needs/awsNeeds.js';
import type { StepsAround } from './needs/jobNeeds.js';
import { stepsNeeds } from './needs/jobNeeds.js';
import { participantsOf } from './participants.js';
import { defaultGrants, readPermissions } from './permissions.js';
import { ranScripts } from './ranScripts.js';
import type { Reading } from './reading.js';
import { influencesOf, turnedAwayIn } from './influence.js';
import { followId, jobReferences } from './references.js';
import type { SecretUse } from './secrets.js';
import { secretUses } from './secrets.js';
import type { Starts } from './starts.js';
import { gateOrder } from './stepChecks.js';
import type { Job, Step } from './workflow.js';
import { writtenCredentials } from './writtenOut.js';

/** Where one job is read. */
export interface WorkflowContext {
  readonly reading: Reading;
  readonly workflow: Around;
  readonly starts: Starts;
}

/**
 * The session of one job, as its file alone shows it.
 *
 * @param needed the gates before it by the jobs that it needs
 */
export function lowerJob(context: WorkflowContext, job: Job, needed: readonly Gate[]): SessionFacts {
  const { reading, workflow, starts } = context;
  const origin = reading.originOf(job.key);
  const host = hostOf(reading, job);
  const gates = gatesOf(reading, starts, job, needed);
  const order = gateOrder(reading, starts, job, guardingGates(reading, starts, job, gates));
  const initiators = starts.initiators(job, followId);
  const bound = starts.bound(job);
  const uses = secretUses(reading, workflow, job, bound.withCallers);
  const environments = [get(job.node, 'env'), workflow.env];
  // Few jobs ask for a token of their own.
  const runs = once(() => presentedRuns(context, job, { initiators, host }));
  const overlay = overlaidClaims(context, job, host);
  const subjects = oidcSubjects(environmentOf(job), initiators);
  const around = aroundSteps(context, job, host);
  const presentation = { subjects, runs, overlay };
  const permissions = grantsOf(context, job, order.everywhere);
  const minted = mintedIdentities(context, job, {
    steps: bound.steps,
    order,
    presentation,
    isBash: around.shell === 'bash',
    asks: holdsIdToken(permissions),
  });
  const used = awsNeeds(around, bound.steps, minted.awsLogins);
  const carried = [
    ...carriedSecrets(reading, starts, job, uses, order),
    ...writtenCredentials(reading, workflow, job, order),
    ...minted.carried.map((identity) => withNeeds(identity, used)),
  ];
  const accepts = starts.callable ? starts.accepts(job) : undefined;
  const unreadBefore = starts.unreadBefore(job);
  const turnedAway = turnedAwayIn(reading, starts, job);
  return {
    localId: `job:${job.id}`,
    kind: 'job-token',
    name: `${workflow.title} / ${job.id}`,
    noun: 'job',
    label: job.id,
    credential: 'GITHUB_TOKEN',
    subject: { job: job.id },
    origin,
    extent: spanning(job.key.written, job.node.written),
    role: job.uses === undefined ? 'runs' : 'delegates',
    initiators,
    lifetime: lifetimeOf(reading, job, host),
    ...permissions,
    grants: [...permissions.grants, ...carried.map((identity) => identityGrant(identity))],
    callable: starts.callable,
    ...(accepts === undefined ? {} : { accepts }),
    gates: [...gates, ...minted.gates],
    ...(unreadBefore.length === 0 ? {} : { unreadBefore }),
    carried,
    sweeps: sweepsOf(context, job, uses, order.everywhere),
    references: [...jobReferences(reading, workflow, job, bound.replaced), ...minted.references],
    participants: participantsOf(reading, job, bound.withCallers, uses, environments),
    exposures: exposuresOf(reading, job.steps, uses, environments),
    tokenUses: uses
      .filter((use) => use.what === 'token')
      .map((use) => ({ origin: use.origin, to: use.step?.label ?? 'every step of the job' })),
    influences: influencesOf(reading, starts, job),
    ...(turnedAway.length === 0 ? {} : { turnedAway }),
    ...(host === undefined ? {} : { host }),
    tiers: tiersOf(reading, job, carried),
    purposes: purposesOf(reading, bound.steps, around.workingDirectory),
    needs: job.uses === undefined ? stepsNeeds(around, bound.steps) : { items: [], gaps: [] },
    ...(mayAsk(job, starts.callable, permissions)
      ? { presents: { claimSets: [...runs().map(({ claims }) => claims), ...overlay], requires: ID_TOKEN } }
      : {}),
    unknowns: permissions.unknowns,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Whether a job, or what it calls, may be granted the right to ask for a token of its own. */
function mayAsk(job: Job, callable: boolean, permissions: Permissions): boolean {
  if (permissions.grantBlock === undefined) return callable || job.uses !== undefined;
  return holdsIdToken(permissions);
}

function holdsIdToken({ grants }: Permissions): boolean {
  return grants.some(({ right, access }) => right === ID_TOKEN.right && access === ID_TOKEN.access);
}

function aroundSteps(
  { reading, workflow, starts }: WorkflowContext,
  job: Job,
  host: Host | undefined,
): StepsAround {
  return {
    reading,
    environments: [workflow.env, get(job.node, 'env')],
    events: starts.callable ? [] : starts.triggers.map((trigger) => trigger.facts.name),
    shell: defaultShell(workflow, job, host),
    workingDirectory: defaultFolder(workflow, job),
    parseShell: reading.parseShell,
    ...(get(job.node, 'strategy') === undefined
      ? {}
      : { filledIn: (script: string) => matrixTexts(job, script) }),
  };
}

/** What the steps do with an identity, where that is known. */
function withNeeds(identity: CarriedIdentity, used: ReadonlyMap<string, NeedFacts>): CarriedIdentity {
  const needs = used.get(identity.key);
  return needs === undefined ? identity : { ...identity, needs };
}

type Permissions = Pick<SessionFacts, 'grants' | 'unknowns'> &
  Partial<Pick<SessionFacts, 'assumed' | 'grantBlock'>>;

function grantsOf(context: WorkflowContext, job: Job, gates: readonly string[]): Permissions {
  const { reading, workflow, starts } = context;
  const own = job.permissions && (readPermissions(reading, job.permissions, 'session') ?? 'refused');
  const block = own ?? workflow.fileBlock;
  if (block === 'refused') {
    const node = own === 'refused' ? job.permissions?.key : workflow.permissions?.key;
    const at = reading.originOf(node ?? job.key);
    return {
      grants: [],
      unknowns: [{ what: 'what the token may do', why: 'GitHub refuses this permissions block', origin: at }],
    };
  }
  if (block !== undefined) {
    const { grants, ...grantBlock } = block;
    return { grants: grants.map((grant) => ({ ...grant, gates })), grantBlock, unknowns: [] };
  }
  const shared = job.uses === undefined ? workflow.implicitOrigin : undefined;
  const origin = shared ?? reading.originOf(job.key);
  // As they are made they stand behind no gate.
  const gated = (grants: readonly Grant[]): readonly Grant[] =>
    gates.length === 0 ? grants : grants.map((grant) => ({ ...grant, gates }));
  const choices = defaultGrants(origin);
  const onlyCalled = starts.callable && starts.triggers.length === 1;
  return {
    grants: [],
    unknowns: [],
    // A workflow that is only called has its caller's grants, never the default of its own repository.
    ...(onlyCalled
      ? {}
      : {
          assumed: {
            setting: 'defaultTokenPermissions',
            choices: { permissive: gated(choices.permissive), restricted: gated(choices.restricted) },
            fallback: 'permissive',
            origin,
          },
        }),
  };
}

function sweepsOf(
  context: WorkflowContext,
  job: Job,
  uses: readonly SecretUse[],
  gates: readonly string[],
): readonly SecretSweep[] {
  const { reading, starts } = context;
  const sweeps: SecretSweep[] = uses.flatMap((use) => {
    if (use.what !== 'dump' && use.what !== 'computed-name') return [];
    const initiators = initiatorsOf(reading, starts, job, [use]);
    return [
      {
        how: use.what,
        text: use.name,
        gates,
        ...(initiators === undefined ? {} : { initiators }),
        origin: use.origin,
      },
    ];
  });
  const passed = get(job.node, 'secrets');
  if (passed?.kind === 'scalar' && passed.text === 'inherit') {
    sweeps.push({ how: 'inherit', text: 'inherit', gates, origin: reading.originOf(passed) });
  }
  return sweeps;
}

function tiersOf(reading: Reading, job: Job, carried: readonly CarriedIdentity[]): SessionFacts['tiers'] {
  const environment = environmentOf(job);
  const named = [
    ...(environment === undefined
      ? []
      : [{ name: environment.name, origin: reading.originOf(environment.node) }]),
    ...carried.map(({ name, origin }) => ({ name, origin })),
  ];
  return named.flatMap(({ name, origin }) => {
    const tier = tierOf(name);
    return tier === undefined ? [] : [{ tier, name, origin }];
  });
}

function purposesOf(
  reading: Reading,
  steps: readonly Step[],
  folder: string | undefined,
): SessionFacts['purposes'] {
  return steps.flatMap((step) => {
    if (step.uses !== undefined) {
      const fact = purposeOfAction(step.uses.text);
      return fact === undefined
        ? []
        : [{ ...fact, why: `${step.label} ${fact.why}`, origin: reading.originOf(step.uses) }];
    }
    if (step.run === undefined || isAbsent(step.run)) return [];
    const { run } = step;
    const at = get(step.node, 'name') ?? step.node.entries[0]?.key ?? run;
    const scripts = [run.text, ...ranScripts(reading, step, folder)];
    return purposesOfScript(scripts.join('\n')).map((fact) => ({
      ...fact,
      why: `${step.label} ${fact.why}`,
      origin: reading.originOf(at),
    }));
  });
}
