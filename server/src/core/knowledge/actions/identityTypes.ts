/** What using an action does to the identities of the session. Keys are `owner/repo` or `owner/repo/path`, lower case. */
export interface IdentityAction {
  readonly action: string;
  readonly federates?: readonly Federation[];
  readonly staticCredentials?: readonly StaticCredentialInput[];
  readonly mintsAppToken?: AppTokenFacts;
  readonly persists?: PersistedCredential;
  readonly source: string;
  readonly versionRead: string;
}
export interface Federation {
  readonly provider: 'aws' | 'google' | 'azure' | 'vault' | 'pypi' | 'npm' | 'rubygems' | 'crates' | 'nuget' | 'other';
  readonly providerName?: string;
  readonly when: readonly InputTest[];
  readonly targetInput?: string;
  readonly accountInput?: string;
  readonly audienceInput?: string;
  readonly defaultAudience?: string;
  readonly durationInput?: string;
  readonly durationDefaultSeconds?: number;
  readonly durationMaximumSeconds?: number;
  readonly note?: string;
}
export interface InputTest { readonly input: string; readonly is: 'set' | 'unset' | 'equals'; readonly value?: string }
export interface StaticCredentialInput { readonly input: string; readonly system: string; readonly kind: string; readonly federatedAlternative?: string }
export interface AppTokenFacts { readonly ownerInput?: string; readonly repositoriesInput?: string; readonly permissionInputs: 'prefixed:permission-' | 'json:permissions' | 'none'; readonly defaultRepositories: string; readonly defaultPermissions: string; readonly lifetimeSeconds?: number; readonly tokenOutput: string; readonly revokes?: 'at-job-end' | 'never' | 'unknown'; readonly appIdInputs: readonly string[]; readonly privateKeyInputs: readonly string[] }
export interface PersistedCredential { readonly input: string; readonly default: boolean; readonly where: string; readonly tokenInput: string; readonly byVersion?: readonly { readonly from: string; readonly where: string }[]; readonly removedAtJobEnd: boolean }
