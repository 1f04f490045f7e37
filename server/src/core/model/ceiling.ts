import type { Origin } from './origin.js';
import type { AccessLevel, Actor, GateKind } from './vocabulary.js';

/** A kind of reach, as a contract names it: all that is written must fit. */
export interface CeilingReach {
  /** Kind of the system, its name, or both; `*` stands for any text. Absent: any system. */
  readonly system?: string;
  /** Of what is allowed, the highest level; of what a gate must stand before, the lowest. */
  readonly access?: AccessLevel;
  /** Actions; `*` stands for any text. Absent: any. */
  readonly actions?: readonly string[];
  /** Resources; `*` stands for any text. Absent: any. */
  readonly on?: readonly string[];
  /** Limits that the grant must bear: `namespace shop`, `name web`, or a condition of a policy as it is shown. */
  readonly only?: readonly string[];
}

/** A way of starting that a contract allows: all that is written must fit. */
export interface CeilingStart {
  /** The platform's word for the event; `*` stands for any text. */
  readonly event?: string;
  /** The least trusted who may. */
  readonly actor?: Actor;
  /** What must narrow it. */
  readonly conditions: readonly string[];
  /** What the platform must hold back from such a run. */
  readonly withheld: readonly ('writes' | 'secrets')[];
}

/** A gate that must stand before some kinds of reach. */
export interface CeilingGate {
  /** Empty: before all reach. */
  readonly before: readonly CeilingReach[];
  /** `*` stands for any text. */
  readonly name?: string;
  readonly kind?: GateKind;
  /** Whether the files must prove it, or its proof may lie in settings. */
  readonly proof: 'files' | 'settings';
  /** Its place among the gates of the ceiling. */
  readonly index: number;
  readonly origin: Origin;
}

/** A part of a ceiling with the text that says it. */
export interface CeilingPart<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** How far a session may reach, as people have agreed on it. What is absent is not limited. */
export interface Ceiling {
  /** The file that says it. */
  readonly origin: Origin;
  /** The whole of the entry, for edits. */
  readonly entry: Origin;
  readonly may?: CeilingPart<readonly CeilingReach[]>;
  /** Seconds; null where no bound is asked for. */
  readonly lasts?: CeilingPart<number | null>;
  /** Seconds that what outlives the session may work on for; the same as `lasts` where it is absent. */
  readonly credentialsLast?: CeilingPart<number | null>;
  readonly startedBy?: CeilingPart<readonly CeilingStart[]>;
  readonly gates: readonly CeilingGate[];
  /** What is accepted as not known; `*` stands for any text. */
  readonly notKnown: readonly string[];
}
