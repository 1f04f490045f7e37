import type { Sensitivity } from './grant.js';

/** Facts that live outside the files and that somebody declared for one file; `undefined` where nobody did. */
export interface Assumptions {
  readonly defaultGrants: string | undefined;
  /** Whether a gate known by this key has people behind it. */
  readonly reviewed: (key: string) => boolean | undefined;
  /** Whether machines with one of these labels are thrown away after each job. */
  readonly hostState: (labels: readonly string[]) => 'fresh' | 'persistent' | undefined;
  /** What makes a name sensitive beyond the built-in words. */
  readonly sensitivity: (name: string) => readonly Sensitivity[];
  readonly repository: string | undefined;
  /** How long a session may last without remark. */
  readonly longSessionSeconds: number;
}
