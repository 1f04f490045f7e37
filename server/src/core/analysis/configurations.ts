import type { DeclaredParts } from '../model/declaredParts.js';
import { RULES } from '../rules/index.js';
import { parse } from '../syntax/parse.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { Uri } from '../text/uri.js';
import type { Configuration } from './configuration.js';
import { configurationResolver } from './configurationResolver.js';
import type { ReadConfiguration } from './readConfiguration.js';
import { readConfiguration } from './readConfiguration.js';
import { INEFFECTIVE_SUPPRESSION } from './suppressionFindings.js';

/** One configuration file as it was read. */
interface Held extends ReadConfiguration {
  readonly text: string;
  readonly tree: SyntaxTree;
}

/** The configuration files of a workspace, and which of them counts for a file. */
export class Configurations {
  readonly #files = new Map<Uri, Held>();
  readonly #fixed: Configuration | undefined;
  #resolve: (uri: Uri) => Configuration;

  /** @param fixed one that counts for every file, whatever lies in their folders */
  constructor(fixed: Configuration | undefined) {
    this.#fixed = fixed;
    this.#resolve = this.#resolver();
  }

  get files(): ReadonlyMap<Uri, Held> {
    return this.#files;
  }

  /** The configuration that counts for a file. */
  of(uri: Uri): Configuration {
    return this.#resolve(uri);
  }

  /** Takes in a configuration file, null for one that is gone. True where that changes anything. */
  set(uri: Uri, text: string | null): boolean {
    const held = this.#files.get(uri);
    if (text === held?.text || (text === null && held === undefined)) return false;
    if (text === null) this.#files.delete(uri);
    else {
      const tree = parse(text, 'yaml');
      const rules = [...RULES.map((rule) => rule.meta.id), INEFFECTIVE_SUPPRESSION];
      const read = readConfiguration(uri, tree, rules);
      const actions = sameOr(held?.configuration.actions, read.configuration.actions);
      this.#files.set(uri, { text, tree, ...read, configuration: { ...read.configuration, actions } });
    }
    this.#resolve = this.#resolver();
    return true;
  }

  #resolver(): (uri: Uri) => Configuration {
    const fixed = this.#fixed;
    if (fixed !== undefined) return () => fixed;
    return configurationResolver(
      new Map([...this.#files].map(([uri, { configuration }]) => [uri, configuration])),
    );
  }
}

/** The earlier of two equal sets, so that what was read with it need not be read again. */
function sameOr(before: DeclaredParts | undefined, now: DeclaredParts): DeclaredParts {
  return before !== undefined && JSON.stringify([...before]) === JSON.stringify([...now]) ? before : now;
}
