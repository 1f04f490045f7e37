/**
 * What a facts file holds: settings of hosts of repositories that lie outside of every file, as somebody exported them.
 * `schemas/facts.schema.json` describes the same. `asOf` is a date, `YYYY-MM-DD`.
 */
export interface RepositoryFacts {
  readonly version: 1;
  readonly github?: GithubFacts;
  readonly gitlab?: GitlabFacts;
  readonly azure?: AzureFacts;
}

export interface Dated {
  readonly asOf: string;
}

/** An environment as its settings show it. */
export interface EnvironmentFacts {
  /** Whether somebody has to approve before a job may use it. */
  readonly reviewers: boolean;
  /** Whether whoever started the run may not approve it. */
  readonly preventsSelfReview?: boolean;
  readonly waitMinutes?: number;
  /** Which branches and tags may use it. */
  readonly branches?: 'any' | 'protected' | 'selected';
  /** For GitLab: who may deploy, by the words of its access levels. */
  readonly deployers?: readonly string[];
}

export interface EnvironmentsFacts extends Dated {
  /** Whether the export held every environment that there is. */
  readonly all?: boolean;
  readonly names: Readonly<Record<string, EnvironmentFacts>>;
}

export interface GithubFacts {
  readonly repository?: Dated & {
    /** `owner/name`. */
    readonly name: string;
    readonly id?: string;
    readonly ownerId?: string;
    readonly visibility?: 'public' | 'private' | 'internal';
    readonly defaultBranch?: string;
  };
  readonly environments?: EnvironmentsFacts;
  /** Of the token that a job is given for which no permissions are written. */
  readonly token?: Dated & { readonly default: 'read' | 'write'; readonly approvesPullRequests?: boolean };
  readonly forks?: Dated & {
    readonly approvalFor?: 'new-to-github' | 'first-time' | 'all-outside';
    readonly writeTokens?: boolean;
    readonly secrets?: boolean;
    readonly asksApproval?: boolean;
  };
  readonly subject?: Dated & {
    readonly identifiers?: boolean;
    /** `repo:owner/name`, with `@` and ids where subjects bear them. */
    readonly prefix?: string;
    readonly template?: 'default' | readonly string[];
  };
  readonly actions?: Dated & {
    readonly enabled?: boolean;
    readonly allowed?: 'all' | 'local_only' | 'selected';
    readonly pinned?: boolean;
  };
  readonly rulesets?: Dated & {
    readonly rules: readonly {
      readonly name: string;
      readonly target: 'branch' | 'tag' | 'push';
      readonly enforced: boolean;
      readonly patterns: readonly string[];
      /** Approvals that a pull request needs; absent where none is asked for. */
      readonly approvals?: number;
      readonly bypassed?: boolean;
    }[];
  };
}

export interface GitlabFacts {
  readonly project?: Dated & {
    readonly name: string;
    readonly id?: string;
    readonly visibility?: 'public' | 'private' | 'internal';
    readonly defaultBranch?: string;
    /** What the subject of its tokens is made of, in order. */
    readonly subject?: readonly string[];
    readonly jobTokenMayPush?: boolean;
    readonly parentRunsForks?: boolean;
  };
  readonly environments?: EnvironmentsFacts;
  readonly branches?: Dated & {
    readonly names: Readonly<Record<string, { readonly push?: string; readonly merge?: string }>>;
  };
}

export interface AzureFacts {
  readonly environments?: EnvironmentsFacts;
  readonly connections?: EnvironmentsFacts;
}

/** The name of a facts file; it lies beside the configuration. */
export const FACTS_NAME = '.trustscope.facts.json';
