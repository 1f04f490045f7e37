/**
 * Groups of nodes that lead to each other, over whatever detour; each group after all others to which it leads. By
 * node, with lists in place of calls, so that no chain is too long. (Tarjan, 1972.)
 *
 * @param next what a node leads to
 */
export function components<N>(start: N, next: (node: N) => Iterable<N>): readonly (readonly N[])[] {
  const order = new Map<N, number>();
  const low = new Map<N, number>();
  const path: N[] = [];
  const onPath = new Set<N>();
  const found: N[][] = [];
  const open: { readonly node: N; readonly rest: Iterator<N> }[] = [];

  const enter = (node: N): void => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    path.push(node);
    onPath.add(node);
    open.push({ node, rest: next(node)[Symbol.iterator]() });
  };
  const lower = (node: N, to: number | undefined): void => {
    if (to !== undefined && to < (low.get(node) ?? to)) low.set(node, to);
  };
  const leave = (node: N): void => {
    open.pop();
    const outer = open.at(-1);
    if (outer !== undefined) lower(outer.node, low.get(node));
    if (low.get(node) !== order.get(node)) return;
    const group = path.splice(path.lastIndexOf(node));
    for (const member of group) onPath.delete(member);
    found.push(group);
  };

  enter(start);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const step = top.rest.next();
    if (step.done === true) leave(top.node);
    else if (!order.has(step.value)) enter(step.value);
    else if (onPath.has(step.value)) lower(top.node, order.get(step.value));
  }
  return found;
}

/** The nodes that a node leads to, each after those that it leads to itself as far as they do not lead back. */
export function postOrder<N>(start: N, next: (node: N) => Iterable<N>): readonly N[] {
  const seen = new Set([start]);
  const order: N[] = [];
  const open = [{ node: start, rest: next(start)[Symbol.iterator]() }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const step = top.rest.next();
    if (step.done === true) {
      order.push(top.node);
      open.pop();
    } else if (!seen.has(step.value)) {
      seen.add(step.value);
      open.push({ node: step.value, rest: next(step.value)[Symbol.iterator]() });
    }
  }
  return order;
}
