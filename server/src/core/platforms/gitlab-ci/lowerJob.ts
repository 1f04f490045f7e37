import { ownOf } from '../../collections/ownOf.js';
import { FREE_TEXT } from '../../knowledge/gitlab/predefined.js';
import { JOB_TOKEN_UNKNOWN, VARIABLES_UNKNOWN } from '../../knowledge/gitlab/jobToken.js';
import { tierOf } from '../../knowledge/names/words.js';
import type {
  CarriedIdentity,
  Gate,
  Influence,
  Purpose,
  Reference,
  SessionFacts,
  Tier,
  Unknown,
} from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { emptySession } from '../../model/emptySession.js';
import { identityGrant, takenReferences } from '../../pipelines/heldIdentities.js';
import { unknownActors } from '../../pipelines/unknownActors.js';
import { entry, get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import { spanning } from '../../text/block.js';
import type { Uri } from '../../text/uri.js';
import { awsRoles } from './awsRoles.js';
import { claimsOf } from './claims.js';
import type { Configuration } from './compose/configuration.js';
import { guarding } from './gates.js';
import { hostOf } from './host.js';
import { idTokensOf, withAudience } from './idTokens.js';
import { includedParticipants, includeReferences, includesOf } from './includes.js';
import { initiatorsOf } from './initiators.js';
import type { JobContext, PipelineContext } from './jobContext.js';
import { lifetimeOf } from './lifetime.js';
import { agentContexts } from './agents.js';
import { otherLogins, storedSecrets, untakenTokens } from './otherLogins.js';
import { imagesOf } from './participants.js';
import { gatesOf } from './inheritedGates.js';
import type { Job } from './pipeline.js';
import { scalarsOf } from './nodes.js';
import type { Run } from './runs.js';
import { environmentOf, runsOf } from './runs.js';
import { carriedSecrets } from './secrets.js';
import { ofConditions, unreadChild, unreadIncludes } from './unread.js';
import { makesRelease, ownToken } from './tokenUses.js';
import { jobVariables, valuesOf } from './variables.js';
import { quoted } from '../../text/quoted.js';

/** What is known of the whole file when a job is lowered. */
export interface FileParts {
  /** Variables that jobs make for one another. */
  readonly made: ReadonlySet<string>;
  /** The job that speaks for what is written for all. */
  readonly first: Job | undefined;
  /** Files that are taken in only under conditions which nothing here decides. */
  readonly conditional: ReadonlySet<Uri>;
  /** The pipeline that a job starts, where it is read beside this one. */
  readonly childOf: (job: Job) => Configuration | undefined;
  /** What holds the whole pipeline back. */
  readonly inherited: readonly Gate[];
}

/** The session of one job, as its file alone shows it. */
export function lowerJob(shared: PipelineContext, job: Job, parts: FileParts): SessionFacts {
  const { reading, starts, title } = shared;
  const origin = reading.originOf(job.key);
  const gates = gatesOf(shared, job, parts);
  const context: JobContext = {
    ...shared,
    job,
    items: shared.scripts.of(job),
    variables: jobVariables(starts.variables, job),
    tokens: idTokensOf(job),
    initiators: initiatorsOf(reading, starts, job),
    host: hostOf(reading, job),
    gates: guarding(gates),
    runs: once(() => runsOf(starts, job)),
  };
  const carried = carriedBy(context, parts);
  const own = ownToken(context);
  const secrets = carried.filter(({ kind }) => kind === 'static-credential').map(({ name }) => name);
  const presented = presentedBy(context);
  return {
    ...emptySession(
      origin,
      spanning(
        job.key.written,
        job.written.written.end > job.key.written.end ? job.written.written : job.key.written,
      ),
    ),
    localId: shared.idOf(job),
    kind: 'job-token',
    name: `${title} / ${job.name}`,
    noun: 'job',
    label: job.name,
    credential: 'CI_JOB_TOKEN',
    approvedBy: 'in a protected environment that asks for approval',
    subject: { job: job.name, stage: job.stage },
    role: job.isTrigger ? 'delegates' : 'runs',
    initiators: context.initiators,
    lifetime: lifetimeOf(reading, job, {
      host: context.host,
      isWhole: shared.pipeline.isEntry && shared.pipeline.unread.length === 0 && job.missing.length === 0,
    }),
    grants: [...own.grants, ...carried.map((identity) => identityGrant(identity, 'this project'))],
    gates,
    carried,
    references: [...references(context, carried), ...includeLinks(context, parts)],
    participants: [...imagesOf(context, secrets), ...includedParticipants(reading, shared.pipeline.includes)],
    tokenUses: own.tokenUses,
    influences: influencesOf(context),
    ...(context.host === undefined ? {} : { host: context.host }),
    tiers: tiersOf(context, carried),
    purposes: purposesOf(context),
    ...(presented.length === 0 ? {} : { presents: { claimSets: presented } }),
    unknowns: [...unknownsOf(context, parts), ...actorsOf(context, carried)],
  };
}

/** Every identity that the job holds beside its own token. */
function carriedBy(context: JobContext, parts: FileParts): readonly CarriedIdentity[] {
  const taken = [
    ...carriedSecrets(context, namesSet(context, parts), parts.first === context.job),
    ...storedSecrets(context),
    ...awsRoles(context),
    ...otherLogins(context),
    ...agentContexts(context),
  ];
  const carried = [...taken, ...untakenTokens(context, taken)];
  return [...new Map(carried.map((identity) => [identity.key, identity])).values()];
}

function once(make: () => readonly Run[]): () => readonly Run[] {
  let made: readonly Run[] | undefined;
  return () => (made ??= make());
}

/** Whether the job itself gives a variable a value, or takes one for it from elsewhere in the file. */
function namesSet(
  { items, variables, tokens, job }: JobContext,
  { made }: FileParts,
): (name: string) => boolean {
  const stored = get(job.body, 'secrets');
  const own = new Set([
    ...items.flatMap(({ seen }) => seen.sets),
    ...tokens.map(({ name }) => name),
    ...(stored?.kind === 'mapping' ? stored.entries.map(({ key }) => key.text) : []),
  ]);
  const values = valuesOf(variables);
  return (name) => own.has(name) || values.has(name) || made.has(name);
}

/** A job gets the tokens that the file asks for, and no others. */
function presentedBy(context: JobContext): NonNullable<SessionFacts['presents']>['claimSets'] {
  const { tokens, job, host } = context;
  if (tokens.length === 0) return [];
  const runs = context.runs();
  const sets = claimsOf(job, runs, host);
  return tokens
    .flatMap((token) => withAudience(sets, token, runs[0]?.variables ?? new Map()))
    .slice(0, MOST_SETS);
}

const MOST_SETS = 64;

function references(
  { reading, job, pipeline, idOf }: JobContext,
  carried: readonly CarriedIdentity[],
): readonly Reference[] {
  const needs = entry(job.body, 'needs')?.value;
  const needed = (needs?.kind === 'sequence' ? needs.items : [])
    .map((item) => (item.kind === 'mapping' ? get(item, 'job') : item))
    .filter((node) => node?.kind === 'scalar' && pipeline.byName.has(node.text));
  const byName = new Map(needed.map((node) => [textOf(node) ?? '', node]));
  return [
    ...[...byName].flatMap(([id, node]) => {
      const other = pipeline.byName.get(id);
      return node === undefined || other === undefined
        ? []
        : [
            {
              id: `needs:${id}`,
              kind: 'needs' as const,
              target: {
                space: 'session' as const,
                key: `${reading.uriOf(other.key.range)}#${idOf(other)}`,
              },
              name: id,
              origin: reading.originOf(node),
            },
          ];
    }),
    ...takenReferences(carried.filter(({ kind }) => kind !== 'static-credential')),
  ];
}

/** Files of the repository that the job's pipeline is made of; the first job speaks for all. */
function includeLinks({ reading, job, pipeline }: JobContext, { first }: FileParts): readonly Reference[] {
  const child = get(job.body, 'trigger');
  return [
    ...(job === first ? includeReferences(reading, pipeline.includes) : []),
    ...(child === undefined ? [] : includeReferences(reading, includesOf(get(child, 'include')))),
  ];
}

function influencesOf({ initiators, items, job, reading }: JobContext): readonly Influence[] {
  const merge = initiators.filter(({ id }) => id === 'merge_request_event').map(({ id }) => id);
  const text = items.find(({ seen }) => seen.runsFreeText);
  return [
    ...(merge.length === 0 || items.length === 0
      ? []
      : [
          {
            kind: 'code' as const,
            how: 'it runs the code of the merge request',
            initiators: merge,
            origin: reading.originOf(entry(job.raw, 'script')?.key ?? job.key),
          },
        ]),
    ...(text === undefined
      ? []
      : [
          {
            kind: 'text' as const,
            how: 'its script runs text of whoever started it as code',
            origin: reading.originWithin(text.node, FREE_TEXT.exec(text.text)?.[0] ?? ''),
          },
        ]),
  ];
}

/** https://docs.gitlab.com/ci/environments/#deployment-tier-of-environments */
const TIERS: Readonly<Record<string, Tier>> = {
  production: 'production',
  staging: 'non-production',
  testing: 'non-production',
  development: 'non-production',
};

function tiersOf(
  { job, reading, starts }: JobContext,
  carried: readonly CarriedIdentity[],
): SessionFacts['tiers'] {
  const environment = environmentOf(job, starts.known(job));
  const written = get(get(job.body, 'environment'), 'deployment_tier');
  const tier = ownOf(TIERS, textOf(written) ?? '') ?? (environment && tierOf(environment.name));
  return [
    ...(environment === undefined || tier === undefined
      ? []
      : [{ tier, name: environment.name, origin: reading.originOf(environment.node) }]),
    ...carried.flatMap(({ tier: own, name, origin }) =>
      own === undefined ? [] : [{ tier: own, name, origin }],
    ),
  ];
}

function purposesOf(context: JobContext): SessionFacts['purposes'] {
  const { items, job, reading } = context;
  const found: { purpose: Purpose; why: string; origin: Origin }[] = items.flatMap(({ node, seen }) =>
    seen.purposes.map(({ purpose, why }) => ({ purpose, why, origin: reading.originOf(node) })),
  );
  const release = get(job.body, 'release');
  if (release !== undefined && makesRelease(context)) {
    found.push({ purpose: 'release', why: 'creates a GitLab release', origin: reading.originOf(release) });
  }
  const pages = get(job.body, 'pages');
  const isPages = pages === undefined ? job.name === 'pages' : textOf(pages) !== 'false';
  // https://docs.gitlab.com/ci/yaml/#pages
  if (isPages && items.length > 0) {
    found.push({ purpose: 'deploy', why: 'publishes to GitLab Pages', origin: reading.originOf(job.key) });
  }
  return [...new Map(found.map((purpose) => [`${purpose.purpose} ${purpose.why}`, purpose])).values()];
}

/** https://docs.gitlab.com/ci/variables/, https://docs.gitlab.com/user/clusters/agent/ci_cd_workflow/ */
const OUTSIDE =
  "its credentials are in variables of the project, on the runner or with an agent of GitLab's, outside these files";

function actorsOf({ items, reading }: JobContext, carried: readonly CarriedIdentity[]): readonly Unknown[] {
  const texts = items.map(({ node, text }) => ({
    text,
    place: (command: string): Origin => reading.originWithin(node, command),
  }));
  return unknownActors(texts, carried, { why: OUTSIDE, withAws: true });
}

function unknownsOf(
  { job, reading, pipeline, items, scripts }: JobContext,
  { first, conditional, childOf }: FileParts,
): readonly Unknown[] {
  const origin = reading.originOf(job.key);
  const missing = new Map(job.missing.map((one) => [one.name, one]));
  const elsewhere =
    pipeline.unread.length > 0 || !pipeline.isEntry
      ? 'it stands in another file'
      : 'this file has nothing of that name';
  const trigger = get(job.body, 'trigger');
  return [
    ...(job === first ? unreadIncludes(reading, pipeline) : []),
    ...ofConditions(reading, job, conditional),
    ...[...missing.values()].map(({ name, node }) => ({
      what: `what the job takes from ${quoted(name)}`,
      why: elsewhere,
      origin: reading.originOf(node),
    })),
    ...(job.isTrigger && trigger !== undefined && !isAbsent(trigger)
      ? unreadChild(reading, trigger, childOf(job))
      : [
          { ...JOB_TOKEN_UNKNOWN, origin },
          { ...VARIABLES_UNKNOWN, origin },
        ]),
    ...(scripts.isCut(job)
      ? [{ what: 'what the job runs', why: 'the scripts of this file are too long to be read', origin }]
      : []),
    ...(!job.isTrigger &&
    items.length === 0 &&
    scalarsOf(get(job.body, 'script')).length === 0 &&
    missing.size === 0
      ? [{ what: 'what the job runs', why: elsewhere, origin }]
      : []),
  ];
}
