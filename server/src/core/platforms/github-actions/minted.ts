import type { Federation, IdentityAction, SessionTerms } from '../../knowledge/actions/identityTypes.js';
import { holdsForVersion, identityAction } from '../../knowledge/actions/lookup.js';
import { systemOf } from '../../knowledge/names/systems.js';
import { sensitivityOf, tierOf } from '../../knowledge/names/words.js';
import type { CarriedIdentity, Gate, Lifetime, Reference } from '../../model/facts.js';
import type { ClaimSet } from '../../model/trust.js';
import { takenReferences } from '../../pipelines/heldIdentities.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { appToken } from './appToken.js';
import { lets } from './conditions.js';
import { initiatorsOf } from './credentials.js';
import type { PresentedRun } from './oidcClaims.js';
import type { PublisherLogin } from './publisherLogins.js';
import { publisherLogins } from './publisherLogins.js';
import type { Around } from './around.js';
import type { Reading } from './reading.js';
import { withScriptOutputs } from './scriptOutputs.js';
import { scriptRoles } from './scriptRoles.js';
import type { Starts } from './starts.js';
import type { GateOrder } from './gateOrder.js';
import type { Environments } from './stepInputs.js';
import { durationSeconds, filledIn, holds, valueOf } from './stepInputs.js';
import type { Job, Step } from './workflow.js';
import { inputOf } from './workflow.js';

/**
 * Without it a job is given no token.
 * https://docs.github.com/en/actions/reference/security/oidc#workflow-permissions-for-the-requesting-the-oidc-token
 */
export const ID_TOKEN = { right: 'id-token', access: 'write' } as const;

/** What a job's steps mint or assume, beside its own token. */
export interface Minted {
  readonly carried: readonly CarriedIdentity[];
  readonly references: readonly Reference[];
  /** What stands behind a login: a registry that asks before it lets anybody have what was put there. */
  readonly gates: readonly Gate[];
  /** The steps that take an identity of AWS, by its key. */
  readonly awsLogins: readonly { readonly step: Step; readonly key: string }[];
}

/** What the job's runs present when they ask for a token. */
export interface Presentation {
  /** The subjects, for readers. */
  readonly subjects: readonly string[];
  readonly runs: () => readonly PresentedRun[];
  /** What the job changes of the claims of whoever calls it. */
  readonly overlay: readonly ClaimSet[];
}

interface Context {
  readonly reading: Reading;
  readonly environments: Environments;
  readonly presentation: Presentation;
  /** The steps of the job, in order. */
  readonly steps: readonly Step[];
}

/** App tokens, federated logins and roles that the job's steps take. */
export function mintedIdentities(
  {
    reading,
    workflow,
    starts,
  }: { readonly reading: Reading; readonly workflow: Around; readonly starts: Starts },
  job: Job,
  {
    steps,
    order,
    presentation,
    isBash,
    asks,
  }: {
    /** The job's steps with those of local actions in place. */
    readonly steps: readonly Step[];
    readonly order: GateOrder;
    readonly presentation: Presentation;
    readonly isBash: boolean;
    /** Whether the job may ask for a token of its own. */
    readonly asks: boolean;
  },
): Minted {
  const context: Context = {
    reading,
    environments: [get(job.node, 'env'), workflow.env],
    presentation,
    steps,
  };
  const awsLogins: Minted['awsLogins'][number][] = [];
  const behind: Gate[] = [];
  const carried = steps.flatMap((step) => {
    const action = step.uses && identityAction(step.uses.text);
    const taken =
      action === undefined
        ? rolesOfScript(context, step, { isBash, before: awsLogins.at(-1)?.key })
        : identitiesOf(context, step, action);
    const logins = asks ? publisherLogins(reading, step, context.environments) : [];
    behind.push(...logins.flatMap(({ gate }) => gate ?? []));
    if (taken.length === 0 && logins.length === 0) return [];
    const initiators = initiatorsOf(reading, starts, job, [{ step }]);
    const gateBehind = new Map(logins.map(({ identity, gate }) => [identity.key, gate?.id]));
    return [...taken, ...logins.map((login) => presented(context, step, login))].map((identity) => {
      if (identity.system?.name === 'AWS') awsLogins.push({ step, key: identity.key });
      return {
        ...identity,
        gates: [...order.ofStep(step), ...[gateBehind.get(identity.key) ?? []].flat()],
        ...(initiators === undefined ? {} : { initiators }),
      };
    });
  });
  const assumed = carried.filter((identity) => identity.kind !== 'app-installation');
  return {
    carried,
    awsLogins,
    gates: [...new Map(behind.map((gate) => [gate.id, gate])).values()],
    references: takenReferences(assumed),
  };
}

type Ungated = Omit<CarriedIdentity, 'gates'>;

/** A login to a registry with the token that its tool asks for. */
function presented(context: Context, step: Step, { identity, audience }: PublisherLogin): Ungated {
  const claimSets = claimSetsOf(context, step, audience);
  return {
    ...identity,
    claims: { sub: context.presentation.subjects.join(' or '), aud: audience },
    ...(claimSets.length === 0 ? {} : { claimSets }),
    requires: ID_TOKEN,
  };
}

function identitiesOf(context: Context, step: Step, action: IdentityAction): readonly Ungated[] {
  const reference = step.uses?.text ?? '';
  const applies = (terms: SessionTerms): boolean =>
    holdsForVersion(reference, terms) && terms.when.every((test) => holds(step, test, context.environments));
  const app = action.mintsAppToken;
  return [
    ...(app === undefined ? [] : [appToken(context.reading, step, app)]),
    ...(action.federates ?? []).filter(applies).map((terms) => federated(context, step, terms)),
    ...(action.assumes ?? []).filter(applies).map((terms) => assumedRole(context, step, terms, terms.system)),
  ];
}

