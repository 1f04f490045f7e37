import { systemOf } from '../knowledge/names/systems.js';
import { sensitivityOf, tierOf } from '../knowledge/names/words.js';
import type { CarriedIdentity } from '../model/facts.js';
import type { HeldAt } from './heldIdentities.js';

/** A login by a token of the pipeline's own at a system other than AWS, as the text of a script shows it. */
export interface TokenLogin {
  readonly system: 'Google Cloud' | 'Azure' | 'HashiCorp Vault';
  /** The identity that is asked for, as written; absent where the command names none. */
  readonly identity?: string;
  /** The part of the script that shows it. */
  readonly shown: string;
}

interface LoginForm {
  readonly system: TokenLogin['system'];
  readonly command: RegExp;
  readonly identity: RegExp;
}

const FORMS: readonly LoginForm[] = [
  {
    // https://cloud.google.com/sdk/gcloud/reference/iam/workload-identity-pools/create-cred-config
    system: 'Google Cloud',
    command: /\bworkload-identity-pools\s+create-cred-config\b/u,
    identity: /--service-account[=\s]+["']?([^\s"'\\]+)/u,
  },
  {
    // https://learn.microsoft.com/cli/azure/authenticate-azure-cli-service-principal
    system: 'Azure',
    command: /\baz\s+login\b(?=[^\n]*--federated-token\b)/u,
    identity: /\baz\s+login\b[^\n]*?(?:--username|-u|--client-id)[=\s]+["']?([^\s"'\\]+)/u,
  },
  {
    // https://developer.hashicorp.com/vault/docs/auth/jwt
    system: 'HashiCorp Vault',
    command: /\bvault\s+write\b(?=[^\n]*\bjwt=)/u,
    identity: /\bvault\s+write\b[^\n]*?\brole=["']?([^\s"'\\)]+)/u,
  },
];

/** The logins of a script. One that names no token of the pipeline in a place that is not read may show another one. */
export function tokenLogins(script: string): readonly TokenLogin[] {
  if (!/create-cred-config|--federated-token|\bjwt=/u.test(script)) return [];
  const text = script.replace(/\\\r?\n\s*/gu, ' ');
  return FORMS.flatMap(({ system, command, identity }) => {
    const shown = command.exec(text)?.[0];
    if (shown === undefined) return [];
    const named = identity.exec(text)?.[1];
    return [{ system, ...(named === undefined ? {} : { identity: named }), shown }];
  });
}

/** The session of an account elsewhere than in AWS that a pipeline takes on. Claims are the platform's to add. */
export function heldAccount(
  system: TokenLogin['system'],
  name: string,
  { origin, uses, visibleTo, gates }: HeldAt,
): CarriedIdentity {
  const tier = tierOf(name);
  return {
    key: `role:${system}:${name}`,
    kind: system === 'HashiCorp Vault' ? 'federated-workload' : 'cloud-role',
    name,
    system: systemOf(system),
    lifetime: {
      seconds: null,
      basis: 'unknown',
      boundBy: 'the provider; its settings are not in this file',
      origin,
    },
    visibleTo,
    gates,
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(name),
    origin,
    uses: uses ?? [origin],
  };
}
