import type { ParseShell } from '../../../model/shellScript.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import type { Step } from '../workflow.js';
import type { Holder, TokenEnvironment } from './tokens.js';
import { isJobToken } from './tokens.js';

/**
 * Folders of the job that hold a repository of their own, each with the credential that git uses there; `none` where no
 * credential was written for it. What lies in none of them belongs to the repository in the workspace.
 */
type WorkTrees = Map<string, Holder | 'none'>;

/** What steps before have left for this one. */
export interface LeftBehind {
  /** Whose credential git uses for the repository in the workspace. */
  git: Holder | undefined;
  /** Whose credential git uses wherever it has no other, by a setting for all repositories. */
  anywhere: Holder | undefined;
  readonly workTrees: WorkTrees;
  /** Whose login a registry of GitHub was given. */
  registry: Holder | undefined;
}

/** All that tells what one step does with the job's token. */
export interface StepContext {
  readonly reading: Reading;
  readonly step: Step;
  /** All steps beside it, itself among them. */
  readonly steps: readonly Step[];
  readonly env: TokenEnvironment;
  /** Environments outside the steps, outermost first. */
  readonly environments: readonly (SyntaxNode | undefined)[];
  /** Where scripts run that name no folder. */
  readonly workingDirectory?: string | undefined;
  readonly left: LeftBehind;
  /** Events that can start the job; empty when callers decide. */
  readonly events: readonly string[];
  /** Shell that runs `run:` when it names none. */
  readonly shell: 'bash' | 'other';
  readonly parseShell: ParseShell | undefined;
  /** A script with what the job's matrix puts into it, once for each way; absent where there is no matrix. */
  readonly filledIn?: ((script: string) => readonly string[]) | undefined;
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
    ...(usesGit && mayPush(left) ? ['contents'] : []),
    ...(isJobToken(left.registry) ? ['packages'] : []),
    'id-token',
  ];
}

function mayPush({ git, anywhere, workTrees }: LeftBehind): boolean {
  return [git, anywhere, ...workTrees.values()].some((holder) => holder !== 'none' && isJobToken(holder));
}

export const UNUSED: StepUse = { needs: [], gaps: [] };
