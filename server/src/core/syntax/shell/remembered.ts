import type { ParseShell, ShellScript } from '../../model/shellScript.js';

/** Scripts that are kept, and how long one may be to be kept, in UTF-16 units: about what a large workspace has. */
const MOST = 2000;
const LONGEST = 4000;

/**
 * The same reader, which remembers what it read last: after a keystroke nearly all scripts of a file are what they were.
 */
export function remembered(parse: ParseShell): ParseShell {
  const known = new Map<string, ShellScript>();
  return (script) => {
    if (script.length > LONGEST) return parse(script);
    const before = known.get(script);
    if (before !== undefined) return before;
    const read = parse(script);
    // The oldest goes first; what is still in a file is read again then.
    if (known.size >= MOST) known.delete(known.keys().next().value ?? '');
    known.set(script, read);
    return read;
  };
}
