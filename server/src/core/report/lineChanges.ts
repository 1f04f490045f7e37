/** Old lines from `oldStart` to `oldEnd` became new lines from `newStart` to `newEnd`; ends are exclusive. */
export interface LineChange {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Past this many differing lines the smallest difference is not worth its time; all between becomes one change. */
const MAX_DISTANCE = 1_000;

/** The changes that lead from one list of lines to the other, in order (Myers' greedy algorithm). */
export function lineChanges(old: readonly string[], fresh: readonly string[]): LineChange[] {
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let oldEnd = old.length;
  let newEnd = fresh.length;
  while (oldEnd > head && newEnd > head && old[oldEnd - 1] === fresh[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  if (oldEnd === head && newEnd === head) return [];
  const steps = shortestScript(old.slice(head, oldEnd), fresh.slice(head, newEnd));
  if (steps === undefined) return [{ oldStart: head, oldEnd, newStart: head, newEnd }];
  return joinSteps(steps, head);
}

/** One line taken from the old text (at `x`) or from the new one (at `y`). */
interface Step {
  readonly kind: 'delete' | 'insert';
  readonly x: number;
  readonly y: number;
}

function shortestScript(old: readonly string[], fresh: readonly string[]): Step[] | undefined {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let distance = 0; distance <= Math.min(old.length + fresh.length, MAX_DISTANCE); distance++) {
    trace.push(new Map(furthest));
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      const insert = comesFromInsert(furthest, diagonal, distance);
      let x = insert ? at(furthest, diagonal + 1) : at(furthest, diagonal - 1) + 1;
      let y = x - diagonal;
      while (x < old.length && y < fresh.length && old[x] === fresh[y]) {
        x++;
        y++;
      }
      furthest.set(diagonal, x);
      if (x >= old.length && y >= fresh.length) return backtrack(trace, old.length, fresh.length);
    }
  }
  return undefined;
}

function backtrack(trace: readonly Map<number, number>[], oldLength: number, newLength: number): Step[] {
  const steps: Step[] = [];
  let x = oldLength;
  let y = newLength;
  for (let distance = trace.length - 1; distance > 0; distance--) {
    const furthest = trace[distance] ?? new Map<number, number>();
    const diagonal = x - y;
    const insert = comesFromInsert(furthest, diagonal, distance);
    const previous = insert ? diagonal + 1 : diagonal - 1;
    x = at(furthest, previous);
    y = x - previous;
    steps.push({ kind: insert ? 'insert' : 'delete', x, y });
  }
  return steps.reverse();
}

function comesFromInsert(furthest: Map<number, number>, diagonal: number, distance: number): boolean {
  if (diagonal === -distance) return true;
  return diagonal !== distance && at(furthest, diagonal - 1) < at(furthest, diagonal + 1);
}

function at(furthest: Map<number, number>, diagonal: number): number {
  return furthest.get(diagonal) ?? 0;
}

function joinSteps(steps: readonly Step[], offset: number): LineChange[] {
  const changes: LineChange[] = [];
  for (const { kind, x, y } of steps) {
    const step = {
      oldStart: x + offset,
      oldEnd: x + offset + (kind === 'delete' ? 1 : 0),
      newStart: y + offset,
      newEnd: y + offset + (kind === 'insert' ? 1 : 0),
    };
    const last = changes.at(-1);
    if (last?.oldEnd === step.oldStart && last.newEnd === step.newStart) {
      changes[changes.length - 1] = { ...last, oldEnd: step.oldEnd, newEnd: step.newEnd };
    } else {
      changes.push(step);
    }
  }
  return changes;
}
