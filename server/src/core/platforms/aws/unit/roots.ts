/** Units that are looked at on the way up from one; nothing is called over so many. */
const MOST_CALLERS = 2_000;

/** The names of what calls a module or a template, without itself. */
type Callers = (name: string) => readonly string[];

/**
 * Whether a unit begins at a module or template: nobody calls it. Of those that call each other in a circle into which
 * nobody calls, the first by name begins it, so that none is left out.
 */
export function isRoot(name: string, callersOf: Callers): boolean {
  const seen = new Set([name]);
  let isInCircle = false;
  for (const at of seen) {
    const callers = callersOf(at);
    // It is made where whoever calls it is made.
    if (callers.length === 0) return at === name;
    for (const caller of callers) {
      if (caller === name) isInCircle = true;
      else if (seen.size < MOST_CALLERS) seen.add(caller);
    }
  }
  if (!isInCircle) return false;
  const circle = [...seen].filter((one) => leadsTo(one, name, callersOf));
  return circle.sort()[0] === name;
}

/** Whether one is reached again from one of its callers: they are in one circle. */
function leadsTo(name: string, to: string, callersOf: Callers): boolean {
  const seen = new Set([name]);
  for (const at of seen) {
    if (at === to) return true;
    for (const caller of callersOf(at)) if (seen.size < MOST_CALLERS) seen.add(caller);
  }
  return false;
}
