import type { RegistryLogin } from '../../knowledge/actions/identityTypes.js';
import { credentialVariable, identityAction } from '../../knowledge/actions/lookup.js';
import { REGISTRY_HOSTS } from '../../knowledge/actions/registryHosts.js';
import type { CarriedIdentity, SystemRef } from '../../model/facts.js';
import { sensitivityOf, tierOf } from '../../knowledge/names/words.js';
import { systemOf } from '../../knowledge/names/systems.js';
import { namesAccountOrPlace } from '../../pipelines/heldIdentities.js';
import { literalPattern } from '../../text/literalPattern.js';
import type { Reading } from './reading.js';
import type { SecretUse } from './secrets.js';
import type { Starts } from './starts.js';
import type { GateOrder } from './gateOrder.js';
import type { Job } from './workflow.js';
import { inputOf } from './workflow.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';

/** What is known of a secret from where it is handed in. */
interface Classification {
  readonly system: SystemRef;
  readonly credential: string;
  readonly alternative?: string;
}

/** One carried identity for each secret that the job sees. */
export function carriedSecrets(
  reading: Reading,
  starts: Starts,
  job: Job,
  uses: readonly SecretUse[],
  order: GateOrder,
): readonly CarriedIdentity[] {
  const byName = new Map<string, SecretUse[]>();
  for (const use of uses) {
    if (use.what === 'secret' && !isIdentifier(use)) {
      byName.set(use.name, [...(byName.get(use.name) ?? []), use]);
    }
  }
  return [...byName].flatMap(([name, mentions]) => {
    const [first] = mentions;
    if (first === undefined) return [];
    const documented = mentions.map((use) => classify(use, job)).find((candidate) => candidate !== undefined);
    if (documented === undefined && isAccountName(name, mentions)) return [];
    const known = elsewhere(name, documented ?? byOwnName(name));
    const tier = tierOf(name);
    const isTemporary =
      known?.system.name === 'AWS' && mentions.every((use) => comesWithSessionToken(use, job));
    const initiators = initiatorsOf(reading, starts, job, mentions);
    return [
      {
        key: `secret:${name}`,
        kind: 'static-credential' as const,
        name,
        ...(known === undefined ? {} : { system: known.system, credential: known.credential }),
        ...(known?.alternative === undefined || isTemporary ? {} : { alternative: known.alternative }),
        lifetime: { ...(isTemporary ? TEMPORARY : LASTING), origin: first.origin },
        visibleTo: widest(mentions),
        gates: order.ofSecret(mentions),
        ...(initiators === undefined ? {} : { initiators }),
        ...(tier === undefined ? {} : { tier }),
        sensitivity: sensitivityOf(name),
        origin: first.origin,
        uses: mentions.flatMap(({ step, origin }) => (step?.within === undefined ? [origin] : [])),
      },
    ];
  });
}

const LASTING = { seconds: null, basis: 'unbounded', boundBy: 'until somebody rotates it' } as const;

/**
 * Keys that come with a session token end by themselves, after 36 hours at the latest.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
const TEMPORARY = {
  seconds: 129_600,
  basis: 'platform-maximum',
  boundBy: 'its session token, which AWS ends after 36 h at the latest',
} as const;

function comesWithSessionToken({ step }: SecretUse, job: Job): boolean {
  const input = step && textOf(inputOf(step, 'aws-session-token'));
  return (
    (input !== undefined && input !== '') ||
    [step?.env, get(job.node, 'env')].some((env) => get(env, 'AWS_SESSION_TOKEN') !== undefined)
  );
}

/** Whether the secret is handed in where a name is expected: a role, an account, an app's number opens nothing. */
function isIdentifier({ place }: SecretUse): boolean {
  if (place.kind !== 'input') return false;
  const action = identityAction(place.action);
  const terms = [...(action?.federates ?? []), ...(action?.assumes ?? [])];
  const names = [
    ...terms.flatMap(({ targetInput, accountInput }) => [targetInput, accountInput]),
    ...(action?.mintsAppToken?.appIdInputs ?? []),
    action?.registryLogin?.usernameInput,
  ];
  return names.some((name) => name?.toLowerCase() === place.name);
}

/** Whether the secret says by its name, and by each variable that it is handed in, that it names an account. */
function isAccountName(name: string, mentions: readonly SecretUse[]): boolean {
  const given = mentions.flatMap(({ place }) =>
    place.kind === 'variable' || place.kind === 'input'
      ? [place.name.toUpperCase().replaceAll('-', '_')]
      : [],
  );
  const opens = given.some((word) => /PASS|TOKEN|SECRET|KEY|CRED/u.test(word));
  return !opens && namesAccountOrPlace(name);
}

/** The initiators whose runs reach at least one of the mentions; `undefined` when all do. */
export function initiatorsOf(
  reading: Reading,
  starts: Starts,
  job: Job,
  mentions: readonly Pick<SecretUse, 'step'>[],
): readonly string[] | undefined {
  const all = mentions.map(({ step }) =>
    step?.condition === undefined ? undefined : starts.reaching(job, reading.conditionOf(step.condition)),
  );
  if (all.some((ids) => ids === undefined)) return undefined;
  return [...new Set(all.flatMap((ids) => ids ?? []))];
}

