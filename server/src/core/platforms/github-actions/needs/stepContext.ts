import type { ParseShell } from '../../../model/shellScript.js';
import type { Reading } from '../reading.js';
import type { Step } from '../workflow.js';
import type { Holder, TokenEnvironment } from './tokens.js';
import { isJobToken } from './tokens.js';

/** What steps before have left for this one. */
export interface LeftBehind {
  /** Whose credential git uses for the repository. */
  git: Holder | undefined;
  /** Whose login a registry of GitHub was given. */
  registry: Holder | undefined;
}

/** All that tells what one step does with the job's token. */
export interface StepContext {
  readonly reading: Reading;
  readonly step: Step;
  readonly env: TokenEnvironment;
  readonly left: LeftBehind;
  /** Events that can start the job; empty when callers decide. */
  readonly events: readonly string[];
  /** Shell that runs `run:` when it names none. */
  readonly shell: 'bash' | 'other';
  readonly parseShell: ParseShell | undefined;
}

/** Something the step needs, or may need. */
export interface StepUse {
  readonly needs: readonly {
    readonly right: string;
    readonly access: 'read' | 'write';
    readonly why: string;
    readonly optional: boolean;
    /** Whether it hangs on something that is known only when the step runs. */
    readonly conditional?: boolean;
  }[];
  /** What is not known, and for which rights; `all` for every one. */
  readonly gaps: readonly {
    readonly why: string;
    readonly rights: 'all' | readonly string[];
    readonly unlikely?: true;
  }[];
}

/**
 * What code that is handed no token could still use: the identity token that any step may ask for, a registry that was
 * logged in to and, unless it is a tool that by custom leaves it alone, what checkout left for git.
 */
export function ambientRights(left: LeftBehind, usesGit: boolean): readonly string[] {
  return [
    ...(usesGit && isJobToken(left.git) ? ['contents'] : []),
    ...(isJobToken(left.registry) ? ['packages'] : []),
    'id-token',
  ];
}

export const UNUSED: StepUse = { needs: [], gaps: [] };
