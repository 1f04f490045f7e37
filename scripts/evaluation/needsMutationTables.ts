import type { MutationTally, NeedsMutations } from './needsMutations.js';
import { RAISES } from './needsMutations.js';
import { markdownTable } from './tables.js';

/** Prints what came of the changes, scope by scope, and what failed. Whether nothing did, and all scopes had their turn. */
export function printNeedsMutations({ jobs, raised, dropped, failures }: NeedsMutations): boolean {
  const never = RAISES.filter(([right, level]) => !raised.has(`${right}:${level}`));
  console.log(`\nneeds: ${jobs} jobs that are known whole, each first granted exactly what it needs`);
  console.log(`\n${tableOf('one scope more', raised)}\n\n${tableOf('one scope less', dropped)}`);
  if (never.length > 0) {
    console.log(`\nnever granted beyond need: ${never.map(([right]) => right).join(', ')}`);
  }
  for (const failure of failures) console.log(`NEEDS ${failure}`);
  return failures.length === 0 && never.length === 0;
}

function tableOf(title: string, tallies: ReadonlyMap<string, MutationTally>): string {
  const all = [...tallies.values()].reduce((a, b) => ({
    made: a.made + b.made,
    told: a.told + b.told,
    restored: a.restored + b.restored,
    unknown: a.unknown + b.unknown,
  }));
  const rows = [...tallies, ['all', all] as const].sort(([a], [b]) => (a < b ? -1 : 1));
  return markdownTable(
    [title, 'made', 'told', 'restored', 'not known'],
    rows.map(([what, { made, told, restored, unknown }]) => [
      what,
      ...[made, told, restored, unknown].map(String),
    ]),
  );
}