function classify(use: SecretUse, job: Job): Classification | undefined {
  const { place } = use;
  if (place.kind === 'text') return wordOfCommand(use);
  if (place.kind === 'variable') return inVariable(use, place.name, job);
  if (place.kind === 'password') {
    return { system: { kind: 'artifacts', name: place.of }, credential: 'password' };
  }
  if (place.kind !== 'input') return undefined;
  const action = identityAction(place.action);
  const input = action?.staticCredentials?.find(
    (candidate) => candidate.from !== 'env' && candidate.input.toLowerCase() === place.name,
  );
  // Which registry it is, the step says.
  if (input?.system === 'container registry' && action?.registryLogin !== undefined) {
    return registryPassword(use, action.registryLogin, input.kind);
  }
  if (input !== undefined) {
    // Of several secrets that are put together into one input, those that name an account open nothing by themselves.
    if (NAMES_ACCOUNT.test(use.name)) return undefined;
    return {
      system: systemOf(input.system),
      credential: input.kind,
      ...(input.federatedAlternative === undefined ? {} : { alternative: input.federatedAlternative }),
    };
  }
  const isKey = action?.mintsAppToken?.privateKeyInputs.some((name) => name.toLowerCase() === place.name);
  if (isKey === true) {
    return { system: { kind: 'identity', name: 'GitHub App' }, credential: 'private-key' };
  }
  return undefined;
}

function inVariable(use: SecretUse, name: string, job: Job): Classification | undefined {
  const variable = byVariable(name) ?? wordOfCommand(use);
  return variable?.system.name === 'AWS' && hasOwnEndpoint(use, job) ? OBJECT_STORE : variable;
}

const NAMES_ACCOUNT = /(?:^|_)(?:CLIENT|TENANT|SUBSCRIPTION|PROJECT)_?ID$/iu;

/** A registry's password opens the registry that the step names, or the action's own default. */
function registryPassword(use: SecretUse, login: RegistryLogin, credential: string): Classification {
  const written = use.step && textOf(inputOf(use.step, login.registryInput));
  const host = (written ?? login.defaultRegistry ?? '').replace(/^https?:\/\//u, '').toLowerCase();
  const known = REGISTRY_HOSTS.find((candidate) => candidate.host.test(host));
  const name = known?.name ?? (host === '' || host.includes('${{') ? 'a container registry' : host);
  return {
    system: { kind: 'artifacts', name },
    credential,
    ...(known === undefined ? {} : { alternative: known.alternative }),
  };
}

function byVariable(name: string): Classification | undefined {
  const variable = credentialVariable(name);
  return (
    variable && {
      system: systemOf(variable.system),
      credential: variable.kind,
      // What ends by itself needs no other way.
      ...(variable.federatedAlternative === undefined || variable.temporary === true
        ? {}
        : { alternative: variable.federatedAlternative }),
    }
  );
}

/**
 * `cargo publish --token` and `cargo login` take what CARGO_REGISTRY_TOKEN would give them.
 * https://doc.rust-lang.org/cargo/commands/cargo-publish.html, https://doc.rust-lang.org/cargo/commands/cargo-login.html
 */
const CARGO_TOKEN =
  /\bcargo[ \t]+(?:\+\S+[ \t]+)?(?:publish|yank|owner)\b[^\n;|&]{0,300}?[ \t]--token[= \t]+(["']?)(.{1,200}?)\1(?=[ \t]|$)|\bcargo[ \t]+(?:\+\S+[ \t]+)?login[ \t]+(?!-)(["']?)(.{1,200}?)\3(?=[ \t]|$)/gmu;

/** What a secret opens that a script hands to a command as a word, by itself or in a variable of the step. */
function wordOfCommand({ step, place, name }: SecretUse): Classification | undefined {
  const script = step?.run?.text ?? '';
  if (!script.includes('cargo')) return undefined;
  const given = [...script.replaceAll('\\\n', ' ').matchAll(CARGO_TOKEN)].flatMap(
    ([command, , token, , login]) =>
      /[ \t]--(?:registry|index)\b/u.test(command) ? [] : [token ?? login ?? ''],
  );
  const isIt = (word: string): boolean =>
    place.kind === 'variable'
      ? new RegExp(`^\\$\\{?${literalPattern(place.name)}\\}?$`, 'u').test(word)
      : new RegExp(`\\bsecrets\\.${literalPattern(name)}\\b`, 'iu').test(word);
  return given.some(isIt) ? byVariable('CARGO_REGISTRY_TOKEN') : undefined;
}

/** Other vendors' object stores speak S3 and take their keys in the variables of AWS; the secret's name tells. */
const S3_ELSEWHERE =
  /(?:^|_)(?:R2|B2|BACKBLAZE|MINIO|SPACES|WASABI|CLOUDFLARE|HETZNER|SCALEWAY|SCW)(?:_|$)/iu;

const OBJECT_STORE: Classification = {
  system: { kind: 'data', name: 'an object store' },
  credential: 'access-key',
};

/**
 * Whether the keys go to an endpoint of its own, where no role of AWS can be assumed.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function hasOwnEndpoint({ step }: SecretUse, job: Job): boolean {
  return [step?.env, get(job.node, 'env')].some((env) =>
    entries(env).some(({ key }) => /^AWS_ENDPOINT_URL(?:_S3)?$/u.test(key.text)),
  );
}

function elsewhere(name: string, known: Classification | undefined): Classification | undefined {
  if (known?.system.name !== 'AWS' || !S3_ELSEWHERE.test(name)) return known;
  return { ...OBJECT_STORE, credential: known.credential };
}

/** A secret that bears the name of a documented variable is most likely that. */
function byOwnName(name: string): Classification | undefined {
  return byVariable(name);
}

function widest(mentions: readonly SecretUse[]): CarriedIdentity['visibleTo'] {
  if (mentions.some((mention) => mention.visibleTo === 'file')) return 'file';
  return mentions.some((mention) => mention.visibleTo === 'session') ? 'session' : 'step';
}
