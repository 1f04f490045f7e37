/** A node that is being looked at, with what it leads to and has not been looked at yet. */
interface Open<N> {
  readonly node: N;
  readonly rest: Iterator<N>;
}

/**
 * What is true of each node of a graph, where that hangs on the nodes to which it leads: jobs on those that they wait
 * for. Each node is worked out once, after all to which it leads, and without calls inside of calls, so that neither
 * many ways to one node nor a long chain costs more than its nodes and edges.
 *
 * Where nodes lead back to themselves, the edge by which that is found counts as not there: whoever is worked out first
 * goes without what comes back to it. Files in which jobs wait for themselves are refused by every product; `circles`
 * tells of them.
 */
export class ByNode<N, V> {
  readonly #known = new Map<N, V>();
  readonly #circles: (readonly N[])[] = [];

  /**
   * @param next the nodes to which one leads; the same ones each time
   * @param work what is true of a node; `of` gives what is known of one to which it leads, `undefined` where that is
   *   not known because it leads back
   */
  constructor(
    readonly next: (node: N) => Iterable<N>,
    readonly work: (node: N, of: (other: N) => V | undefined) => V,
  ) {}

  of(node: N): V {
    const known = this.#known;
    const open: Open<N>[] = [];
    const opened = new Set<N>();
    const enter = (one: N): void => {
      opened.add(one);
      open.push({ node: one, rest: this.next(one)[Symbol.iterator]() });
    };
    if (!known.has(node)) enter(node);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const step = top.rest.next();
      if (step.done === true) {
        known.set(
          top.node,
          this.work(top.node, (other) => known.get(other)),
        );
        opened.delete(top.node);
        open.pop();
      } else if (opened.has(step.value)) this.#circle(open, step.value);
      else if (!known.has(step.value)) enter(step.value);
    }
    return known.get(node) as V;
  }

  /** Nodes that lead back to the first of them, in order, among those that were looked at; each group told once or more. */
  get circles(): readonly (readonly N[])[] {
    return this.#circles;
  }

  #circle(open: readonly Open<N>[], node: N): void {
    if (this.#circles.length >= MOST_CIRCLES) return;
    const nodes = open.map((one) => one.node);
    this.#circles.push(nodes.slice(nodes.indexOf(node)));
  }
}

/** More circles than one would want to be told of in one file. */
const MOST_CIRCLES = 8;
