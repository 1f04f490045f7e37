import type { Destination } from '../model/breadth.js';
import { isPlain, undecided } from './destinations.js';

/** More patterns than a file has that a person wrote and that are not plain; each takes milliseconds. */
const MOST = 60;

/** So many patterns that are kept out of one take as long as one more. */
const EXCEPTIONS = 10;

/** How many patterns of one file are looked at that take long. Of what is beyond, nothing is told. */
export class Effort {
  #left = MOST;

  /** The destination; or, once too much was asked for, one of which nothing can be told. */
  spentOn(destination: Destination): Destination {
    if (isPlain(destination)) return destination;
    this.#left -= Math.max(1, Math.ceil((destination.except?.length ?? 0) / EXCEPTIONS));
    return this.#left < 0 ? undecided(destination) : destination;
  }

  get isExceeded(): boolean {
    return this.#left < 0;
  }
}
