import { sensitivityOf, tierOf } from '../../../knowledge/names/words.js';
import type { Grant, Sensitivity } from '../../../model/facts.js';
import type { SystemKind } from '../../../model/vocabulary.js';
import { remembered } from '../../../patterns/remembered.js';

/** What the name of a resource says of it. */
type NameFacts = Pick<Grant, 'sensitivity' | 'tier'>;

const NOTHING: NameFacts = {};

/** Resources whose names are remembered; each is asked about for every action on it. */
const MOST_NAMES = 2_000;
const ofName = remembered<NameFacts>(MOST_NAMES);
const ofBilling = remembered<NameFacts>(MOST_NAMES);

/** What makes a resource sensitive and the place that it belongs to, by its name; for billing also by the service. */
export function nameFacts(shown: string, kind: SystemKind): NameFacts {
  return kind === 'billing'
    ? ofBilling(shown, () => readName(shown, true))
    : ofName(shown, () => readName(shown, false));
}

function readName(shown: string, isBilling: boolean): NameFacts {
  const name = nameIn(shown);
  const byName = sensitivityOf(name);
  const sensitivity: readonly Sensitivity[] =
    isBilling && !byName.includes('billing') ? ['billing', ...byName] : byName;
  const tier = tierOf(name);
  if (sensitivity.length === 0 && tier === undefined) return NOTHING;
  return {
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    ...(tier === undefined ? {} : { tier }),
  };
}

/** Of an ARN only what behind account and region names the resource tells anything. */
function nameIn(shown: string): string {
  return shown
    .replace(/\$\{AWS::\w+\}/gu, '')
    .split(':')
    .slice(5)
    .join(':');
}
