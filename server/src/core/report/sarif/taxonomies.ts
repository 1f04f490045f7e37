import { control, framework } from '../../frameworks/catalogue.js';
import type { ControlId, FrameworkId } from '../../frameworks/controlId.js';
import { compareText } from '../places.js';

/** A reference to a control from a rule or a result. */
export interface TaxonReference {
  readonly id: string;
  readonly index: number;
  readonly toolComponent: { readonly name: string; readonly index: number };
}

/** The frameworks that some controls belong to, in SARIF's words, and how to refer to each control. */
export interface Taxonomies {
  readonly components: readonly object[];
  readonly supported: readonly { readonly name: string; readonly index: number }[];
  readonly reference: (id: ControlId) => TaxonReference;
}

/** Builds the taxonomies that hold the given controls and no others. */
export function taxonomiesOf(ids: readonly ControlId[]): Taxonomies {
  const codes = new Map<FrameworkId, ControlId[]>();
  for (const id of [...new Set(ids)].sort(compareText)) {
    const key = control(id).framework;
    codes.set(key, [...(codes.get(key) ?? []), id]);
  }
  const order = [...codes.keys()];
  return {
    components: order.map((id) => component(id, codes.get(id) ?? [])),
    supported: order.map((name, index) => ({ name, index })),
    reference: (id) => {
      const { framework: name, code } = control(id);
      return {
        id: code,
        index: (codes.get(name) ?? []).indexOf(id),
        toolComponent: { name, index: order.indexOf(name) },
      };
    },
  };
}

function component(id: FrameworkId, ids: readonly ControlId[]): object {
  const { name, version, publisher, url } = framework(id);
  return {
    name: id,
    fullName: `${name} ${version}`,
    version,
    organization: publisher,
    informationUri: url,
    shortDescription: { text: name },
    isComprehensive: false,
    taxa: ids.map(control).map((taxon) => ({
      id: taxon.code,
      shortDescription: { text: taxon.title },
      fullDescription: { text: taxon.gist },
      helpUri: taxon.url,
    })),
  };
}
