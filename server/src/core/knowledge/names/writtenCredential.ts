import type { CarriedIdentity } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { systemOf } from './systems.js';
import { sensitivityOf, tierOf } from './words.js';

/** A credential that stands in a file itself, where it should be referred to. */
interface WrittenCredential {
  readonly key: string;
  /** The name under which it stands: of a variable, an option or an entry. */
  readonly name: string;
  /** Words that tell what it is for, its name among them. */
  readonly words: string;
  /** The product that it opens, where that is known. */
  readonly system?: string | undefined;
  readonly credential?: CarriedIdentity['credential'];
  /** How else the file could say it, as a sentence. */
  readonly alternative: string;
  readonly origin: Origin;
}

/** The credential as what the session holds that is handed it: whoever reads the file has it as well. */
export function writtenCredential(written: WrittenCredential): CarriedIdentity {
  const { key, name, words, system, credential, alternative, origin } = written;
  const tier = tierOf(words);
  return {
    key,
    kind: 'static-credential',
    name,
    system: systemOf(system ?? name),
    ...(credential === undefined ? {} : { credential }),
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until it is changed', origin },
    alternative,
    writtenOut: true,
    visibleTo: 'session',
    gates: [],
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(words),
    origin,
    uses: [],
  };
}
