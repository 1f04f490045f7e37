import type { OverviewFinding, OverviewGroup, OverviewSession } from '../../../server/src/protocol.js';

/** Sessions under one heading. */
export interface GroupNode {
  readonly kind: 'group';
  readonly group: OverviewGroup;
}

/** One session, under one of the headings that it stands under. */
export interface SessionNode {
  readonly kind: 'session';
  readonly session: OverviewSession;
  readonly group: GroupNode;
}

/** One finding of a session. */
export interface FindingNode {
  readonly kind: 'finding';
  readonly finding: OverviewFinding;
  readonly session: SessionNode;
}

/** The rest of a long group: shown when it is chosen. */
export interface MoreNode {
  readonly kind: 'more';
  readonly count: number;
  readonly group: GroupNode;
}

export type ScopeNode = GroupNode | SessionNode | FindingNode | MoreNode;

/** What a context menu of the list hands to a command. */
export function isScopeNode(argument: unknown): argument is ScopeNode {
  return typeof argument === 'object' && argument !== null && 'kind' in argument;
}
