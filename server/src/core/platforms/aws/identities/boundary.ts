import { knownManagedPolicy } from '../../../knowledge/aws/documented/managedTable.js';
import type { DefinitionKey, Reference, Unknown } from '../../../model/facts.js';
import type { PolicyDocument } from '../../../model/policyDocument.js';
import { listWords } from '../../../model/words.js';
import { quoted } from '../../../text/quoted.js';
import type { Context } from '../context.js';
import { readDocumented } from '../policy/documented.js';
import { documentOf } from '../policy/readPolicy.js';
import type { SourceText } from '../text/sourceText.js';
import { policyKey } from './attached.js';
import { managedPathOf } from './keys.js';

/** What bounds an identity, and what of that is not known. */
interface Boundary {
  readonly references: readonly Reference[];
  readonly unknowns: readonly Unknown[];
}

const NONE: Boundary = { references: [], unknowns: [] };

/**
 * The permissions boundary of an identity out of the ways in which the template can turn out. One that defaults of
 * parameters put there is only assumed to bound, as whoever deploys may set others; one that they leave out is none.
 */
export function boundaryOf(context: Context, ways: readonly SourceText[]): Boundary {
  const [first] = ways;
  if (first === undefined) return NONE;
  const standing = ways.find(({ guards }) =>
    guards.every(({ condition, holds }) => context.texts.decided(condition)?.holds === holds),
  );
  if (standing !== undefined) return named(context, standing, openOf(context, standing));
  const open = ways
    .flatMap(({ guards }) => guards)
    .find(({ condition }) => {
      return context.texts.decided(condition) === undefined;
    });
  if (open === undefined) return NONE;
  const why = `condition ${quoted(open.condition)} decides whether ${quoted(first.shown)} counts, and how it turns out is only known when the template is deployed`;
  return { ...NONE, unknowns: [{ what: 'the permissions boundary', why, origin: first.origin }] };
}

/** What whoever deploys has to leave as it is by default for the boundary to count; `undefined` where nothing is left to them. */
function openOf(context: Context, { guards, inferred, resources, shown }: SourceText): string | undefined {
  const open = guards.filter(({ condition }) => context.texts.decided(condition)?.inferred === true);
  if (open.length > 0) {
    return `${listWords(open.map(({ condition, holds }) => `condition ${quoted(condition)} is ${String(holds)}`))}, as by default`;
  }
  // Of a policy of the template only the name hangs on a default.
  return inferred && resources.length === 0
    ? `the boundary stays ${quoted(shown)}, as by default`
    : undefined;
}

function named(context: Context, boundary: SourceText, holdsIf: string | undefined): Boundary {
  const target = policyKey(context, boundary);
  const policy = vendorsPolicy(context, boundary, target);
  const references: readonly Reference[] =
    target === undefined
      ? []
      : [
          {
            id: `boundary:${target.key}`,
            kind: 'bounded-by',
            target,
            name: boundary.shown,
            ...(holdsIf === undefined ? {} : { holdsIf }),
            ...(policy === undefined ? {} : { policy }),
            origin: boundary.origin,
          },
        ];
  if (boundary.text.startsWith('arn:') || boundary.resources.length > 0) return { references, unknowns: [] };
  const why = `${quoted(boundary.shown)} is only known when it is deployed`;
  return { references, unknowns: [{ what: 'the permissions boundary', why, origin: boundary.origin }] };
}

/** What a boundary allows that AWS manages. A bare name may also be that of a policy of one's own. */
function vendorsPolicy(
  { reading }: Context,
  { text, origin }: SourceText,
  target: DefinitionKey | undefined,
): PolicyDocument | undefined {
  const path = target === undefined || !text.startsWith('arn:') ? undefined : managedPathOf(target);
  const known = path === undefined ? undefined : knownManagedPolicy(reading.managedPolicies, path);
  return known === undefined ? undefined : documentOf(readDocumented(known, origin));
}
