/**
 * What using an action does to the identities of a session: logs in by OpenID Connect, takes a long-lived credential,
 * mints a token, leaves one behind. Read from the actions' own action.yml, README and source; `source` is the file read
 * and `versionRead` the version. What could not be read stays undefined.
 *
 * Names of inputs are as the action writes them; GitHub matches them without regard to case.
 */
export interface IdentityAction {
  /** `owner/repo` or `owner/repo/path`, lower case. */
  readonly action: string;
  /** Logins with the job's OIDC token. More than one may apply; an entry whose `when` fails does not. */
  readonly federates?: readonly Federation[];
  /** Sessions taken with a credential that is already there: a static key or an earlier session. */
  readonly assumes?: readonly Assumption[];
  /** Inputs and variables that carry long-lived keys, passwords or personal access tokens. */
  readonly staticCredentials?: readonly StaticCredentialInput[];
  readonly mintsAppToken?: AppTokenFacts;
  /** A credential or session that later steps find without being handed it. */
  readonly persists?: PersistedCredential;
  /** Shows the job's OIDC token to this service as a proof of who runs; no session comes of it. */
  readonly provesIdentityTo?: string;
  readonly registryLogin?: RegistryLogin;
  /** What a reader should know that no field says. */
  readonly note?: string;
  readonly source: string;
  readonly versionRead: string;
}

/** Where a value is written: under `with:` (the default) or in the environment (`env:` of step, job or workflow). */
export type WrittenIn = 'with' | 'env';

/** How a session is taken, what it stands for and how long it lasts. Times are undefined when the action sets none. */
export interface SessionTerms {
  /** All must hold for this path to be taken. An empty list: using the action takes it. */
  readonly when: readonly InputTest[];
  /** Input naming what is assumed: role-to-assume, workload_identity_provider, client-id … */
  readonly targetInput?: string;
  /** Input naming the account it is assumed in or acts as: service_account, tenant-id … */
  readonly accountInput?: string;
  /** Where targetInput, accountInput and durationInput are written; `with` when absent. */
  readonly inputsFrom?: WrittenIn;
  readonly durationInput?: string;
  readonly durationDefaultSeconds?: number;
  readonly durationMaximumSeconds?: number;
  /** How durationInput is written. A `duration-string` is a number with its unit: `3600s`, `1h`. */
  readonly durationUnit?: 'seconds' | 'minutes' | 'hours' | 'duration-string';
  /** Inputs that narrow what the session may do. */
  readonly narrowedBy?: readonly string[];
  /** First version these terms hold for, and the first for which they hold no more; absent: all versions. */
  readonly from?: string;
  readonly before?: string;
  readonly note?: string;
}

/** Needs `id-token: write`; without it the login fails, or the action takes other credentials where a note says so. */
export interface Federation extends SessionTerms {
  readonly provider:
    'aws' | 'google' | 'azure' | 'vault' | 'pypi' | 'npm' | 'rubygems' | 'crates' | 'nuget' | 'other';
  /** The provider's name when `provider` is `other`. */
  readonly providerName?: string;
  readonly audienceInput?: string;
  /** `<input>` in angle brackets stands for that input's value, `<owner>` for the repository's owner. */
  readonly defaultAudience?: string;
}

export interface Assumption extends SessionTerms {
  readonly system: string;
}

export interface InputTest {
  readonly input: string;
  /** `equals` compares without regard to case. Empty is `unset`. */
  readonly is: 'set' | 'unset' | 'equals';
  readonly value?: string;
  /** `with` when absent. */
  readonly from?: WrittenIn;
  /** The action's own default, in force where the workflow leaves the input out. */
  readonly default?: string;
}

export type StaticCredentialKind =
  | 'access-key'
  | 'key-file'
  | 'password'
  | 'pat'
  | 'api-key'
  | 'ssh-key'
  | 'kubeconfig'
  | 'connection-string'
  | 'signing-key';

export interface StaticCredentialInput {
  readonly input: string;
  /** `env`: the action reads it as an environment variable. `with` when absent. */
  readonly from?: WrittenIn;
  /** The product it opens: AWS, Google Cloud, npm … */
  readonly system: string;
  readonly kind: StaticCredentialKind;
  /** One sentence: what to use instead with this same action. */
  readonly federatedAlternative?: string;
  readonly note?: string;
}

export interface AppTokenFacts {
  readonly ownerInput?: string;
  readonly repositoriesInput?: string;
  /** First version that has repositoriesInput; absent: all that were read. */
  readonly repositoriesInputSince?: string;
  /** True: the action refuses repositoriesInput beside ownerInput, which asks for all of the owner's repositories. */
  readonly ownerExcludesRepositories?: true;
  /** How repositoriesInput is written: names separated by commas or lines, a JSON array, or one name. */
  readonly repositoriesAs?: 'list' | 'json' | 'single';
  /**
   * How a workflow narrows the permissions: `prefixed` one input each (permission-contents: read), `json` an object,
   * `list` name:level separated by commas, `mapping` name: level on lines. After the colon the input or its prefix.
   */
  readonly permissionInputs: `${'prefixed' | 'json' | 'list' | 'mapping'}:${string}` | 'none';
  /** First version that has permissionInputs; absent: all that were read. */
  readonly permissionInputsSince?: string;
  /** Plain words: what it covers when nothing is set. */
  readonly defaultRepositories: string;
  /** Plain words: what it may do when nothing is set. */
  readonly defaultPermissions: string;
  readonly lifetimeSeconds?: number;
  readonly tokenOutput: string;
  readonly revokes?: 'at-job-end' | 'never' | 'unknown';
  /** The input that turns revocation on or off, and the value under which the token is revoked. */
  readonly revocation?: { readonly input: string; readonly revokedWhen: 'true' | 'false' };
  /** False: the action does not register the token as a secret, so logs do not mask it. */
  readonly masked?: boolean;
  /** Environment variable that hands the token to every later step. */
  readonly exportedAs?: string;
  readonly appIdInputs: readonly string[];
  /** Inputs that carry the app's private key, which never expires by itself. Empty: no key in the workflow. */
  readonly privateKeyInputs: readonly string[];
}

export interface PersistedCredential {
  /** Input that turns persisting on or off; absent: it cannot be turned off. */
  readonly input?: string;
  /** Whether it is left for later steps where `input` is left out. */
  readonly default: boolean;
  readonly where: string;
  /** Input or variable whose value is left behind; absent: what the action itself obtained. */
  readonly tokenInput?: string;
  /** Where tokenInput and alsoInputs are written; `with` when absent. */
  readonly tokenFrom?: WrittenIn;
  /** What tokenInput is when left out. */
  readonly tokenDefault?: string;
  /** Further inputs that are left behind in the same way. */
  readonly alsoInputs?: readonly string[];
  /** All must hold for anything to be left behind. */
  readonly when?: readonly InputTest[];
  /** Where it is, by first version; the last that is not above the version in use counts. */
  readonly byVersion?: readonly { readonly from: string; readonly where: string }[];
  /** First version that leaves nothing behind any more. */
  readonly before?: string;
  readonly removedAtJobEnd: boolean;
  /** When `input` has no effect, and what else a reader should know. */
  readonly note?: string;
}

export interface RegistryLogin {
  readonly registryInput: string;
  readonly defaultRegistry?: string;
  readonly usernameInput: string;
  readonly passwordInput: string;
}
