import type { Uri } from '../../text/uri.js';
import { baseName, parentUri } from '../../text/uri.js';
import type { ConfigurationProblem } from '../configuration.js';
import type { ClonedFrom } from './clonedFrom.js';
import { clonedFrom } from './clonedFrom.js';
import { readFacts } from './readFacts.js';
import type { RepositoryFacts } from './repositoryFacts.js';
import { FACTS_NAME } from './repositoryFacts.js';

/** What is told of a repository beside its own files. */
export interface RepositorySettings {
  readonly facts?: RepositoryFacts;
  readonly clonedFrom?: ClonedFrom;
}

/** Where git keeps the addresses of a clone, below its folder. */
export const GIT_CONFIG = '.git/config';

/** Whether a file tells settings: a facts file, or where a clone comes from. */
export function isSettingsFile(uri: Uri): boolean {
  return baseName(uri) === FACTS_NAME || uri.endsWith(`/${GIT_CONFIG}`);
}

interface ReadSettings {
  readonly text: string;
  /** The folder that it speaks of. */
  readonly folder: Uri;
  readonly says: RepositorySettings;
  readonly problems: readonly ConfigurationProblem[];
}

const NOTHING: RepositorySettings = {};

/** The files that tell settings, each of which speaks of its folder and what lies below. */
export class SettingsFiles {
  readonly #files = new Map<Uri, ReadSettings>();
  #byFolder = new Map<Uri, RepositorySettings>();

  /** Takes in a file, or that it is gone; says whether that changes anything. */
  set(uri: Uri, text: string | null): boolean {
    const held = this.#files.get(uri);
    if (text === held?.text || (text === null && held === undefined)) return false;
    this.#byFolder = new Map();
    if (text === null) this.#files.delete(uri);
    else this.#files.set(uri, read(uri, text));
    return true;
  }

  problemsOf(uri: Uri): readonly ConfigurationProblem[] {
    return this.#files.get(uri)?.problems ?? [];
  }

  /** What counts for a file: of each kind the nearest, upwards. The same object as long as nothing changes. */
  of(uri: Uri): RepositorySettings {
    return this.#files.size === 0 ? NOTHING : this.#ofFolder(parentUri(uri));
  }

  #ofFolder(folder: Uri): RepositorySettings {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const parent = parentUri(folder);
    const above = parent === folder || parent === '' ? NOTHING : this.#ofFolder(parent);
    const own = [`${folder}/${FACTS_NAME}`, `${folder}/${GIT_CONFIG}`].flatMap(
      (uri) => this.#files.get(uri)?.says ?? [],
    );
    const found = own.reduce<RepositorySettings>((all, one) => ({ ...all, ...one }), above);
    this.#byFolder.set(folder, found);
    return found;
  }
}

function read(uri: Uri, text: string): ReadSettings {
  if (baseName(uri) === FACTS_NAME) {
    const { facts, problems } = readFacts(text);
    return { text, folder: parentUri(uri), says: { facts }, problems };
  }
  const origin = clonedFrom(text);
  return {
    text,
    folder: parentUri(parentUri(uri)),
    says: origin === undefined ? {} : { clonedFrom: origin },
    problems: [],
  };
}
