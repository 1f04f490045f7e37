import { PERMISSION_SCOPES } from '../knowledge/github/permissions.js';
import type { DeclaredPart, DeclaredParts } from '../model/declaredParts.js';
import type { Meant } from '../text/meant.js';
import { meantBy, meantWords } from '../text/meant.js';
import type { ConfigurationProblem } from './configuration.js';
import type { PlainData } from './plainData.js';
import { childPointer } from './plainData.js';
import { quoted } from '../text/quoted.js';

/** One entry of the configuration's `actions`, as its schema allows it. */
export interface WrittenAction {
  readonly token: 'none' | 'default' | readonly string[] | Partial<NonNullable<DeclaredPart['token']>>;
  readonly needs?: Readonly<Record<string, 'read' | 'write'>>;
  readonly federates?: boolean;
}

type WrittenActions = Readonly<Record<string, WrittenAction>>;

/** What the entries say of the actions, the first of two that name the same one. What is a mistake is left out. */
export function declaredActions(actions: WrittenActions): DeclaredParts {
  const parts = new Map<string, DeclaredPart>();
  for (const [name, action] of Object.entries(actions)) {
    if (!parts.has(nameKey(name))) parts.set(nameKey(name), partOf(action));
  }
  return parts;
}

/** What the schema cannot know: the scopes that there are with their levels, and entries that contradict themselves. */
export function actionProblems(
  actions: WrittenActions,
  { keys }: PlainData,
): readonly ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const tell = (pointer: string, message: string, meant?: Meant): void => {
    const range = keys.get(pointer);
    if (range !== undefined) problems.push({ message, range, ...(meant === undefined ? {} : { meant }) });
  };
  const names = new Map<string, string>();
  for (const [name, { token, needs = {} }] of Object.entries(actions)) {
    const pointer = childPointer('/actions', name);
    const twin = names.get(nameKey(name));
    if (twin !== undefined) {
      tell(pointer, `${quoted(`actions.${name}`)} is the same action as ${quoted(twin)}, which counts.`);
    }
    names.set(nameKey(name), twin ?? name);
    for (const [scope, level] of Object.entries(needs)) {
      const message = scopeProblem(scope, level) ?? unusable(token, scope);
      if (message !== undefined) {
        tell(
          childPointer(`${pointer}/needs`, scope),
          `${quoted(`actions.${name}.needs`)}: ${message}`,
          LEVELS.has(scope) ? undefined : meantBy(scope, LEVELS.keys()),
        );
      }
    }
  }
  return problems;
}

/** Without a version, and without case: GitHub tells neither owners nor repositories apart by it. */
function nameKey(name: string): string {
  return name.toLowerCase();
}

function partOf({ token, needs = {}, federates = false }: WrittenAction): DeclaredPart {
  const right = Object.entries(needs).filter(([scope, level]) => scopeProblem(scope, level) === undefined);
  const intake = intakeOf(token);
  return {
    ...(intake === undefined ? {} : { token: intake }),
    needs: Object.fromEntries(right),
    federates,
  };
}

function intakeOf(token: WrittenAction['token']): DeclaredPart['token'] {
  if (token === 'none') return undefined;
  if (token === 'default') return { inputs: [], env: [], default: true };
  return { inputs: [], env: [], default: false, ...(isList(token) ? { inputs: token } : token) };
}

function isList(value: WrittenAction['token']): value is readonly string[] {
  return Array.isArray(value);
}

function scopeProblem(scope: string, level: 'read' | 'write'): string | undefined {
  const levels = LEVELS.get(scope);
  if (levels === undefined) {
    return `there is no permission ${quoted(scope)}${meantWords(meantBy(scope, LEVELS.keys()))}`;
  }
  if (levels.includes(level)) return undefined;
  return levels.length === 0
    ? `${quoted(scope)} cannot be set for a job.`
    : `${quoted(scope)} has no level ${quoted(level)}; allowed: ${levels.join(', ')}.`;
}

const LEVELS: ReadonlyMap<string, readonly ('read' | 'write')[]> = new Map(
  PERMISSION_SCOPES.map(({ name, levels }) => [name, levels]),
);

/** The identity token is asked for with a credential of its own; all else is done with the token. */
function unusable(token: WrittenAction['token'], scope: string): string | undefined {
  if (token !== 'none' || scope === 'id-token') return undefined;
  return `${quoted(scope)} is of no use to an action with \`token: none\`; name the input that carries the token, or leave the scope out.`;
}
