import { placeOf } from '../../model/origin.js';
import type { Widening } from './breadths.js';

/** Texts that widen some action together, such as several resources of one statement, are one cause. */
export function sharingPlaces(
  widenings: readonly Widening[],
): readonly (readonly [Widening, ...Widening[]])[] {
  const causes: { readonly places: Set<string>; readonly widenings: [Widening, ...Widening[]] }[] = [];
  for (const widening of widenings) {
    const places = new Set(widening.grants.map(({ origin }) => placeOf(origin)));
    const same = causes.find((cause) => [...places].some((place) => cause.places.has(place)));
    if (same === undefined) causes.push({ places, widenings: [widening] });
    else {
      same.widenings.push(widening);
      for (const place of places) same.places.add(place);
    }
  }
  return causes.map((cause) => cause.widenings);
}
