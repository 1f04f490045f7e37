import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { NeedFacts, Reference } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { Workspace } from './workspace.js';

const NONE: NeedFacts = { items: [], gaps: [] };

/** What included parts of the repository do with the identity of a cloud that the session around them is logged in as. */
export class IncludedNeeds {
  /** By cloud and id of the part; undefined where it is not known. */
  readonly #known: Query<string, NeedFacts | undefined>;

  constructor(
    engine: Engine,
    readonly workspace: Workspace,
  ) {
    this.#known = engine.query('needs of included parts', (key) => this.#compute(key), { nothing: NONE });
  }

  /**
   * What a session does with an identity of a cloud, with the parts that it includes in the place of not knowing what
   * those do.
   */
  within(needs: NeedFacts, references: readonly Reference[], cloud: string): NeedFacts {
    const parts = new Map(
      references
        .filter(({ kind }) => kind === 'includes')
        .flatMap((reference) => {
          const part = this.#partNeeds(reference, cloud);
          return part === undefined ? [] : [[placeOf(reference.origin), part] as const];
        }),
    );
    if (parts.size === 0) return needs;
    const open = needs.gaps.filter(({ rights, origin }) => rights !== 'all' || !parts.has(placeOf(origin)));
    const read = needs.gaps
      .filter((gap) => !open.includes(gap))
      .flatMap(({ origin }) => parts.get(placeOf(origin)) ?? []);
    return {
      items: [...new Set([...needs.items, ...read.flatMap(({ items }) => items)])],
      gaps: [...new Set([...open, ...read.flatMap(({ gaps }) => gaps)])],
    };
  }

  #partNeeds({ target }: Reference, cloud: string): NeedFacts | undefined {
    const [definition, ...others] = this.workspace.definitions(target);
    if (definition === undefined || others.length > 0) return undefined;
    const part = this.workspace
      .sessionsOf(definition.origin.uri)
      .find(({ facts }) => facts.role === 'included');
    return part === undefined ? undefined : this.#known.get(`${cloud} ${part.id}`);
  }

  #compute(key: string): NeedFacts | undefined {
    const [cloud = ''] = key.split(' ', 1);
    const part = this.workspace.session(key.slice(cloud.length + 1));
    const needs = part?.facts.needsOfCaller?.[cloud];
    if (part === undefined || needs === undefined || !part.file.complete) return undefined;
    return this.within(needs, part.facts.references, cloud);
  }
}

function placeOf({ uri, range }: Origin): string {
  return `${uri} ${String(range.start)}`;
}
