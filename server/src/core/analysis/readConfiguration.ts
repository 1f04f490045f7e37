import type { Sensitivity } from '../model/facts.js';
import type { Severity } from '../model/vocabulary.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { Uri } from '../text/uri.js';
import type { Configuration, ConfigurationProblem, RuleSetting } from './configuration.js';
import { actionProblems, declaredActions } from './declaredActions.js';
import type { WrittenAction } from './declaredActions.js';
import { CONFIGURATION_SCHEMA } from './configurationSchema.generated.js';
import { validate } from './configurationValidator.generated.js';
import { declaredCeilings } from './declaredCeilings.js';
import type { WrittenScope } from './declaredCeilings.js';
import { DEFAULT_CONFIGURATION } from './defaultConfiguration.js';
import { durationSeconds } from './duration.js';
import { childPointer, plainData, without } from './plainData.js';
import type { PlainData, PlainValue } from './plainData.js';
import { schemaProblems } from './schemaProblems.js';
import type { SchemaError, SchemaProblem } from './schemaProblems.js';
import { meantBy, meantWords } from '../text/meant.js';
import { quoted } from '../text/quoted.js';

/** A configuration file's content, and what is wrong with it. */
export interface ReadConfiguration {
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

/** `.trustscope.yml` as `schemas/configuration.schema.json` allows it. */
interface WrittenConfiguration {
  readonly rules?: Readonly<Record<string, Severity | 'off' | RuleSetting>>;
  readonly assume?: Partial<Configuration['assume']>;
  readonly sensitive?: Readonly<Partial<Record<Sensitivity, readonly string[]>>>;
  readonly limits?: { readonly 'long-session'?: string | number };
  readonly ignore?: readonly string[];
  readonly actions?: Readonly<Record<string, WrittenAction>>;
  readonly scopes?: readonly WrittenScope[];
}

/** Reads a configuration file. A mistake is a problem at its place and never throws; all that is right counts. */
export function readConfiguration(uri: Uri, tree: SyntaxTree, ruleIds: Iterable<string>): ReadConfiguration {
  const problems: ConfigurationProblem[] = tree.problems.map(({ message, range }) => ({ message, range }));
  const [root, second] = tree.documents;
  if (second !== undefined) {
    problems.push({
      message: 'Only the first document of a configuration file counts.',
      range: second.range,
    });
  }
  if (root === undefined || (root.kind === 'scalar' && root.style === 'absent')) {
    return { configuration: { ...DEFAULT_CONFIGURATION, uri }, problems };
  }
  const data = plainData(root);
  const { value, problems: mistakes } = allowedPart(data);
  const written = value as WrittenConfiguration;
  problems.push(
    ...mistakes,
    ...ruleProblems(written.rules ?? {}, data, new Set(ruleIds)),
    ...actionProblems(written.actions ?? {}, data),
  );
  // A contract that is wrong in one place may be meant otherwise in another: none of it counts until it is mended.
  const agreed = mistakes.some(({ pointer }) => pointer.startsWith('/scopes')) ? [] : (written.scopes ?? []);
  const scopes = declaredCeilings(uri, agreed, data);
  return { configuration: { ...configurationOf(uri, written), scopes }, problems };
}

/** The part of the data that the schema allows; what else there is, is among the problems. */
function allowedPart(data: PlainData): { value: PlainValue; problems: readonly SchemaProblem[] } {
  const problems = schemaProblems(errorsOf(data.value), data, CONFIGURATION_SCHEMA);
  let value = data.value;
  let mistaken = problems.map(({ pointer }) => pointer);
  while (mistaken.length > 0) {
    if (mistaken.includes('')) return { value: {}, problems };
    value = without(value, new Set(mistaken));
    // What is left may lack a required key now. Each round takes something away, so this ends.
    mistaken = schemaProblems(errorsOf(value), { ...data, value }, CONFIGURATION_SCHEMA).map(
      ({ pointer }) => pointer,
    );
  }
  return { value, problems };
}

function errorsOf(value: PlainValue): readonly SchemaError[] {
  const check = validate as { (value: PlainValue): boolean; errors?: readonly SchemaError[] | null };
  return check(value) ? [] : (check.errors ?? []);
}

/** What the schema cannot know: the rules there are, and settings that contradict themselves. */
function ruleProblems(
  rules: NonNullable<WrittenConfiguration['rules']>,
  { keys }: PlainData,
  ruleIds: ReadonlySet<string>,
): readonly ConfigurationProblem[] {
  return Object.entries(rules).flatMap(([id, setting]) => {
    const range = keys.get(childPointer('/rules', id));
    if (range === undefined) return [];
    if (!ruleIds.has(id)) return [{ ...unknownRule(id, ruleIds), range }];
    const message = contradiction(id, setting);
    return message === undefined ? [] : [{ message, range }];
  });
}

function unknownRule(id: string, ruleIds: ReadonlySet<string>): Omit<ConfigurationProblem, 'range'> {
  const meant = meantBy(id, ruleIds);
  return meant === undefined
    ? { message: `There is no rule ${quoted(id)}; \`trustscope rules\` lists them.` }
    : { message: `There is no rule ${quoted(id)}${meantWords(meant)}`, meant };
}

function contradiction(id: string, setting: Severity | 'off' | RuleSetting): string | undefined {
  if (typeof setting === 'string' || setting.severity !== 'off') return undefined;
  if (setting.paths === undefined && setting.exclude === undefined) return undefined;
  return `${quoted(`rules.${id}`)} is off everywhere, whatever its paths; to silence it in some files only, name them under \`exclude\` and leave \`severity\` out.`;
}

function configurationOf(
  uri: Uri,
  { rules, assume, sensitive, limits, ignore, actions }: WrittenConfiguration,
): Configuration {
  const longSession = limits?.['long-session'];
  return {
    uri,
    rules: Object.fromEntries(Object.entries(rules ?? {}).map(([id, setting]) => [id, settingOf(setting)])),
    assume: { ...DEFAULT_CONFIGURATION.assume, ...assume },
    sensitive: sensitive ?? DEFAULT_CONFIGURATION.sensitive,
    limits:
      longSession === undefined
        ? DEFAULT_CONFIGURATION.limits
        : { longSessionSeconds: durationSeconds(longSession) },
    ignore: ignore ?? DEFAULT_CONFIGURATION.ignore,
    actions: actions === undefined ? DEFAULT_CONFIGURATION.actions : declaredActions(actions),
    scopes: DEFAULT_CONFIGURATION.scopes,
  };
}

function settingOf(setting: Severity | 'off' | RuleSetting): RuleSetting {
  return typeof setting === 'string' ? { severity: setting } : setting;
}
