import { orbElement } from '../../knowledge/circleci/orbs.js';
import type { CarriedIdentity, NeedFacts } from '../../model/facts.js';
import type { RolePart } from '../../pipelines/aws/roleUses.js';
import { roleUses } from '../../pipelines/aws/roleUses.js';
import { awsScriptUse } from '../../pipelines/aws/scriptUse.js';
import type { AwsStepUse } from '../../pipelines/aws/use.js';
import { NO_AWS, openUse } from '../../pipelines/aws/use.js';
import { heldAwsRole } from '../../pipelines/heldIdentities.js';
import { readPipelineScript } from '../../pipelines/script.js';
import { heldAccount } from '../../pipelines/tokenLogins.js';
import { claimSetsOf } from './claims.js';
import type { Input } from './steps.js';
import type { RunJob } from './jobs.js';
import type { Reading } from './reading.js';
import type { Login } from './roles.js';
import type { Run } from './runs.js';
import { stepScript } from './scripts.js';
import type { Step } from './steps.js';
import { inputOf } from './steps.js';
import { quoted } from '../../text/quoted.js';

/** The roles and accounts of a job as it carries them. */
export function carriedRoles(
  logins: readonly Login[],
  {
    label,
    runs,
    gates,
  }: {
    /** The session's. */
    readonly label: string;
    readonly runs: readonly Run[];
    readonly gates: readonly string[];
  },
  needs: ReadonlyMap<string, NeedFacts>,
): readonly CarriedIdentity[] {
  const identities = logins.map((login): CarriedIdentity => {
    const held = heldOf(login, gates);
    const { token, durationOrigin } = login;
    const own = needs.get(held.key);
    const claimSets = token === undefined ? [] : claimSetsOf(runs, token);
    return {
      ...held,
      ...(login.step === undefined ? { key: `${held.key}#image of ${label}`, note: PULLS } : {}),
      lifetime: durationOrigin === undefined ? held.lifetime : { ...held.lifetime, origin: durationOrigin },
      ...(token === undefined ? {} : { claims: claimsForReaders(claimSets) }),
      ...(claimSets.length === 0 ? {} : { claimSets }),
      ...(token === undefined ? chained(login, logins) : {}),
      ...(own === undefined ? {} : { needs: own }),
    };
  });
  return [...new Map(identities.map((identity) => [identity.key, identity])).values()];
}

/** What CircleCI takes to pull an image the job's own steps never see, so that it is no identity that jobs share. */
const PULLS = 'CircleCI takes it to pull the image, before the job begins';

function claimsForReaders(
  sets: readonly NonNullable<CarriedIdentity['claimSets']>[number][],
): Readonly<Record<string, string>> {
  const subjects = [...new Set(sets.flatMap(({ values }) => values['sub'] ?? []))];
  const audience = sets[0]?.values['aud'];
  return {
    sub: subjects.slice(0, 3).join(' or '),
    ...(audience === undefined ? {} : { aud: audience }),
  };
}

/** A role that is taken with the keys of the one role that was taken before it. */
function chained(login: Login, logins: readonly Login[]): Pick<CarriedIdentity, 'askedAs'> {
  const before = logins
    .slice(0, logins.indexOf(login))
    .filter(({ system, step }) => system === 'AWS' && step);
  const names = new Set(before.map(({ taken }) => taken.role));
  const [only] = before;
  return names.size === 1 && only !== undefined ? { askedAs: keyOf(only) } : {};
}

function keyOf({ system, taken }: Login): string {
  return `role:${system}:${taken.role}`;
}

function heldOf(login: Login, gates: readonly string[]): CarriedIdentity {
  const { system, taken, origin } = login;
  const at = { origin, visibleTo: 'session' as const, gates };
  return system === 'AWS' ? heldAwsRole(taken, at) : heldAccount(system, taken.role, at);
}

/** What the job's steps do with each role of AWS, by its key. */
export function roleNeeds(
  reading: Reading,
  { steps }: RunJob,
  logins: readonly Login[],
): ReadonlyMap<string, NeedFacts> {
  const ofAws = logins.filter(({ system }) => system === 'AWS');
  if (reading.catalogue === undefined || ofAws.length === 0) return new Map();
  const parts = steps.map((step): RolePart => ({
    label: step.label,
    isConditional: step.isConditional,
    origin: reading.originOf(step.node),
    takes: ofAws
      .filter((login) => login.step === step)
      .map((login) => ({ key: keyOf(login), lasts: login.lasts })),
    use: (registry) => useOf(reading, step, registry),
  }));
  return roleUses(parts);
}

/** Steps of CircleCI's own that act in no cloud of the user's. */
const QUIET =
  /^(?:checkout|setup_remote_docker|(?:save|restore)_cache|store_\w+|persist_to_workspace|attach_workspace|add_ssh_keys|install_signing_bundle)$/u;

function useOf(reading: Reading, step: Step, registry: boolean): AwsStepUse {
  const { catalogue } = reading;
  if (catalogue === undefined || QUIET.test(step.name)) return NO_AWS;
  const around = { label: step.label, catalogue, registry };
  const script = stepScript(reading, step);
  if (script !== undefined) return awsScriptUse(around, script);
  const { orb } = step;
  const known = orb?.orb.kind === 'registry' ? orbElement(orb.orb, orb.element) : undefined;
  if (known?.runs !== undefined) {
    const text = known.runs.replace(/\{(\w+)\}/gu, (_whole, name: string) =>
      quotedInput(inputOf(step, name)),
    );
    return awsScriptUse(around, readPipelineScript(text, { isBash: true, parseShell: reading.parseShell }));
  }
  if (known?.awsRole !== undefined || known?.chainedRole !== undefined) return NO_AWS;
  return openUse(`what ${quoted(step.name)} does with the session is not read here (${step.label})`);
}

function quotedInput(input: Input | undefined): string {
  return input === undefined ? '' : input.text.replace(/[\r\n]+/gu, ' ');
}
