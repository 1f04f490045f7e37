import type { Meant } from '../text/meant.js';
import type { TextRange } from '../text/textRange.js';
import type { Ceiling } from '../model/ceiling.js';
import type { DeclaredParts } from '../model/declaredParts.js';
import type { Sensitivity } from '../model/facts.js';
import type { Severity } from '../model/vocabulary.js';
import type { Uri } from '../text/uri.js';

/** What one rule may be set to. `off` silences it. */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  /** Globs (picomatch, relative to the configuration's folder) in which it applies; absent means everywhere. */
  readonly paths?: readonly string[];
  readonly exclude?: readonly string[];
}

/** The configuration in force for one file: `.trustscope.yml` of the nearest folder, or the defaults. */
export interface Configuration {
  /** The file it was read from; `undefined` for the defaults. */
  readonly uri: Uri | undefined;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly assume: {
    readonly defaultTokenPermissions?: 'permissive' | 'restricted';
    /** By environment name or glob: whether it has reviewers. */
    readonly environments: Readonly<Record<string, { readonly reviewers: boolean }>>;
    /** By runner label or glob: whether each job gets a fresh machine. */
    readonly runners: Readonly<Record<string, 'ephemeral' | 'persistent'>>;
    /** Events that a policy of the repository or its organization keeps from starting runs. */
    readonly blockedEvents?: readonly string[];
    /** `owner/name` of the repository, to compute claims with. */
    readonly repository?: string;
    /** How GitHub puts the subject of its tokens together. */
    readonly subject?: {
      /** Whether ids stand behind the names of owner and repository. */
      readonly identifiers?: boolean;
      /** `repo:owner/name`, with `@` and ids where subjects bear them, as GitHub's settings show it. */
      readonly prefix?: string;
      /** The claims that make up the subject, in order; `default` where nobody chose any. */
      readonly template?: 'default' | readonly string[];
    };
  };
  /** Extra words or globs that make a name sensitive, by kind. */
  readonly sensitive: Readonly<Partial<Record<Sensitivity, readonly string[]>>>;
  readonly limits: { readonly longSessionSeconds: number };
  /** Globs of files that are not analysed. */
  readonly ignore: readonly string[];
  /** What actions do with the token, where it says so. */
  readonly actions: DeclaredParts;
  /** What people have agreed on: how far sessions may reach. Of those that name a session the first counts. */
  readonly scopes: readonly DeclaredCeiling[];
}

/** A ceiling, and the sessions that it is for. */
export interface DeclaredCeiling {
  /** Noun and name of sessions; `*` stands for any text. */
  readonly identities: readonly string[];
  /** Globs of files, from the configuration's folder; absent: all. */
  readonly files?: readonly string[];
  readonly ceiling: Ceiling;
}

export interface ConfigurationProblem {
  readonly message: string;
  readonly range: TextRange;
  /** For a name that nothing knows: the one that was probably meant. */
  readonly meant?: Meant;
}
