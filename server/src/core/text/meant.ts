import { closestName } from './closestName.js';
import { quoted } from './quoted.js';

/** A name that nothing knows, and the known one that it was probably meant to be: a quick-fix writes that in its place. */
export interface Meant {
  readonly written: string;
  readonly name: string;
  /** What the text may do once it bears the name and did not do before, in words that follow "⚠". */
  readonly caution?: string;
}

/** The known name that is nearest to a written one; `undefined` where none is near. */
export function meantBy(written: string, names: Iterable<string>, most?: number): Meant | undefined {
  const name = closestName(written, names, most);
  return name === undefined ? undefined : { written, name };
}

/** How a sentence about an unknown name ends: with a question that names what was probably meant, or a full stop. */
export function meantWords(meant: Meant | undefined): string {
  return meant === undefined ? '.' : `; did you mean ${quoted(meant.name)}?`;
}
