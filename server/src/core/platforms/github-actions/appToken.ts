import type { AppTokenFacts } from '../../knowledge/actions/identityTypes.js';
import { holdsForVersion } from '../../knowledge/actions/lookup.js';
import type { CarriedIdentity, MintedScope } from '../../model/facts.js';
import { entries, textOf } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import type { Step } from './workflow.js';
import { inputOf } from './workflow.js';

/** The installation token of a GitHub App that a step mints. */
export function appToken(reading: Reading, step: Step, facts: AppTokenFacts): Omit<CarriedIdentity, 'gates'> {
  const origin = reading.originOf(step.uses ?? step.node);
  const appId = facts.appIdInputs
    .map((input) => textOf(inputOf(step, input)))
    .find((text) => text !== undefined);
  return {
    key: `app:${appId ?? step.label}`,
    kind: 'app-installation',
    name: `app token of ${step.label}`,
    system: { kind: 'repository', name: 'GitHub' },
    lifetime: {
      seconds: facts.lifetimeSeconds ?? null,
      basis: facts.lifetimeSeconds === undefined ? 'unknown' : 'platform-default',
      boundBy: isRevoked(step, facts)
        ? 'installation token, revoked when the job ends'
        : 'installation token, which works on when the job has ended',
      origin,
    },
    ...(isRevoked(step, facts) ? { endsWithSession: true as const } : {}),
    minted: mintedScope(step, facts),
    visibleTo: 'session',
    sensitivity: [],
    note: `Unset, it covers ${facts.defaultRepositories}; ${facts.defaultPermissions}.`,
    origin,
    uses: [origin],
  };
}

/** Whether the action takes its token back when the job ends; what is computed is not known to. */
function isRevoked(step: Step, { revokes, revocation }: AppTokenFacts): boolean {
  if (revokes !== 'at-job-end') return false;
  const written = revocation === undefined ? undefined : textOf(inputOf(step, revocation.input));
  return written === undefined || written.toLowerCase() === revocation?.revokedWhen;
}

function mintedScope(step: Step, facts: AppTokenFacts): MintedScope {
  const read = (input: string | undefined): string | undefined => {
    const text = input === undefined ? undefined : textOf(inputOf(step, input));
    return text === '' ? undefined : text;
  };
  // Where the owner is not set, some actions take the current repository alone.
  const currentOnly =
    /^the current repository/iu.test(facts.defaultRepositories) && read(facts.ownerInput) === undefined;
  // An input that the action has not at this version does nothing.
  const byName = holdsForVersion(step.uses?.text ?? '', { from: facts.repositoriesInputSince })
    ? facts.repositoriesInput
    : undefined;
  const resources = listed(read(byName)) ?? (currentOnly ? 'this repository' : undefined);
  const rights = writtenRights(step, facts);
  return {
    ...(resources === undefined ? {} : { resources }),
    ...(rights === undefined ? {} : { rights }),
    ...(rights === undefined ? namesOfRights(step, facts) : {}),
    limits: {
      ...(resources === undefined && byName !== undefined && !refusesRepositories(step, facts)
        ? { [byName]: THIS_REPOSITORY[facts.repositoriesAs ?? 'list'] }
        : {}),
    },
  };
}

/** The repository of the run, as the input takes it: a list by its name, an array by its full name. */
const THIS_REPOSITORY = {
  list: '${{ github.event.repository.name }}',
  single: '${{ github.event.repository.name }}',
  json: '["${{ github.repository }}"]',
} as const;

/** The rights that the step asks for, in words; `undefined` when it asks for none and so gets all. */
function writtenRights(step: Step, facts: AppTokenFacts): string | undefined {
  const [form, name = ''] = facts.permissionInputs.split(':');
  if (form === 'none') return undefined;
  if (form !== 'prefixed') return textOf(inputOf(step, name));
  const set = entries(step.with).filter(({ key }) => key.text.toLowerCase().startsWith(name));
  if (set.length === 0) return undefined;
  return set.map(({ key, value }) => `${key.text.slice(name.length)}: ${textOf(value) ?? '?'}`).join(', ');
}

/** By which inputs its rights could be named; which ones the steps need is not followed over the token. */
function namesOfRights(step: Step, facts: AppTokenFacts): Pick<MintedScope, 'rightsBy'> {
  const [form, name = ''] = facts.permissionInputs.split(':');
  const known = holdsForVersion(step.uses?.text ?? '', { from: facts.permissionInputsSince });
  if (!known || form === 'none') return {};
  return { rightsBy: form === 'prefixed' ? `${name}…` : name };
}

/** A list with an item on each line as one line. */
function listed(text: string | undefined): string | undefined {
  return text?.trim().replace(/\s*\n\s*/gu, ', ');
}

/** Whether the action fails when its repositories are named beside the owner that the step names. */
function refusesRepositories(step: Step, facts: AppTokenFacts): boolean {
  const owner = facts.ownerInput === undefined ? undefined : textOf(inputOf(step, facts.ownerInput));
  return facts.ownerExcludesRepositories === true && owner !== undefined && owner !== '';
}
