/**
 * The claims that one way of starting a session presents; a claim that is not known is absent from `values`. One
 * initiator may have several, of which each run presents one.
 */
export interface ClaimSet {
  readonly issuer: string;
  /**
   * By claim name; every value may be a pattern with `*` where the file leaves it open. `OWNER/REPO` and `OWNER` stand
   * for a repository or project that it does not tell, the words of `OPEN_NAMES` for other names and numbers of whoever
   * the file belongs to. In a set of `CALLER`, `{name}` stands for the caller's claim of that name.
   */
  readonly values: Readonly<Record<string, string>>;
  /** Claims that are known to be absent. */
  readonly absent: readonly string[];
  /** Id of the initiator. */
  readonly initiator: string;
  /** How the issuer puts the subject together, as far as settings outside the files tell; GitHub's alone has a choice. */
  readonly subject?: SubjectSettings;
}

/**
 * How GitHub puts the subjects of a repository together. What is absent is not known.
 * https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
 */
export interface SubjectSettings {
  /** Whether the ids of owner and repository stand behind their names. */
  readonly identifiers?: boolean;
  /** These ids, in digits. */
  readonly ids?: { readonly owner: string; readonly repository: string };
  /** The claims of a template of its own, in order; `default` where it is known that there is none. */
  readonly template?: readonly string[] | 'default';
  /** Set where the repository's name is that of the place it was cloned from, which may be a copy of the one meant. */
  readonly cloned?: true;
}

/** The initiator of a claim set that only says what a called session adds to, and changes of, its caller's claims. */
export const CALLER = 'caller';

/**
 * Words that stand in claims, and in an issuer's address, for what a file cannot tell of whom it belongs to: always the
 * same ones in all runs of it, and known to whoever runs it.
 */
export const OPEN_NAMES = [
  'ORGANIZATION_ID',
  'ORGANIZATION',
  'WORKSPACE',
  'WORKSPACE_UUID',
  'PROJECT_ID',
  'PROJECT',
  'REPOSITORY_UUID',
  'ENVIRONMENT_UUID',
  'DEFAULT_BRANCH',
] as const;
