import type { SystemRef } from '../../model/facts.js';
import type { AccessLevel } from '../../model/vocabulary.js';

/** What a command of a program does, by the words behind the program's name. */
export interface ProgramLevel {
  /** Tried in order on the words behind the name, options left out. */
  readonly when: RegExp;
  readonly access: AccessLevel;
  readonly opens: string;
  readonly system?: SystemRef;
  readonly conversational?: true;
}

/** A program that reaches a system, or changes what it works on. */
export interface Program {
  readonly names: readonly string[];
  readonly system: SystemRef;
  readonly levels: readonly ProgramLevel[];
  /** What a command that no level fits may do. */
  readonly access: AccessLevel;
  readonly opens: string;
  readonly conversational?: true;
  /** What all of its commands together cover, where a rule lets all through. */
  readonly covers: string;
  /** Whether that is all of a service or more, and not one purpose. */
  readonly whole: boolean;
  /** Names under which `instead` and `covers` are true as well. */
  readonly alike?: readonly string[];
  /** Commands that only read, or do the usual thing, to be allowed by name in its place. */
  readonly instead?: readonly string[];
  readonly source: string;
}
