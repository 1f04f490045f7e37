import type { WrittenIn } from '../identityTypes.js';

/**
 * What an action needs of the job's token, read from its own action.yml, README and source. One JSON file per owner
 * under `data/`, validated by `schemas/action-needs.schema.json`; `docs/adding-action-needs.md` says how to write one.
 */
export interface OwnerNeeds {
  readonly owner: string;
  /** By `repo` or `repo/path`, lower case. */
  readonly actions: Readonly<Record<string, ActionNeeds>>;
}

export interface ActionNeeds {
  /** How a token reaches the action. Absent: it never uses one. */
  readonly token?: TokenIntake;
  /** What it does with the token. Absent or empty: it needs no scope at all. */
  readonly needs?: readonly Need[];
  /**
   * Set when the action runs code that its inputs or the repository name, so that what is done with the token it
   * can see is not known from the action alone. The text says what it runs, in words that follow "it".
   */
  readonly runs?: string;
  /** Present when it logs in to GitHub's container registry with its token, for the steps after it. */
  readonly registryLogin?: RegistryLogin;
  /** Set when it is a checkout that takes the inputs of actions/checkout: they tell what it leaves for git. */
  readonly checkout?: true;
  /** What it writes outside the repository, in a few words each, for hovers. */
  readonly writesTo?: readonly string[];
  /** Public URL of the file read. */
  readonly source: string;
  /** The version or commit read. */
  readonly version: string;
}

export interface TokenIntake {
  /** Inputs that carry the token. */
  readonly inputs?: readonly string[];
  /** Environment variables that it reads the token from. */
  readonly env?: readonly string[];
  /** Whether it takes the job's token by itself when none is given (`default: ${{ github.token }}` and the like). */
  readonly default?: boolean;
}

export interface RegistryLogin {
  /** All must hold. Absent: always. */
  readonly when?: readonly NeedTest[];
}

/** Scopes that one thing the action does needs, and when it does it. */
export interface Need {
  readonly scopes: Readonly<Record<string, 'read' | 'write'>>;
  /** What for, in words that follow "to": "create the release". */
  readonly why: string;
  /** All must hold. Absent: always. */
  readonly when?: readonly NeedTest[];
  /**
   * `true` when the action works on without the scope, only less well (a summary comment, a rate limit). Such a need
   * is no reason to call a grant missing, but it is one to call it used.
   */
  readonly optional?: boolean;
  /**
   * The credential that it does this with, where that is none of `token`: what checkout left for git, or a login to
   * GitHub's container registry earlier in the job. Where it is not the job's token that stands behind it, the job's
   * token needs nothing.
   */
  readonly by?: 'git' | 'registry';
}

/** One test on how the action is used. What is computed at run time counts as possible. */
export type NeedTest =
  | {
      readonly input: string;
      readonly is: 'set' | 'unset' | 'equals' | 'differs' | 'matches';
      /** Compared without case; for `equals` and `differs` any of them. */
      readonly value?: string | readonly string[];
      readonly from?: WrittenIn;
      /** The action's own default, in force where the workflow leaves the input out. */
      readonly default?: string;
    }
  | { readonly event: readonly string[] }
  | { readonly notEvent: readonly string[] }
  /** Holds for versions from (included) and before (excluded); a commit or branch counts as the newest. */
  | { readonly from?: string; readonly before?: string };
