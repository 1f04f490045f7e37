import type { Uri } from '../text/uri.js';
import type { Ceiling } from './ceiling.js';
import type { SubjectSettings } from './claims.js';
import type { Sensitivity } from './grant.js';
import type { PlatformId } from './vocabulary.js';

/** Something that lies outside the files, and who says so. */
export interface Told<T> {
  readonly value: T;
  /** In words that a verb follows: `the configuration`, `the settings exported on 2026-11-30`. */
  readonly by: string;
}

/** Facts that live outside the files and that somebody declared or exported for one file; `undefined` where nobody did. */
export interface Assumptions {
  readonly defaultGrants: string | undefined;
  /** Whether a gate known by this key has people behind it; a `*` in the key stands for what is computed. */
  readonly reviewed: (key: string, platform: PlatformId) => Told<boolean> | undefined;
  /** Whether machines with one of these labels are thrown away after each job. */
  readonly hostState: (labels: readonly string[]) => 'fresh' | 'persistent' | undefined;
  /** What makes a name sensitive beyond the built-in words. */
  readonly sensitivity: (name: string) => readonly Sensitivity[];
  /** `owner/name`, declared or exported. */
  readonly repository: string | undefined;
  /** Where the files were cloned from, which may be a copy of the repository that is meant. */
  readonly cloned: { readonly host: string; readonly name: string } | undefined;
  /** How subjects of this repository's tokens are put together. */
  readonly subject: SubjectSettings;
  /** What runs of forks are given, where settings tell; each is withheld where they do not. */
  readonly forks: { readonly writes: boolean; readonly secrets: boolean; readonly by: string } | undefined;
  /** Whether a policy keeps an event from starting runs. */
  readonly blocks: (event: string) => boolean;
  /** How long a session may last without remark. */
  readonly longSessionSeconds: number;
  /** How far a session of this name (`job publish`) in this file may reach; absent where nobody has agreed on anything. */
  readonly ceilingOf?: (uri: Uri, name: string) => Ceiling | undefined;
}
