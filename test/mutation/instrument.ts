import type { Mutant } from './mutants.js';

/** The name of the function that says, while the program runs, whether a mutant counts. */
export const SWITCH = '__mutant';

/** A text in which each mutant stands beside what it replaces; `__mutant(id)` chooses while the program runs. */
export function instrument(text: string, mutants: readonly Mutant[]): string {
  const open = [...mutants].sort((a, b) => a.start - b.start || b.end - a.end || a.id - b.id);
  return render(text, 0, text.length, open);
}

/** Takes the mutants of a part of the text, the outer ones first, out of the list. */
function render(text: string, from: number, to: number, open: Mutant[]): string {
  let result = '';
  let at = from;
  while (open[0] !== undefined && open[0].end <= to) {
    const mutant = open.shift()!;
    const inner = render(text, mutant.start, mutant.end, open);
    result += text.slice(at, mutant.start) + chosen(mutant, inner);
    at = mutant.end;
  }
  return result + text.slice(at, to);
}

function chosen({ id, code }: Mutant, original: string): string {
  return code === ''
    ? `if (!${SWITCH}(${id})) { ${original} }`
    : `(${SWITCH}(${id}) ? (${code}) : (${original}))`;
}
