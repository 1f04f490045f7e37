/** How long work may hold the server before others get their turn. */
const SLICE = 12;

/** Cuts long work into slices, so that what one types is answered in between. */
export class Slices {
  #start = now();

  /** Call between two pieces of work. Resolves to whether there was a pause, in which things may have changed. */
  async next(): Promise<boolean> {
    if (now() - this.#start < SLICE) return false;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#start = now();
    return true;
  }
}

function now(): number {
  return performance.now();
}
