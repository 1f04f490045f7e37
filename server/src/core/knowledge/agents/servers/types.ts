import type { SystemRef } from '../../../model/facts.js';
import type { AccessLevel } from '../../../model/vocabulary.js';

/** What is known of an MCP server: the system that its tools reach, and how far. */
export interface KnownServer {
  /** The product, as a reader knows it. */
  readonly name: string;
  readonly system: SystemRef;
  /** The most that any of its tools may do, as the server is set up without options. */
  readonly access: AccessLevel;
  /** What its tools do together, after "may". */
  readonly opens: string;
  /** Packages and images, without version, as they stand among the arguments of its command. */
  readonly packages?: readonly string[];
  /** Hosts of its URL, with a path where the host serves several; a leading dot stands for every subdomain. */
  readonly hosts?: readonly string[];
  /** Names by which it is usually configured, tried last. */
  readonly names?: readonly string[];
  /** Tools of which the name does not tell what they do. */
  readonly tools?: Readonly<Record<string, AccessLevel>>;
  /** Whether its writes change conversations, documents and tickets only. */
  readonly conversational?: true;
  /** Whether a tool of it runs whatever program it is given. */
  readonly runsAnything?: true;
  /** Settings, in arguments, environment, headers or the URL, that leave only its reading tools. */
  readonly readOnly?: RegExp;
  readonly source: string;
}
