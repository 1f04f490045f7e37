import type { Uri } from '../text/uri.js';
import type { Flow } from './breadth.js';
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
  | {
      readonly kind: 'require-gate';
      readonly uri: Uri;
      readonly session: string;
      readonly gate: string;
      /** More of the kind, where one edit has to write all of them: further tools that are to be asked for. */
      readonly others?: readonly string[];
      /** The grant that is to stand behind it, where not all of the session is. */
      readonly at?: Origin;
    }
  /** Write a condition as one that is evaluated. */
  | { readonly kind: 'repair-condition'; readonly uri: Uri; readonly at: Origin; readonly condition: string }
  /** Put these values in the place of the one at `at`: a list item becomes several, a lone value a list. */
  | {
      readonly kind: 'replace-values';
      readonly uri: Uri;
      readonly at: Origin;
      readonly values: readonly string[];
    }
  /** Write a command in the place of the words at `at`, which stand in one line of a script. */
  | { readonly kind: 'replace-command'; readonly uri: Uri; readonly at: Origin; readonly text: string }
  /** Set the value under `path` in the mapping at `at` (or in the one whose key stands there), creating what is absent. */
  | {
      readonly kind: 'set-value';
      readonly uri: Uri;
      readonly at: Origin;
      readonly path: readonly string[];
      readonly value: RemediationValue;
    }
  /** Hand a credential of bounded life to the workload in the place of the kept one whose name stands at `at`. */
  | { readonly kind: 'project-token'; readonly uri: Uri; readonly at: Origin; readonly seconds: number }
  /** Take out the whole object whose name stands at `at`. */
  | { readonly kind: 'remove-object'; readonly uri: Uri; readonly at: Origin }
  /** Take away the list item, the entry or the line at `at`. */
  | { readonly kind: 'remove-entry'; readonly uri: Uri; readonly at: Origin }
  /** Give each flow of messages of an identity an identity of its own. */
  | {
      readonly kind: 'split-session';
      readonly uri: Uri;
      readonly session: string;
      readonly at: Origin;
      readonly parts: readonly { readonly name: string; readonly flows: readonly Flow[] }[];
    }
  /** Limit an attachment to one namespace. */
  | { readonly kind: 'limit-attachment'; readonly uri: Uri; readonly at: Origin; readonly namespace: string }
  /** Give the workload at `at` an identity of its own, of this name; a bare one gets no credential either. */
  | {
      readonly kind: 'dedicate-identity';
      readonly uri: Uri;
      readonly at: Origin;
      readonly name: string;
      readonly bare?: true;
    }
  /** Let the contract allow more for the sessions of the entry at `at`, in the configuration file `uri`. */
  | {
      readonly kind: 'widen-contract';
      readonly uri: Uri;
      readonly at: Origin;
      readonly widen: ContractWidening;
    };

/** Items more in a list of the entry, another value below it, or a demand less. */
export type ContractWidening =
  | { readonly how: 'add'; readonly key: string; readonly items: readonly RemediationValue[] }
  | { readonly how: 'set'; readonly path: readonly string[]; readonly value: RemediationValue }
  | { readonly how: 'drop'; readonly at: Origin };

/** A value to be written, in the file's own format. */
export type RemediationValue =
  string | number | boolean | readonly RemediationValue[] | { readonly [key: string]: RemediationValue };

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
