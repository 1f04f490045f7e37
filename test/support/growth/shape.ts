import type { Repository } from '../repository.js';

/** Files whose text grows in step with `size`: twice the size is about twice the text. */
export type Growing = (size: number) => Repository;

/** Shapes of one platform, each by the words that say what there is more and more of. */
export type Shapes = Readonly<Record<string, Growing>>;

/** One part for each number up to `count`, put together. */
export function many(count: number, part: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => part(index)).join('');
}

/** The files of a shape that is one file. */
export function oneFile(path: string, text: (size: number) => string): Growing {
  return (size) => new Map([[path, text(size)]]);
}

/** The numbers of the `width` members of the row before; rows are what numbers are cut into. */
export function rowBefore(index: number, width: number): readonly number[] {
  const row = Math.floor(index / width);
  return row === 0 ? [] : Array.from({ length: width }, (_, at) => (row - 1) * width + at);
}
