import type {
  PolicyCondition,
  PolicyDocument,
  PolicyStatement,
  PolicyText,
} from '../../../model/policyDocument.js';
import type { ManagedPolicies, ManagedPolicy } from '../../../model/managedPolicies.js';
import { DIGITS, type ManagedPolicyTable } from './table.js';

/** In Node and in browsers alike, and in none of the type libraries of the core. */
declare const TextDecoder: new () => { readonly decode: (bytes: Uint8Array) => string };

/**
 * Reads the table of AWS's managed policies; a policy itself is read when it is asked for.
 *
 * The content is AWS's own: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 *
 * @throws when the text is no such table: it is our own file, so that is a broken installation
 */
export function decodeManagedPolicies(json: string | Uint8Array): ManagedPolicies {
  const text = typeof json === 'string' ? json : new TextDecoder().decode(json);
  const table = JSON.parse(text) as ManagedPolicyTable;
  const lines = new Map(table.policies.map((line) => [line.slice(0, line.indexOf(' ')), line]));
  const paths = [...lines.keys()];
  const byName = new Map(paths.map((path) => [path.slice(path.lastIndexOf('/') + 1), path]));
  const dictionary = new Dictionary(table);
  const at = (path: string | undefined): ManagedPolicy | undefined => {
    const line = path === undefined ? undefined : lines.get(path);
    return line === undefined ? undefined : policyOf(line, dictionary);
  };
  return { date: table.date, paths, get: (name) => at(pathOf(name)), named: (name) => at(byName.get(name)) };
}

/** What a policy that AWS manages allows; undefined for one that is not known, or that somebody else manages. */
export function managedPolicy<O>(
  policies: ManagedPolicies,
  arn: string,
  origin: O,
): PolicyDocument<O> | undefined {
  return policies.get(arn)?.document(origin);
}

/** The part behind `policy/` of an ARN whose account is `aws`; a text that is no ARN is such a part itself. */
function pathOf(arnOrPath: string): string | undefined {
  if (!arnOrPath.startsWith('arn:')) return arnOrPath;
  return /^arn:[^:]*:iam::aws:policy\/(.+)$/u.exec(arnOrPath)?.[1];
}

/** The table's words; those of a service are taken apart when they are first asked for. */
class Dictionary {
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  readonly #lines: ReadonlyMap<string, string>;
  readonly #names = new Map<string, readonly string[]>();

  constructor({ actions, resources, conditions }: ManagedPolicyTable) {
    this.resources = resources;
    this.conditions = conditions;
    this.#lines = new Map(actions.map((line) => [line.slice(0, line.indexOf(' ')), line]));
  }

  /** Names and patterns of a service's actions. */
  names(service: string): readonly string[] {
    const found = this.#names.get(service) ?? (this.#lines.get(service) ?? '').split(' ').slice(1);
    this.#names.set(service, found);
    return found;
  }
}

function policyOf(line: string, dictionary: Dictionary): ManagedPolicy {
  const [path = '', version = '', date = '', ...statements] = line.split(' ');
  return {
    path,
    version,
    date,
    document: (origin) => ({
      version: '2012-10-17',
      statements: statements.map((statement) => statementOf(statement, dictionary, origin)),
    }),
  };
}

const DENY = 1;
const NOT_ACTION = 2;
const NOT_RESOURCE = 4;

function statementOf<O>(written: string, dictionary: Dictionary, origin: O): PolicyStatement<O> {
  const [what = '', where = '', condition] = written.split('/');
  const flags = Number(what.slice(0, 1));
  const texts = (list: readonly string[]): readonly PolicyText<O>[] => list.map((text) => ({ text, origin }));
  const actions = texts(
    what
      .slice(1)
      .split(',')
      .flatMap((group) => actionsOf(group, dictionary)),
  );
  const resources = texts(numbers(where).map((index) => dictionary.resources[index] ?? ''));
  const [chosen] = condition === undefined ? [] : numbers(condition);
  return {
    effect: (flags & DENY) === 0 ? 'Allow' : 'Deny',
    ...((flags & NOT_ACTION) === 0 ? { actions } : { notActions: actions }),
    ...((flags & NOT_RESOURCE) === 0 ? { resources } : { notResources: resources }),
    conditions: chosen === undefined ? [] : conditionsOf(dictionary.conditions[chosen] ?? '', origin),
    origin,
  };
}

function actionsOf(group: string, dictionary: Dictionary): readonly string[] {
  const dot = group.lastIndexOf('.');
  const service = group.slice(0, dot);
  const names = dictionary.names(service);
  let at = -1;
  return numbers(group.slice(dot + 1)).map((gap) => {
    at += gap + 1;
    return service === '' ? (names[at] ?? '') : `${service}:${names[at] ?? ''}`;
  });
}

function conditionsOf<O>(written: string, origin: O): readonly PolicyCondition<O>[] {
  return written.split(';').map((part) => {
    const [operator = '', key = '', ...rest] = part.split(' ');
    const values = rest.join(' ').split('|');
    return { operator, key, values: values.map((text) => ({ text, origin })), origin };
  });
}

function numbers(written: string): readonly number[] {
  const found: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of written) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if ((bits & 32) !== 0) continue;
    found.push(value);
    value = 0;
    shift = 0;
  }
  return found;
}
