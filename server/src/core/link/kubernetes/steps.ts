import { relativePath } from '../../text/uri.js';
import type { Edge } from '../edges.js';
import type { LinkedSession, LinkInput } from '../workspaceIndex.js';

/** The steps by which an account becomes others of its cluster. */
export function accountSteps({ id, facts }: LinkedSession): readonly Edge[] {
  return (facts.escalations ?? []).flatMap(({ targets, title, conditions, gates, origin }) =>
    targets.map((to) => ({
      from: id,
      to,
      by: 'escalating' as const,
      how: title,
      gates,
      certain: conditions.length === 0,
      certainty: 'inferred' as const,
      origin,
    })),
  );
}

/** Pairs of inputs, by index, of which an account of the first can become one of the second. */
export function* reachingAccounts(inputs: readonly LinkInput[]): Generator<readonly [number, number]> {
  const indexes = new Map<string, number>();
  for (const [index, { facts, root }] of inputs.entries()) {
    if (facts.platform === 'kubernetes') indexes.set(relativePath(root, facts.uri), index);
  }
  for (const [index, { facts }] of inputs.entries()) {
    if (facts.platform !== 'kubernetes') continue;
    const targets = facts.sessions.flatMap(({ escalations }) =>
      (escalations ?? []).flatMap((one) => one.targets),
    );
    const paths = new Set(targets.map((id) => id.slice(0, Math.max(0, id.lastIndexOf('#account:')))));
    for (const path of paths) {
      const other = indexes.get(path);
      if (other !== undefined && other !== index) yield [index, other];
    }
  }
}
