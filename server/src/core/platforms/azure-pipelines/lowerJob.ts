import { tierOf } from '../../knowledge/names/words.js';
import type { CarriedIdentity, NeedFacts, SecretSweep, SessionFacts, Unknown } from '../../model/facts.js';
import { emptySession } from '../../model/emptySession.js';
import { identityGrant } from '../../pipelines/heldIdentities.js';
import { awsNeeds } from './awsNeeds.js';
import { connectionClaims, pipelineClaims } from './claims.js';
import type { ConnectionUse } from './connections.js';
import { carriedConnections, connectionUses, isOidc, unknownConnections } from './connections.js';
import type { Holding } from './credentials.js';
import { carriedSecrets, initiatorsOf, secureFiles, unknownGroups, vaultSecrets } from './credentials.js';
import { environmentsOf } from './environments.js';
import { exposuresOf } from './exposures.js';
import type { GateReader } from './gates.js';
import type { Runner } from './host.js';
import { poolOf, runnerOf } from './host.js';
import { influencesOf } from './influence.js';
import { lifetimeOf } from './lifetime.js';
import { participantsOf } from './participants.js';
import { unreadTemplates } from './handed.js';
import type { Job } from './pipeline.js';
import type { NamedPlace } from './places.js';
import { STEPS_OF_TEMPLATE } from './places.js';
import { purposesOf } from './purposes.js';
import type { Reading } from './reading.js';
import { callsOf, jobReferences, unknownTemplates } from './references.js';

import type { Resources } from './resources.js';
import { roleReferences, roleUses } from './roles.js';
import type { FileUse, SecretUse } from './secrets.js';
import { secretUses } from './secrets.js';
import type { Starts } from './starts.js';
import { inputText, isDisabled } from './steps.js';
import { quoted } from '../../text/quoted.js';

/** What all jobs of a file share. */
export interface FileContext {
  readonly reading: Reading;
  readonly starts: Starts;
  readonly gates: GateReader;
  readonly title: string;
  /** Local ids of the sessions of jobs. */
  readonly ids: ReadonlyMap<Job, string>;
  readonly resources: Resources;
  /** What the variables of the whole file name. */
  readonly ofFile: readonly FileUse[];
  /** Names that steps of the file give a value to while it runs. */
  readonly computed: ReadonlySet<string>;
}

/** The session of one job, as its file alone shows it. */
export function lowerJob(context: FileContext, place: NamedPlace): SessionFacts {
  const { reading, starts } = context;
  const { job } = place;
  const { isTemplate } = starts.pipeline;
  const values = starts.valuesOf(place);
  const reaching = starts.reaching(place);
  const runner = runnerOf(reading, poolOf(starts.pipeline, place), values);
  const gates = context.gates.of(place);
  const holding: Holding = { starts, place, reaching, gates: gates.guarding };
  const held = heldBy(context, holding, runner);
  const accepts = isTemplate ? starts.accepts(place) : undefined;
  return {
    ...startOf(context, place),
    approvedBy: 'in an environment that asks for approval',
    localId: place.localId,
    kind: 'job-token',
    name: `${context.title} / ${place.label}`,
    noun: isPart(place) ? 'template' : 'job',
    label: place.label,
    credential: 'System.AccessToken',
    subject: place.subject,
    role: roleOf(place),
    initiators: isTemplate ? [] : starts.initiators(place, reaching),
    lifetime: lifetimeOf(reading, place, runner, values),
    grants: held.carried.map((identity) => identityGrant(identity, 'this project')),
    callable: isTemplate,
    ...(accepts === undefined ? {} : { accepts }),
    gates: gates.all,
    carried: held.carried,
    sweeps: held.sweeps,
    references: [...jobReferences(context, place), ...held.references],
    participants: participantsOf(reading, job, context.resources, held),
    exposures: exposuresOf(reading, job.steps),
    tokenUses: held.uses
      .filter(({ what }) => what === 'token')
      .map(({ origin, step }) => ({ origin, to: step?.label ?? 'every step of the job' })),
    influences: runner.kind === 'server' || (isTemplate && job.kind === 'steps') ? [] : influencesOf(holding),
    ...(runner.kind === 'agent' && runner.host !== undefined && job.kind !== 'template'
      ? { host: runner.host }
      : {}),
    tiers: tiersOf(context, place, held.carried),
    purposes: purposesOf(reading, job.steps, values),
    ...presentsOf(holding, held.connections),
    unknowns: unknownsOf(context, holding, held.connections, runner),
  };
}

function roleOf({ job }: NamedPlace): SessionFacts['role'] {
  return job.kind === 'template' && job.steps.length === 0 ? 'delegates' : 'runs';
}

/** Whether it is no job by itself: jobs of another file, or steps that jobs of others take in. */
function isPart({ localId }: NamedPlace): boolean {
  return localId.startsWith('template:') || localId === STEPS_OF_TEMPLATE;
}

