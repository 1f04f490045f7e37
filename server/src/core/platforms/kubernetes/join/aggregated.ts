import type { PermissionSet } from '../../../model/permissionSet.js';
import type { Place } from './nearest.js';
import { nearestOf } from './nearest.js';
import type { Placed } from './placed.js';
import { append } from './multimap.js';

/** The label selectors of a role that takes in others: those that any of them fits. */
export type Selectors = NonNullable<PermissionSet['aggregates']>;

type ClusterRole = Placed<PermissionSet>;

/** The roles that selectors fit. */
interface Fitting {
  /** By name, in order. */
  readonly named: readonly (readonly ClusterRole[])[];
  /** All of them, where no two have the same name: then it does not matter who asks. */
  readonly all: readonly ClusterRole[] | undefined;
}

/** What selectors fit, under the first selectors that are written so. */
interface Known {
  readonly selectors: Selectors;
  readonly fitting: Fitting;
}

/** ClusterRoles by their labels. */
export class Aggregated {
  readonly #places = new Map<ClusterRole, number>();
  readonly #byLabel = new Map<string, ClusterRole[]>();
  readonly #bySelectors = new Map<Selectors, Known>();
  readonly #byText = new Map<string, Known>();

  constructor(readonly clusterRoles: readonly ClusterRole[]) {
    for (const [at, role] of clusterRoles.entries()) {
      this.#places.set(role, at);
      for (const [label, value] of Object.entries(role.fact.labels ?? {})) {
        append(this.#byLabel, `${label}=${value}`, role);
        append(this.#byLabel, label, role);
      }
    }
  }

  /**
   * The roles that a role or binding takes in; of several of one name the nearest. `shared` is the same for all who take
   * in the same ones.
   */
  of(
    from: Place,
    selectors: Selectors,
  ): { readonly sets: readonly ClusterRole[]; readonly shared?: Selectors } {
    const known = this.#bySelectors.get(selectors) ?? this.#known(selectors);
    const { named, all } = known.fitting;
    if (all !== undefined) return { sets: all, shared: known.selectors };
    return { sets: named.flatMap((roles) => nearestOf(from, roles)) };
  }

  #known(selectors: Selectors): Known {
    const text = JSON.stringify(selectors);
    const known = this.#byText.get(text) ?? { selectors, fitting: this.#find(selectors) };
    this.#byText.set(text, known);
    this.#bySelectors.set(selectors, known);
    return known;
  }

  by(from: Place, selectors: Selectors): readonly ClusterRole[] {
    return this.of(from, selectors).sets;
  }

  #find(selectors: Selectors): Fitting {
    const found = new Set<ClusterRole>();
    for (const selector of selectors) {
      for (const role of this.#candidates(selector)) {
        if (selects(selector, role.fact.labels ?? {})) found.add(role);
      }
    }
    const inOrder = [...found].sort((a, b) => (this.#places.get(a) ?? 0) - (this.#places.get(b) ?? 0));
    const byName = new Map<string, ClusterRole[]>();
    for (const role of inOrder) append(byName, role.name, role);
    return { named: [...byName.values()], all: byName.size === inOrder.length ? inOrder : undefined };
  }

  /** Roles among which those are that a selector fits: as few as one of its labels tells. */
  #candidates(selector: Selectors[number]): readonly ClusterRole[] {
    const lists = Object.entries(selector)
      .filter(([label]) => !label.startsWith('!'))
      .map(([label, values]) =>
        (values.length === 0 ? [label] : [...new Set(values)].map((value) => `${label}=${value}`)).flatMap(
          (key) => this.#byLabel.get(key) ?? [],
        ),
      );
    return lists.reduce((least, next) => (next.length < least.length ? next : least), this.clusterRoles);
  }
}

/**
 * Whether labels fit a selector. A key stands for `In` its values, or, with none, for `Exists`; one that begins with
 * `!`, which no label does, for `NotIn` and `DoesNotExist`.
 */
function selects(
  selector: Readonly<Record<string, readonly string[]>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector).every(([key, values]) => {
    const label = key.startsWith('!') ? key.slice(1) : key;
    const value = Object.hasOwn(labels, label) ? labels[label] : undefined;
    const named = value !== undefined && (values.length === 0 || values.includes(value));
    return key.startsWith('!') ? !named : named;
  });
}
