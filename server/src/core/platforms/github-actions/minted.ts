import { identityAction } from '../../knowledge/actions/lookup.js';
import type { AppTokenFacts, Federation, InputTest } from '../../knowledge/actions/identityTypes.js';
import { systemOf } from '../../knowledge/names/systems.js';
import { sensitivityOf, tierOf } from '../../knowledge/names/words.js';
import type { CarriedIdentity, Lifetime, MintedScope, Reference, Unknown } from '../../model/facts.js';
import { entries, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import { initiatorsOf } from './credentials.js';
import type { Reading } from './reading.js';
import type { Starts } from './starts.js';
import type { Job, Step } from './workflow.js';
import { inputOf } from './workflow.js';

/** What a job's steps mint or assume, beside its own token. */
export interface Minted {
  readonly carried: readonly CarriedIdentity[];
  readonly references: readonly Reference[];
  readonly unknowns: readonly Unknown[];
}

/** App tokens and federated logins of the job's steps. */
export function mintedIdentities(
  reading: Reading,
  starts: Starts,
  job: Job,
  gates: readonly string[],
  subjects: readonly string[],
): Minted {
  const carried: CarriedIdentity[] = [];
  const references: Reference[] = [];
  const unknowns: Unknown[] = [];
  for (const step of job.steps) {
    const action = step.uses && identityAction(step.uses.text);
    if (action === undefined || step.uses === undefined) continue;
    const initiators = initiatorsOf(reading, starts, job, [{ step }]);
    const common = { gates, ...(initiators === undefined ? {} : { initiators }) };
    if (action.mintsAppToken !== undefined) {
      carried.push({ ...appToken(reading, step, action.mintsAppToken), ...common });
    }
    for (const federation of action.federates ?? []) {
      if (!federation.when.every((test) => holds(step, test))) continue;
      const role = federated(reading, step, federation, subjects);
      carried.push({ ...role, ...common });
      references.push({
        id: `assumes:${String(step.number)}:${role.name}`,
        kind: 'assumes',
        target: { space: 'external', key: role.key },
        name: role.name,
        origin: role.origin,
      });
      unknowns.push({
        what: `what ${role.name} may do`,
        why: `its policy in ${role.system?.name ?? 'the cloud'} is not in this workspace`,
        origin: role.origin,
      });
    }
  }
  return { carried, references, unknowns };
}

/** Whether a test on a step's inputs holds; an input that is computed counts as set. */
export function holds(step: Step, test: InputTest): boolean {
  const node = inputOf(step, test.input);
  const isSet = node !== undefined && !isAbsent(node) && textOf(node) !== '';
  if (test.is === 'equals') return textOf(node)?.toLowerCase() === test.value?.toLowerCase();
  return test.is === 'set' ? isSet : !isSet;
}

function federated(
  reading: Reading,
  step: Step,
  federation: Federation,
  subjects: readonly string[],
): Omit<CarriedIdentity, 'gates'> {
  const targetNode = federation.targetInput === undefined ? undefined : inputOf(step, federation.targetInput);
  const accountNode = federation.accountInput === undefined ? undefined : inputOf(step, federation.accountInput);
  const origin = reading.originOf(targetNode ?? step.uses ?? step.node);
  const product = federation.providerName ?? PRODUCTS[federation.provider] ?? federation.provider;
  const target = textOf(accountNode) ?? textOf(targetNode);
  const name = target ?? product;
  const tier = tierOf(name);
  const audience =
    (federation.audienceInput === undefined ? undefined : textOf(inputOf(step, federation.audienceInput))) ??
    federation.defaultAudience;
  return {
    key: `role:${federation.provider}:${name}`,
    kind: CLOUDS.has(federation.provider) ? 'cloud-role' : 'federated-workload',
    name,
    system: systemOf(product),
    lifetime: durationOf(reading, step, federation),
    claims: { sub: subjects.join(' or '), ...(audience === undefined ? {} : { aud: audience }) },
    visibleTo: 'session',
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(name),
    ...(federation.note === undefined ? {} : { note: federation.note }),
    origin,
    uses: [origin],
  };
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
const CLOUDS: ReadonlySet<string> = new Set(['aws', 'google', 'azure']);

function durationOf(reading: Reading, step: Step, federation: Federation): Lifetime {
  const node = federation.durationInput === undefined ? undefined : inputOf(step, federation.durationInput);
  const declared = parseDuration(textOf(node));
  if (node !== undefined && declared !== undefined) {
    return {
      seconds: declared,
      basis: 'declared',
      boundBy: federation.durationInput ?? '',
      origin: reading.originOf(node),
    };
  }
  const origin = reading.originOf(step.uses ?? step.node);
  const known = federation.durationDefaultSeconds;
  return known === undefined
    ? { seconds: null, basis: 'unknown', boundBy: 'the provider; its default was not found', origin }
    : { seconds: known, basis: 'platform-default', boundBy: federation.durationInput ?? 'the provider', origin };
}

/** Seconds as a number, or `300s`, `15m`, `1h`; `undefined` for an expression or anything else. */
function parseDuration(text: string | undefined): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([smhd]?)\s*$/u.exec(text ?? '');
  if (match === null) return undefined;
  const unit = { s: 1, m: 60, h: 3600, d: 86_400 }[match[2] ?? ''] ?? 1;
  return Number(match[1]) * unit;
}

function appToken(reading: Reading, step: Step, facts: AppTokenFacts): Omit<CarriedIdentity, 'gates'> {
  const origin = reading.originOf(step.uses ?? step.node);
  const appId = facts.appIdInputs.map((input) => textOf(inputOf(step, input))).find((text) => text !== undefined);
  return {
    key: `app:${appId ?? step.label}`,
    kind: 'app-installation',
    name: `app token of ${step.label}`,
    system: { kind: 'repository', name: 'GitHub' },
    lifetime: {
      seconds: facts.lifetimeSeconds ?? null,
      basis: facts.lifetimeSeconds === undefined ? 'unknown' : 'platform-default',
      boundBy: 'installation access token',
      origin,
    },
    minted: mintedScope(step, facts),
    visibleTo: 'session',
    sensitivity: [],
    note: `Unset, it covers ${facts.defaultRepositories} with ${facts.defaultPermissions}.`,
    origin,
    uses: [origin],
  };
}

function mintedScope(step: Step, facts: AppTokenFacts): MintedScope {
  const repositories = facts.repositoriesInput && textOf(inputOf(step, facts.repositoriesInput));
  const owner = facts.ownerInput && textOf(inputOf(step, facts.ownerInput));
  const rights = permissionInputs(step, facts);
  // Without an owner the token is for the current repository alone, as far as the action's facts say so.
  const currentOnly = owner === undefined && /current|this repository/iu.test(facts.defaultRepositories);
  const resources = repositories ?? (currentOnly ? 'this repository' : undefined);
  return {
    ...(resources === undefined || resources === '' ? {} : { resources }),
    ...(rights === undefined ? {} : { rights }),
    limits: {
      ...(resources === undefined && facts.repositoriesInput !== undefined
        ? { [facts.repositoriesInput]: '${{ github.event.repository.name }}' }
        : {}),
      ...(rights === undefined && facts.permissionInputs === 'prefixed:permission-'
        ? { 'permission-contents': 'read' }
        : {}),
    },
  };
}

function permissionInputs(step: Step, facts: AppTokenFacts): string | undefined {
  if (facts.permissionInputs === 'json:permissions') return textOf(inputOf(step, 'permissions'));
  if (facts.permissionInputs === 'none') return undefined;
  const set = entries(step.with).filter(({ key }) => key.text.toLowerCase().startsWith('permission-'));
  if (set.length === 0) return undefined;
  return set.map(({ key, value }) => `${key.text.slice('permission-'.length)}:${textOf(value) ?? '?'}`).join(', ');
}