/** A job of a template stands where the pipeline names it, or where it takes the template in. */
function startOf(
  { reading, starts }: FileContext,
  { stage, job }: NamedPlace,
): ReturnType<typeof emptySession> {
  if (reading.fileOf(job.head) === reading.uri) {
    const extent = reading.fileOf(job.node) === reading.uri ? job.node : job.head;
    return emptySession(reading.originOf(job.head), extent.written);
  }
  const call = callsOf(reading, stage, job).find(({ node }) => reading.fileOf(node) === reading.uri);
  const { root } = starts.pipeline;
  const node = call?.node ?? root.entries[0]?.key ?? root;
  return emptySession(reading.originOf(node), node.written);
}

interface Held {
  readonly uses: readonly SecretUse[];
  readonly connections: readonly ConnectionUse[];
  readonly carried: readonly CarriedIdentity[];
  readonly sweeps: readonly SecretSweep[];
  readonly references: SessionFacts['references'];
}

function heldBy(context: FileContext, holding: Holding, runner: Runner): Held {
  const { reading, starts } = context;
  const { job } = holding.place;
  const values = starts.valuesOf(holding.place);
  const host = runner.kind === 'agent' ? runner.host : undefined;
  const steps = job.steps.filter((step) => !isDisabled(step));
  const uses =
    job.kind === 'template' && steps.length === 0
      ? []
      : secretUses({
          reading,
          pipeline: starts.pipeline,
          job,
          values,
          ofFile: context.ofFile,
          computed: context.computed,
        });
  const connections = connectionUses(holding, steps);
  const roles = roleUses(holding, steps, host);
  const vault = vaultSecrets(holding, steps);
  const needs = awsNeeds({ reading, values, host }, connections, roles);
  const distinctRoles = new Map(roles.map(({ identity }) => [identity.key, identity]));
  return {
    uses,
    connections,
    carried: [
      // What a step takes from a vault is a variable from then on.
      ...carriedSecrets(
        holding,
        uses.filter(({ name, what }) => what !== 'secret' || !vault.names.has(name.toLowerCase())),
      ),
      ...secureFiles(holding, steps),
      ...vault.carried,
      ...[...carriedConnections(holding, connections), ...distinctRoles.values()].map((identity) =>
        withNeeds(identity, needs),
      ),
    ],
    sweeps: vault.sweeping.map((step) => {
      const initiators = initiatorsOf(holding, [step]);
      const filter = step.inputs.find(({ value }) => value.key.text.toLowerCase() === 'secretsfilter');
      return {
        how: 'dump',
        text: 'SecretsFilter: *',
        of: `the key vault ${quoted(values.fill(inputText(step, 'KeyVaultName') ?? 'that it names'))}`,
        gates: holding.gates,
        ...(initiators === undefined ? {} : { initiators }),
        origin: reading.originOf(filter?.value.value ?? step.head),
      };
    }),
    references: roleReferences(roles),
  };
}

/** What the steps do with an identity, where that is known. */
function withNeeds(identity: CarriedIdentity, used: ReadonlyMap<string, NeedFacts>): CarriedIdentity {
  const needs = used.get(identity.key);
  return needs === undefined ? identity : { ...identity, needs };
}

/** The tokens that the job may ask for: of the pipeline, and of each connection that it names. */
function presentsOf(holding: Holding, connections: readonly ConnectionUse[]): Pick<SessionFacts, 'presents'> {
  const names = new Set(
    connections.filter(({ kind, isKnown }) => isKnown && isOidc(kind)).map(({ name }) => name),
  );
  return {
    presents: {
      claimSets: [
        ...pipelineClaims(holding),
        ...[...names].flatMap((name) => connectionClaims(holding, name)),
      ],
    },
  };
}

function tiersOf(
  { reading, starts }: FileContext,
  place: NamedPlace,
  carried: readonly CarriedIdentity[],
): SessionFacts['tiers'] {
  const { stage, job } = place;
  const environments = environmentsOf(job, starts.valuesOf(place));
  const named = [
    ...environments.map(({ name, node }) => ({ name, origin: reading.originOf(node) })),
    // A stage that is called `Test` runs tests; one that is called `Production` runs there.
    ...(stage.isWritten && tierOf(stage.id) === 'production'
      ? [{ name: stage.id, origin: reading.originOf(stage.head) }]
      : []),
    ...carried.map(({ name, origin }) => ({ name, origin })),
  ];
  return named.flatMap(({ name, origin }) => {
    const tier = tierOf(name);
    return tier === undefined ? [] : [{ tier, name, origin }];
  });
}

/**
 * What the job's own token may do is told by settings: its scope, and the rights of the account that it stands for.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/access-tokens
 */
function unknownsOf(
  { reading, resources, starts, computed }: FileContext,
  holding: Holding,
  connections: readonly ConnectionUse[],
  runner: Runner,
): readonly Unknown[] {
  const { place } = holding;
  const { job } = place;
  const token: Unknown = {
    what: 'what System.AccessToken may do',
    about: 'settings',
    why: 'its scope, project or organisation, and the rights of the build service account are settings outside this file',
    origin: reading.originOf(job.head),
  };
  return [
    ...(runner.kind === 'server' || job.kind === 'template' ? [] : [token, ...unknownGroups(holding)]),
    ...unknownConnections(connections),
    ...unknownTemplates(
      { reading, values: starts.valuesOf(place), computed, resources },
      unreadTemplates(job),
    ),
  ];
}
