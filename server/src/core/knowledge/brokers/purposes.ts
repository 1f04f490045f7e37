import type { SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { sensitivityOf } from '../names/words.js';
import { quoted } from '../../text/quoted.js';

/** What a user of a broker is for, as far as its name says so. */
export function purposesOf(name: string, origin: Origin): SessionFacts['purposes'] {
  return sensitivityOf(name).includes('admin')
    ? [{ purpose: 'administer', why: `its name, ${quoted(name)}`, origin }]
    : [];
}
