import type { Origin } from '../../model/origin.js';
import type { AccessLevel, WidthBand } from '../../model/vocabulary.js';

/** What stands in the picture of who reaches what. */
export type NodeKind = 'starter' | 'cluster' | 'session' | 'identity' | 'system' | 'unknown';

/**
 * How freely an edge is gone: with nothing asked, after a gate that is proved, after one that is only assumed, or in a
 * way that is not known.
 */
export type EdgeState = 'open' | 'gated' | 'assumed' | 'unknown';

export interface GraphNode {
  /** The same after a change, as long as it stands for the same. */
  readonly id: string;
  readonly kind: NodeKind;
  /** Plain text, on one line. */
  readonly label: string;
  /** A second line: a verdict, a path, who that is. */
  readonly detail: string;
  /** Of a session; of a cluster that of the widest in it. */
  readonly band?: WidthBand;
  /** Ids of the sessions that it stands for: one, or all of a cluster. */
  readonly sessions: readonly string[];
  /** Where a reader is sent. */
  readonly origin?: Origin;
}

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly state: EdgeState;
  /** What goes over it in a few words, and what is asked before; plain text. */
  readonly label: string;
  /** The widest access that it gives; absent where it gives none by itself. */
  readonly access?: AccessLevel;
}

export interface ReachGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Sessions that are in the picture, by themselves or in a cluster, and those that the filters leave out. */
  readonly shown: number;
  readonly hidden: number;
}

/** What of a workspace is drawn. */
export interface GraphQuery {
  /** Words that all have to stand in a session's name, path, starters, identities or systems. */
  readonly search?: string;
  /** The name of a system: only what leads there. */
  readonly system?: string;
  /** The least access: only what gives as much. */
  readonly access?: AccessLevel;
  /** Only what is reached with nothing proved in between. */
  readonly onlyOpen?: boolean;
  /** Ids of the only sessions that count. */
  readonly only?: ReadonlySet<string>;
  /** Ids of clusters whose sessions are drawn one by one. */
  readonly expanded?: ReadonlySet<string>;
  /** A session that is drawn by itself, whatever its cluster. */
  readonly focus?: string;
}

/**
 * Nodes of one kind that stand beside each other before anybody opens a cluster: more is a ball of wool, and more than a
 * second's work to lay out.
 */
export const MOST_OF_A_KIND = 30;

/** How an edge is told apart in words, wherever a line of its own is not enough. */
export const STATE_WORDS: Readonly<Record<EdgeState, string>> = {
  open: 'open',
  gated: 'behind a proved gate',
  assumed: 'behind a gate that is not proved',
  unknown: 'not known',
};
