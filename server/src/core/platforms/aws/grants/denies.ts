import type { EffectiveGrant } from '../../../knowledge/aws/policy/effective.js';
import { patternCovers, patternsOverlap } from '../../../knowledge/aws/wildcards.js';
import type { PolicyStatement } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SourceStatement } from '../policy/sourceStatement.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import type { ActionReader } from './actionFacts.js';

/** A grant as far as a deny is asked about it. */
interface Granted {
  readonly action: SourceText | undefined;
  readonly resource: SourceText | undefined;
  readonly effective: EffectiveGrant<unknown> | undefined;
}

/** Whether the deny, where its conditions hold, takes away all of the grant: only then its conditions guard it. */
export function denyCovers(reader: ActionReader, deny: SourceStatement, granted: Granted): boolean {
  return coversResource(deny, granted.resource) && coversActions(reader, deny, granted);
}

/** The denies that take something of the grant away, for certain or under conditions. */
export function touchingDenies(
  reader: ActionReader,
  statements: readonly PolicyStatement[],
  granted: Granted,
): readonly PolicyStatement[] {
  return statements.filter(
    (deny) =>
      deny.effect === 'Deny' &&
      touchesResource(deny, granted.resource) &&
      touchesActions(reader, deny, granted),
  );
}

function touchesResource(
  { resources, notResources }: PolicyStatement,
  resource: SourceText | undefined,
): boolean {
  if (resource === undefined) return true;
  if (resources !== undefined) {
    return resources.some(({ text }) => patternsOverlap(text, open(resource.text)));
  }
  return (notResources ?? []).every(({ text }) => !isKnown({ text }) || !patternCovers(text, resource.text));
}

function touchesActions(
  reader: ActionReader,
  deny: PolicyStatement,
  { action, effective }: Granted,
): boolean {
  const { actions, notActions } = deny;
  const { catalogue } = reader;
  if (catalogue !== undefined && effective !== undefined && effective.named.size > 0) {
    const named = reader.namedBy(catalogue, deny);
    const touched = actions === undefined ? effective.named.minus(named) : effective.named.intersect(named);
    return touched.size > 0;
  }
  if (action === undefined) return true;
  const text = action.text.toLowerCase();
  return actions === undefined
    ? !(notActions ?? []).some((other) => patternCovers(other.text.toLowerCase(), text))
    : actions.some((other) => patternsOverlap(other.text.toLowerCase(), text));
}

/** What is not known could be anything. */
function open(text: string): string {
  return text.replaceAll(UNKNOWN_PART, '*');
}

function coversResource(
  { resources, notResources }: SourceStatement,
  resource: SourceText | undefined,
): boolean {
  if (resources !== undefined) {
    return resources.some(
      ({ text }) =>
        text === '*' || (resource !== undefined && isKnown({ text }) && patternCovers(text, resource.text)),
    );
  }
  if (notResources === undefined) return true;
  return resource !== undefined && notResources.every(({ text }) => !patternsOverlap(text, resource.text));
}

function coversActions(reader: ActionReader, deny: SourceStatement, { action, effective }: Granted): boolean {
  const { actions, notActions } = deny;
  if (actions?.some(({ text }) => text === '*' || text === '*:*') === true) return true;
  const { catalogue } = reader;
  if (catalogue !== undefined && effective !== undefined) {
    const named = reader.namedBy(catalogue, deny);
    const rest = actions === undefined ? effective.actions.intersect(named) : effective.actions.minus(named);
    return rest.size === 0;
  }
  if (action === undefined) return false;
  const text = action.text.toLowerCase();
  return actions === undefined
    ? (notActions ?? []).every((other) => !patternsOverlap(other.text.toLowerCase(), text))
    : actions.some((other) => patternCovers(other.text.toLowerCase(), text));
}
