import { describe, expect, it } from 'vitest';
import { ByNode } from '../../../server/src/core/pipelines/byNode.js';

/** How many nodes a node leads to, itself among them, in a graph by numbers; with the times that work was done. */
function reached(next: (node: number) => readonly number[]): {
  readonly graph: ByNode<number, ReadonlySet<number>>;
  readonly counts: Map<number, number>;
} {
  const counts = new Map<number, number>();
  const graph = new ByNode<number, ReadonlySet<number>>(next, (node, of) => {
    counts.set(node, (counts.get(node) ?? 0) + 1);
    return new Set([node, ...next(node).flatMap((other) => [...(of(other) ?? [])])]);
  });
  return { graph, counts };
}

describe('what hangs on the nodes of a graph', () => {
  it('is worked out once for each, however many ways lead to it', () => {
    const { graph, counts } = reached((node) => (node < 40 ? [node + 1, node + 2] : []));
    expect(graph.of(0).size).toBe(42);
    expect(graph.of(20).size).toBe(22);
    expect(new Set(counts.values())).toEqual(new Set([1]));
  });

  it('is worked out along a chain that no calls inside of calls could follow', () => {
    const depth = new ByNode<number, number>(
      (node) => (node === 0 ? [] : [node - 1]),
      (node, of) => 1 + (of(node - 1) ?? 0),
    );
    expect(depth.of(200_000)).toBe(200_001);
  });

  it('goes without what leads back, and tells of it', () => {
    const { graph, counts } = reached((node) => [(node + 1) % 5]);
    expect([...graph.of(0)]).toEqual([0, 1, 2, 3, 4]);
    expect([...graph.of(3)]).toEqual([3, 4]);
    expect(graph.circles).toEqual([[0, 1, 2, 3, 4]]);
    expect(counts.size).toBe(5);
  });

  it('takes a node that leads to itself for a circle of one', () => {
    const { graph } = reached((node) => [node]);
    expect([...graph.of(7)]).toEqual([7]);
    expect(graph.circles).toEqual([[7]]);
  });

  it('tells of a bounded number of circles', () => {
    const { graph } = reached((node) => [node, (node + 1) % 100]);
    graph.of(0);
    expect(graph.circles.length).toBe(8);
  });
});
