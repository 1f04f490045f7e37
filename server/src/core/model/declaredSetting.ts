import type { Origin } from './origin.js';

/**
 * A setting of a repository's host as a file of the workspace sets it up, such as a resource of Terraform. It is what is
 * meant to hold: whether somebody has changed it since by hand, no file tells.
 */
export interface DeclaredSetting {
  /** The repository's name, without its owner. */
  readonly repository: string;
  readonly says:
    | { readonly about: 'environment'; readonly name: string; readonly reviewers: boolean }
    | { readonly about: 'subject'; readonly template: 'default' | readonly string[] }
    | { readonly about: 'token'; readonly default: 'read' | 'write' };
  /** What sets it, in words that a verb follows: `github_repository_environment.production`, quoted. */
  readonly by: string;
  readonly origin: Origin;
}
