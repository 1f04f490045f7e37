import type { TrustScope } from '../../model/trustScope.js';
import type { Pointing } from '../../model/pointing.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { TextRange } from '../../text/textRange.js';
import { encloses, sameRange, touches } from '../../text/textRange.js';
import type { Uri } from '../../text/uri.js';
import type { ElementKind, ModelElement } from '../../model/scopeElements.js';
import { elementsOf, ofKind } from '../../model/scopeElements.js';
import { entryAt } from './entryAt.js';

/** What a session's card says already: pointing at the session's key must not say it twice. */
const ON_THE_CARD: ReadonlySet<ElementKind> = new Set([
  'grant',
  'lifetime',
  'host',
  'initiator',
  'gate',
  'unknown',
]);

/** What a line can say of sessions in other files. */
const SAID_OF_OTHERS: ReadonlySet<ElementKind> = new Set([
  'grant',
  'excess',
  'initiator',
  'attachment',
  'workload',
  'gate',
]);

/** What the text at an offset is about. */
export interface Selection {
  readonly range: TextRange;
  readonly elements: readonly ModelElement[];
}

/**
 * The elements whose text is the narrowest one at the offset. Where none stands, those of the value whose key is
 * there: `contents` means what `contents: write` means. `undefined` where there is neither.
 */
export function selectElements(
  scopes: readonly TrustScope[],
  file: { readonly uri: Uri; readonly tree: SyntaxTree | undefined },
  offset: number,
): Selection | undefined {
  const all = elementsIn(scopes, file.uri);
  const here = all.filter(({ origin }) => touches(origin.range, offset));
  const narrowest = here.reduce<TextRange | undefined>(
    (best, { origin }) => (best === undefined || length(origin.range) < length(best) ? origin.range : best),
    undefined,
  );
  if (narrowest !== undefined) {
    return {
      range: narrowest,
      elements: withoutRepeats(here.filter(({ origin }) => sameRange(origin.range, narrowest))),
    };
  }
  const entry = file.tree && entryAt(file.tree, offset);
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  // A block has entries of its own to point at.
  const isSmall = value.kind === 'scalar' || value.flow;
  const meant = isSmall ? all.filter(({ origin }) => encloses(value.range, origin.range)) : [];
  return meant.length === 0 ? undefined : { range: key.range, elements: withoutRepeats(meant) };
}

/** The elements of other texts of the file that say what the text pointed at is about. */
export function pointedElements(
  scopes: readonly TrustScope[],
  uri: Uri,
  pointing: Pointing,
): readonly ModelElement[] {
  if (pointing.kind !== 'same' && pointing.kind !== 'resource') return [];
  const meant = elementsIn(scopes, uri).filter(({ origin }) =>
    pointing.at.some((range) => encloses(range, origin.range)),
  );
  return pointing.kind === 'resource' ? ofResource(meant, pointing.resource) : withoutRepeats(meant);
}

function ofResource(
  elements: readonly ModelElement[],
  resource: string | undefined,
): readonly ModelElement[] {
  const grants = ofKind(elements, 'grant');
  const own = grants.filter(({ item }) => item.resource === resource);
  return own.length === 0 ? grants : own;
}

/** What texts of the file say, of its own sessions and of others. */
function elementsIn(scopes: readonly TrustScope[], uri: Uri): readonly ModelElement[] {
  return scopes
    .flatMap((scope) => [...elementsOf(scope)])
    .filter(
      ({ origin, scope, kind }) => origin.uri === uri && (scope.file.uri === uri || SAID_OF_OTHERS.has(kind)),
    );
}

function withoutRepeats(elements: readonly ModelElement[]): readonly ModelElement[] {
  const isSession = elements.some((element) => element.kind === 'session');
  return isSession ? elements.filter((element) => !ON_THE_CARD.has(element.kind)) : elements;
}

function length(range: TextRange): number {
  return range.end - range.start;
}
