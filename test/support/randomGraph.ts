import type { Random } from './random.js';

/** To which nodes each node leads, by number. */
export type Graph = readonly (readonly number[])[];

/** A graph of two to so many nodes: sparse, dense, in rows or in a ring with chords; without circles where asked for. */
export function randomGraph(random: Random, most: { nodes: number; acyclic: boolean }): Graph {
  const size = 2 + random.below(most.nodes - 1);
  const degree = random.pick([0.7, 1.5, 3, 6]);
  const width = random.pick([1, 3, size]);
  const lead = (from: number): readonly number[] => {
    const to = new Set<number>();
    for (let count = random.below(Math.ceil(degree * 2) + 1); count > 0; count -= 1) {
      // In rows, a node leads to some of the row before; otherwise to any.
      const near = Math.floor(from / width) * width - width + random.below(width);
      to.add(width < size ? near : random.below(size));
    }
    if (!most.acyclic && random.chance(0.1)) to.add(random.below(size));
    const allowed = (node: number): boolean => node >= 0 && node < (most.acyclic ? from : size);
    return [...to].filter((node) => allowed(node) && node !== from);
  };
  return Array.from({ length: size }, (_, from) => lead(from));
}

/** All nodes that a node leads to over at most so many edges, by walking from it: slow, and plain to see. */
export function reached(graph: Graph, start: number, most = Infinity): ReadonlySet<number> {
  const found = new Set<number>();
  let front = [start];
  for (let depth = 0; depth < most && front.length > 0; depth += 1) {
    front = [...new Set(front.flatMap((node) => graph[node] ?? []))].filter((node) => !found.has(node));
    for (const node of front) found.add(node);
  }
  return found;
}
