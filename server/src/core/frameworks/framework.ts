import type { ControlId, FrameworkId } from './controlId.js';

/** One requirement, risk or technique of a framework edition. */
export interface Control {
  readonly id: ControlId;
  readonly framework: FrameworkId;
  /** The publisher's own identifier, for example `NHI5:2025`; unique only inside its framework. */
  readonly code: string;
  readonly title: string;
  readonly url: string;
  /** What it asks for or warns of, in our words. */
  readonly gist: string;
  /** What a reader must know before citing it, for example that a later edition withdrew it. */
  readonly note?: string;
}

/** One edition of a framework, with those of its controls that bear on trust scope. */
export interface Framework {
  readonly id: FrameworkId;
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
  readonly url: string;
  readonly controls: readonly Control[];
}

/** The controls that a class of finding touches. */
export interface ControlMapping {
  readonly title: string;
  readonly primary: readonly ControlId[];
  readonly supporting: readonly ControlId[];
  readonly note?: string;
}

/** What `data/<framework>.json` holds; described by `schemas/framework.schema.json`. */
export interface FrameworkEdition extends Omit<Framework, 'controls'> {
  readonly controls: Readonly<Record<string, Omit<Control, 'id' | 'framework' | 'code'>>>;
}
