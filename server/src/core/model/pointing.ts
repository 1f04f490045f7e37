import type { TextRange } from '../text/textRange.js';
import type { Origin } from './origin.js';

/** What a text is about at which nothing of the model stands, for who points at it. */
export type Pointing = (
  | {
      /** Other texts of the file say what it is about: the identity that is named, whom a condition admits. */
      readonly kind: 'same';
      readonly at: readonly TextRange[];
    }
  | {
      /** On what the rights are granted that stand at other texts of the file; each grant names its resource. */
      readonly kind: 'resource';
      readonly at: readonly TextRange[];
      /** The one resource that is pointed at, as the grants have it; all where it is left out. */
      readonly resource?: string;
    }
  | {
      /** Whether a session, or one part of it, runs at all. */
      readonly kind: 'condition';
      readonly of: 'session' | 'part';
      /** The text of what it decides about, or is part of: the sessions there are meant. */
      readonly around: TextRange;
      /** The platform's words for all that could start the file's sessions; empty where the file does not name them. */
      readonly events: readonly string[];
    }
  | {
      /** A script, or commands of one, that a session runs. */
      readonly kind: 'script';
      /** The part of the session that it belongs to: what is needed or handed over in it counts. */
      readonly part: TextRange;
    }
  | {
      /** Something that is set so that nothing comes of it, such as a credential that is not kept. */
      readonly kind: 'remark';
      readonly title: string;
      readonly text: string;
    }
) & {
  /** The text that is spoken of. */
  readonly range: TextRange;
};

/** A name in a text, and where what it means is written. */
export interface NamedThing {
  readonly range: TextRange;
  readonly targets: readonly Origin[];
  /** What those stand for in turn, such as the resource behind an output; empty where that is no one thing. */
  readonly standFor?: readonly Origin[];
}
