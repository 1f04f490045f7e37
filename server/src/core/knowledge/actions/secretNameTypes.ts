import type { StaticCredentialKind } from './identityTypes.js';

/** An environment variable or secret that holds a credential, by its documented name. */
export interface CredentialVariable {
  /** In upper case, whatever the tool's own spelling; `*` stands for any run of letters, digits and underscores. */
  readonly name: string;
  readonly system: string;
  readonly kind: StaticCredentialKind;
  /**
   * `variable`: a tool reads its credential from the environment variable of this name. `secret-name`: the name that a
   * vendor's documentation gives the secret in its example, a custom and no more.
   */
  readonly basis: 'variable' | 'secret-name';
  /** A way for GitHub Actions to do without, in one sentence; absent where none was found. */
  readonly federatedAlternative?: string;
  /** Holds or marks a credential that ends by itself. */
  readonly temporary?: true;
  readonly note?: string;
  /** The document read; a trailing `(sha)` or date names the version. */
  readonly source: string;
}

/** Variables that share everything but their names. */
export interface CredentialVariables extends Omit<CredentialVariable, 'name'> {
  readonly names: readonly string[];
}
