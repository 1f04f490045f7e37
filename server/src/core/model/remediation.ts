import type { Uri } from '../text/uri.js';
import type { Origin } from './origin.js';
import type { AccessLevel, Applicability } from './vocabulary.js';

/** Rights with their levels; a right that is absent is not granted. */
export type GrantSet = Readonly<Record<string, AccessLevel>>;

/**
 * What a rule wants done, in neutral words. The platform turns it into edits, or declines.
 * Growing this union changes an interface: every platform must decide what it means there.
 */
export type Remediation =
  /** Write grants for one session, or for all of the file, where none are written. */
  | {
      readonly kind: 'declare-grants';
      readonly uri: Uri;
      readonly session: string | null;
      readonly grants: GrantSet;
      /** A short reason per right, written as a comment beside it. */
      readonly reasons?: Readonly<Record<string, string>>;
    }
  /** Replace the grants written at `block` (its value) by these. */
  | {
      readonly kind: 'replace-grants';
      readonly uri: Uri;
      readonly block: Origin;
      readonly grants: GrantSet;
      readonly reasons?: Readonly<Record<string, string>>;
    }
  /** Take the grants of the whole file apart: `shared` stays for all, each session gets its own. */
  | {
      readonly kind: 'move-grants-to-sessions';
      readonly uri: Uri;
      readonly block: Origin;
      readonly shared: GrantSet;
      readonly sessions: readonly { readonly session: string; readonly grants: GrantSet }[];
    }
  /** Set one right of a session to a level, keeping what else it has; `undefined` takes the right away. */
  | {
      readonly kind: 'set-right';
      readonly uri: Uri;
      readonly session: string;
      readonly right: string;
      readonly level: AccessLevel | undefined;
      /** All that the session has now, for when it has no block of its own. */
      readonly current: GrantSet;
    }
  | {
      readonly kind: 'bound-lifetime';
      readonly uri: Uri;
      readonly session: string;
      readonly seconds: number;
      readonly at?: Origin;
      /** How many seconds the text at `at` means now: it may be written in another unit. */
      readonly written?: number;
    }
  /** Hand over only these secrets where now all are. */
  | {
      readonly kind: 'name-secrets';
      readonly uri: Uri;
      readonly at: Origin;
      readonly names: readonly string[];
    }
  /** Do not leave the credential behind; `at` is the step that does. */
  | { readonly kind: 'drop-persisted-credential'; readonly uri: Uri; readonly at: Origin }
  /** Add settings that limit an identity minted at `at`. */
  | {
      readonly kind: 'scope-token';
      readonly uri: Uri;
      readonly at: Origin;
      readonly settings: Readonly<Record<string, string>>;
    }
  /** Put the session behind a named gate. */
  | { readonly kind: 'require-gate'; readonly uri: Uri; readonly session: string; readonly gate: string }
  /** Write a condition as one that is evaluated. */
  | { readonly kind: 'repair-condition'; readonly uri: Uri; readonly at: Origin; readonly condition: string };

/** A remediation as it is offered. The title says the result. */
export interface RemediationOffer {
  readonly title: string;
  readonly applicability: Applicability;
  /** For an unsafe one: what could break. */
  readonly caution?: string;
  readonly preferred?: boolean;
  /** Done together; they may touch several files. */
  readonly intents: readonly Remediation[];
}