/** Roles that a script takes on: with a token of the job, or as whoever was logged in before it. */
function rolesOfScript(
  context: Context,
  step: Step,
  { isBash, before }: { readonly isBash: boolean; readonly before: string | undefined },
): readonly Ungated[] {
  const { reading, environments, presentation } = context;
  return scriptRoles(reading, step, { environments, isBash }).map(({ identity, by, audience }) => {
    if (by === 'keys') return before === undefined ? identity : chained(identity, before);
    const claimSets = claimSetsOf(context, step, audience);
    return {
      ...identity,
      claims: {
        sub: presentation.subjects.join(' or '),
        ...(audience === undefined ? {} : { aud: audience }),
      },
      ...(claimSets.length === 0 ? {} : { claimSets }),
      requires: ID_TOKEN,
    };
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining */
const CHAINED_MAXIMUM_SECONDS = 3600;

function chained<T extends Pick<CarriedIdentity, 'lifetime'>>(
  identity: T,
  before: string,
): T & { readonly askedAs: string } {
  const { lifetime } = identity;
  const isLonger = lifetime.seconds === null || lifetime.seconds > CHAINED_MAXIMUM_SECONDS;
  const bound: Lifetime = {
    ...lifetime,
    seconds: CHAINED_MAXIMUM_SECONDS,
    basis: 'platform-maximum',
    boundBy: 'the one hour of a role that is taken on as another',
  };
  return { ...identity, askedAs: before, ...(isLonger ? { lifetime: bound } : {}) };
}

const PRODUCTS: Readonly<Partial<Record<Federation['provider'], string>>> = {
  aws: 'AWS',
  google: 'Google Cloud',
  azure: 'Azure',
  vault: 'HashiCorp Vault',
  pypi: 'PyPI',
  npm: 'npm',
  rubygems: 'RubyGems',
  crates: 'crates.io',
  nuget: 'NuGet',
};
const CLOUDS: ReadonlySet<string> = new Set(['AWS', 'Google Cloud', 'Azure']);

function federated(context: Context, step: Step, terms: Federation): Ungated {
  const product = terms.providerName ?? PRODUCTS[terms.provider] ?? terms.provider;
  const audience =
    (terms.audienceInput === undefined ? undefined : textOf(inputOf(step, terms.audienceInput))) ??
    terms.defaultAudience;
  const claimSets = claimSetsOf(context, step, audience);
  return {
    ...assumedRole(context, step, terms, product),
    claims: {
      sub: context.presentation.subjects.join(' or '),
      ...(audience === undefined ? {} : { aud: audience }),
    },
    ...(claimSets.length === 0 ? {} : { claimSets }),
    requires: ID_TOKEN,
  };
}

/** The claims of the runs that get to the step, with the audience that it asks for. */
function claimSetsOf(
  { reading, presentation }: Context,
  step: Step,
  audience: string | undefined,
): readonly ClaimSet[] {
  const condition = step.condition && reading.conditionOf(step.condition);
  const own = presentation
    .runs()

    .filter(({ scenario }) => lets(condition, scenario))
    .map(({ claims }) => claims);
  const isKnown = audience !== undefined && !/\$\{\{|</u.test(audience);
  return [...own, ...presentation.overlay].map((set) => ({
    ...set,
    values: { ...set.values, ...(isKnown ? { aud: audience } : {}) },
  }));
}

function assumedRole(
  { reading, environments, steps }: Context,
  step: Step,
  terms: SessionTerms,
  product: string,
): Ungated {
  const read = (input: string | undefined): ReturnType<typeof valueOf> =>
    input === undefined ? undefined : valueOf(step, input, terms.inputsFrom, environments);
  const target = read(terms.targetInput);
  const origin = reading.originOf(target ?? step.uses ?? step.node);
  // Google's pool only leads to the account; elsewhere the target is what is assumed.
  const account = textOf(read(terms.accountInput));
  const written =
    (product === 'Google Cloud' ? (account ?? textOf(target)) : (textOf(target) ?? account)) ?? product;
  const filled = filledIn(written, [step.env, ...environments]);
  const name = withScriptOutputs(filled, steps.slice(0, steps.indexOf(step)), environments);
  const tier = tierOf(name);
  return {
    key: `role:${product}:${name}`,
    kind: CLOUDS.has(product) ? 'cloud-role' : 'federated-workload',
    name,
    system: systemOf(product),
    lifetime: lifetimeOf(reading, step, terms, read(terms.durationInput)),
    visibleTo: 'session',
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(name),
    ...(terms.note === undefined ? {} : { note: terms.note }),
    origin,
    uses: [origin],
  };
}

function lifetimeOf(
  reading: Reading,
  step: Step,
  terms: SessionTerms,
  node: ReturnType<typeof valueOf>,
): Lifetime {
  const boundBy = terms.durationInput ?? 'the provider';
  const declared = durationSeconds(textOf(node), terms.durationUnit);
  if (node !== undefined && declared !== undefined) {
    return { seconds: declared, basis: 'declared', boundBy, origin: reading.originOf(node) };
  }
  const origin = reading.originOf(node ?? step.uses ?? step.node);
  const known = terms.durationDefaultSeconds;
  return known === undefined || node !== undefined
    ? { seconds: null, basis: 'unknown', boundBy: `${boundBy}; its value is not in this file`, origin }
    : { seconds: known, basis: 'platform-default', boundBy, origin };
}
