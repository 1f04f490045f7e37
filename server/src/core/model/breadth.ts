import type { Origin } from './origin.js';

/** Which side of a grant a text widens: what may be done, or to what. */
export type Dimension = 'action' | 'resource';

/** A text of a grant that stands for more than one thing. */
export interface Breadth {
  readonly dimension: Dimension;
  /** Everything there is, a pattern that covers several, or all but what is listed. */
  readonly form: 'all' | 'pattern' | 'inverted';
  /** As written, for messages. */
  readonly text: string;
  /** What it covers, in words that follow "it covers": "112 actions of S3, 41 of them write". */
  readonly covers: string;
  /** Whether it covers more than a reader would call one purpose: all of a service, of a kind, of an account. */
  readonly whole: boolean;
  /** False where the platform has nothing narrower to write, as for an action that takes no resource. */
  readonly narrowable: boolean;
  /** Set where the vendor's own policies for what does this take no less, as for an agent that registers itself. */
  readonly customary?: true;
  /** Set where what there is gets its name only as it is made: a condition narrows it, and no name can. */
  readonly unnamed?: true;
  /** Set where what it covers gives nothing beyond itself: no secrets, no identities, no code that runs. */
  readonly minor?: true;
  /** Narrower texts that could stand in its place, the best first. */
  readonly options: readonly BreadthOption[];
  /** The text that widens the grant. */
  readonly origin: Origin;
}

/** What could stand in the place of a text that covers too much. */
export interface BreadthOption {
  /** The title of the fix: says the result. */
  readonly title: string;
  readonly values: readonly string[];
  /** Whether nothing that is known to be used is lost. */
  readonly safe: boolean;
  /** For one that is not safe: what could stop to work. */
  readonly caution?: string;
  /** Set when it leaves the reading part only, which is nothing to who is there to change things. */
  readonly reading?: true;
}

/** What a session does with messages of a queue, topic or stream. */
export type Flow = 'consume' | 'publish' | 'administer';

/** How a broker reads the name of a destination. */
export type DestinationSyntax = 'literal' | 'prefix' | 'glob' | 'regex' | 'nats' | 'mqtt';

/** The queues, topics or streams that a grant opens. */
export interface Destination {
  /** Grants of different spaces never meet: broker and virtual host, account and region, cluster. */
  readonly space: string;
  readonly syntax: DestinationSyntax;
  readonly pattern: string;
  /** What a broker keeps out of it again, in the same syntax. */
  readonly except?: readonly string[];
  /** Where messages get to from there: queues bound to an exchange, the queue that the default exchange leads to. */
  readonly also?: readonly Destination[];
}
