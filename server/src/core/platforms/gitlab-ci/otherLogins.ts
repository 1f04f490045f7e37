import { distinct } from '../../collections/grouping.js';
import { takerOf } from '../../knowledge/gitlab/federation.js';
import { systemOf } from '../../knowledge/names/systems.js';
import { sensitivityOf, tierOf } from '../../knowledge/names/words.js';
import type { CarriedIdentity } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { filledIn } from '../../pipelines/aws/takenRoles.js';
import { heldSecret } from '../../pipelines/heldIdentities.js';
import { entries, entry, get, textOf } from '../../syntax/syntaxTree.js';
import { claimsOf } from './claims.js';
import { tokenNamed, withAudience } from './idTokens.js';
import type { JobContext } from './jobContext.js';

/** A login by a token of the job, as a script shows it. */
interface Login {
  readonly product: string;
  /** What shows it. */
  readonly command: RegExp;
  /** The identity that is taken, and the token, in the words of the command. */
  readonly identity: RegExp;
  readonly token: RegExp;
}

const LOGINS: readonly Login[] = [
  {
    // https://docs.gitlab.com/ci/cloud_services/google_cloud/
    product: 'Google Cloud',
    command: /\bworkload-identity-pools\s+create-cred-config\b|"type":\s*\\?"external_account/u,
    identity: /--service-account[=\s]+["']?([^\s"'\\]+)|serviceAccounts\/([^\s"':\\]+):generateAccessToken/u,
    token: /(\$\{?\w+\}?)["']?\s*>/u,
  },
  {
    // https://docs.gitlab.com/ci/cloud_services/azure/
    product: 'Azure',
    command: /\baz\s+login\b[^\n]*--federated-token\b/u,
    identity: /(?:--username|-u|--client-id)[=\s]+["']?([^\s"'\\]+)/u,
    token: /--federated-token[=\s]+["']?(\$\{?\w+)/u,
  },
  {
    // https://docs.gitlab.com/ci/secrets/id_token_authentication/#manual-id-token-authentication
    product: 'HashiCorp Vault',
    command: /\bvault\s+write\b[^\n]*\bauth\/[\w./-]+\/login\b/u,
    identity: /\brole=["']?([^\s"'\\)]+)/u,
    token: /\bjwt=["']?(\$\{?\w+)/u,
  },
];

/** Identities of other systems that a job takes on by a token of its own. */
export function otherLogins(context: JobContext): readonly CarriedIdentity[] {
  const { items, reading } = context;
  const own = items.filter(({ seen }) => seen.speaksOfClouds);
  const found = own.flatMap((item) => {
    const text = item.text.replace(/\\\n\s*/gu, ' ');
    return LOGINS.flatMap((login) => {
      const shown = login.command.exec(text)?.[0];
      if (shown === undefined) return [];
      const identity = login.identity.exec(text);
      const all = items.map((other) => other.text).join('\n');
      return [
        federated(context, {
          product: login.product,
          name: identity?.[1] ?? identity?.[2],
          token: login.token.exec(text)?.[1] ?? login.token.exec(all)?.[1],
          origin: reading.originWithin(item.node, shown.split('\n')[0] ?? ''),
        }),
      ];
    });
  });
  found.push(...takenByName(context));
  const google = get(context.job.body, 'identity');
  // https://docs.gitlab.com/ci/yaml/#identity
  if (google !== undefined && textOf(google) === 'google_cloud') {
    found.push(federated(context, { product: 'Google Cloud', origin: reading.originOf(google) }));
  }
  return [...new Map(found.map((identity) => [identity.key, identity])).values()];
}

/** Tokens whose variables tools look for by themselves. */
function takenByName(context: JobContext): readonly CarriedIdentity[] {
  return context.tokens.flatMap(({ name, key }) => {
    const taker = takerOf(name);
    if (taker === undefined || key === undefined) return [];
    const { product, identity } = taker;
    const account = context.variables.find((variable) => variable.name === identity)?.node.text;
    return [
      federated(context, {
        product,
        name: account,
        token: `$${name}`,
        origin: context.reading.originOf(key),
      }),
    ];
  });
}

/**
 * Tokens of the job of which nothing here shows who takes them: whoever trusts their audience gives what it gives.
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function untakenTokens(
  context: JobContext,
  taken: readonly CarriedIdentity[],
): readonly CarriedIdentity[] {
  const values = context.runs()[0]?.variables ?? new Map<string, string>();
  const shown = new Set(taken.flatMap(({ claims }) => claims?.['aud'] ?? []));
  return context.tokens.flatMap(({ name, key, audiences }) => {
    const all = audiences.map((text) => filledIn(text, values));
    if (key === undefined || all.some((audience) => shown.has(audience))) return [];
    // Who takes it without an audience that is known is not told either.
    const product = all[0] === undefined || all[0].includes('$') ? 'whoever trusts it' : all[0];
    const origin = context.reading.originOf(key);
    return [{ ...federated(context, { product, name, token: `$${name}`, origin }), key: `id-token:${name}` }];
  });
}

interface Taken {
  readonly product: string;
  readonly name?: string | undefined;
  readonly token?: string | undefined;
  readonly origin: Origin;
}

function federated(context: JobContext, { product, name: written, token, origin }: Taken): CarriedIdentity {
  const { job, host, tokens, gates } = context;
  const runs = context.runs();
  const values = runs[0]?.variables ?? new Map<string, string>();
  const name = filledIn(written ?? product, values);
  const claimSets = withAudience(claimsOf(job, runs, host), tokenNamed(token, tokens), values);
  const aud = claimSets[0]?.values['aud'];
  const tier = tierOf(name);
  return {
    key: `role:${product}:${name}`,
    kind: CLOUDS.has(product) ? 'cloud-role' : 'federated-workload',
    name,
    system: systemOf(product),
    lifetime: {
      seconds: null,
      basis: 'unknown',
      boundBy: 'the provider; its settings are not in this file',
      origin,
    },
    claims: {
      sub: [...new Set(claimSets.map(({ values: { sub = '' } }) => sub))].slice(0, 4).join(' or '),
      ...(aud === undefined ? {} : { aud }),
    },
    ...(claimSets.length === 0 ? {} : { claimSets }),
    visibleTo: 'session',
    gates,
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(name),
    origin,
    uses: [origin],
  };
}

const CLOUDS: ReadonlySet<string> = new Set(['Google Cloud', 'Azure']);

/** Where a secret may come from. https://docs.gitlab.com/ci/yaml/#secrets */
const PROVIDERS: Readonly<Record<string, string>> = {
  vault: 'HashiCorp Vault',
  azure_key_vault: 'Azure Key Vault',
  gcp_secret_manager: 'Google Cloud Secret Manager',
  aws_secrets_manager: 'AWS Secrets Manager',
  akeyless: 'Akeyless',
  gitlab_secrets_manager: 'GitLab Secrets Manager',
};

/** The variables by which an external store knows the job. */
const ROLE_VARIABLES: Readonly<Record<string, string>> = {
  // https://docs.gitlab.com/ci/secrets/hashicorp_vault/
  vault: 'VAULT_AUTH_ROLE',
  // https://docs.gitlab.com/ci/secrets/azure_key_vault/
  azure_key_vault: 'AZURE_CLIENT_ID',
};

/** Secrets that a job reads from a store, and the login by which it does. */
export function storedSecrets(context: JobContext): readonly CarriedIdentity[] {
  const { reading, job, gates } = context;
  return entries(get(job.body, 'secrets')).flatMap(({ key, value }) => {
    const provider = Object.keys(PROVIDERS).find((name) => entry(value, name) !== undefined);
    const product = provider === undefined ? undefined : PROVIDERS[provider];
    if (provider === undefined || product === undefined) return [];
    const at = get(value, provider);
    const place = textOf(at) ?? textOf(get(at, 'name')) ?? textOf(get(at, 'path')) ?? key.text;
    const origin = reading.originOf(key);
    const secret = heldSecret(`secret:${product}:${place}`, key.text, {
      origin,
      visibleTo: 'session',
      gates,
    });
    // Where it lies may say more of it than the variable that it is put into.
    const tier = secret.tier ?? tierOf(place);
    const role = ROLE_VARIABLES[provider];
    const own = context.variables.find(({ name }) => name === role)?.node.text;
    return [
      ...(product === 'GitLab Secrets Manager'
        ? []
        : [federated(context, { product, name: own, token: textOf(get(value, 'token')), origin })]),
      {
        ...secret,
        ...(tier === undefined ? {} : { tier }),
        sensitivity: distinct([...secret.sensitivity, ...sensitivityOf(place)]),
        note: `read from ${product} when the job starts`,
      },
    ];
  });
}
