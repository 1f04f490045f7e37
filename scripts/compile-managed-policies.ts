/**
 * Compiles the policies that AWS manages into the table that ships with the product:
 *
 *     tsx scripts/compile-managed-policies.ts LIST.json FOLDER DATE
 *
 * LIST.json is what `aws iam list-policies --scope AWS` prints, FOLDER holds for each policy a file of its name with what
 * `aws iam get-policy-version` prints for the default version, and DATE is the day on which both were taken. Policies of
 * service-linked roles are left out: nobody can attach one.
 *
 * `server/src/core/knowledge/aws/managedPolicies/decode.ts` describes the table and reads it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { DIGITS, type ManagedPolicyTable } from '../server/src/core/knowledge/aws/managedPolicies/table.js';

type OneOrMany<T> = T | readonly T[];

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, OneOrMany<string | boolean | number>>>>
  >;
}

interface Listed {
  readonly PolicyName: string;
  readonly Arn: string;
  readonly DefaultVersionId: string;
  readonly UpdateDate: string;
}

interface Version {
  readonly PolicyVersion: { readonly Document: { readonly Statement: OneOrMany<Statement> } };
}

interface Policy extends Listed {
  readonly path: string;
  readonly statements: readonly Statement[];
}

const TABLE = fileURLToPath(
  new URL('../server/src/core/knowledge/aws/managedPolicies/data.json', import.meta.url),
);
const PREFIX = 'arn:aws:iam::aws:policy/';

const [listPath, folder, date] = process.argv.slice(2);
if (listPath === undefined || folder === undefined || date === undefined) {
  throw new Error('Usage: tsx scripts/compile-managed-policies.ts LIST.json FOLDER DATE');
}
const text = JSON.stringify(tableOf(await readPolicies(listPath, folder), date));
const options = await prettier.resolveConfig(TABLE);
await writeFile(TABLE, await prettier.format(text, { ...options, parser: 'json' }));

async function readPolicies(list: string, from: string): Promise<readonly Policy[]> {
  const { Policies } = JSON.parse(await readFile(list, 'utf8')) as { readonly Policies: readonly Listed[] };
  const attachable = Policies.filter(({ Arn }) => !Arn.startsWith(`${PREFIX}aws-service-role/`));
  const policies = await Promise.all(
    attachable.map(async (listed): Promise<Policy> => {
      const { PolicyVersion } = JSON.parse(await readFile(join(from, listed.PolicyName), 'utf8')) as Version;
      return {
        ...listed,
        path: listed.Arn.slice(PREFIX.length),
        statements: many(PolicyVersion.Document.Statement),
      };
    }),
  );
  return policies.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function tableOf(policies: readonly Policy[], taken: string): ManagedPolicyTable {
  const statements = policies.flatMap((policy) => policy.statements);
  const names = new Map<string, Set<string>>();
  for (const [service, name] of statements.flatMap(actionsOf)) {
    names.set(service, (names.get(service) ?? new Set()).add(name));
  }
  const actions = new Map([...names].sort().map(([service, all]) => [service, [...all].sort()]));
  const resources = byUse(statements.flatMap(resourcesOf));
  const conditions = byUse(statements.map(conditionOf).filter((condition) => condition !== ''));

  const encode = (statement: Statement): string => {
    const groups = new Map<string, number[]>();
    for (const [service, name] of actionsOf(statement)) {
      groups.set(service, [...(groups.get(service) ?? []), (actions.get(service) ?? []).indexOf(name)]);
    }
    const flags =
      (statement.Effect === 'Deny' ? 1 : 0) +
      (statement.NotAction === undefined ? 0 : 2) +
      (statement.NotResource === undefined ? 0 : 4);
    const condition = conditionOf(statement);
    return [
      `${flags}${[...groups]
        .sort()
        .map(([service, ids]) => `${service}.${gaps(ids)}`)
        .join()}`,
      resourcesOf(statement)
        .map((resource) => digits(resources.indexOf(resource)))
        .join(''),
      ...(condition === '' ? [] : [digits(conditions.indexOf(condition))]),
    ].join('/');
  };
  return {
    date: taken,
    actions: [...actions].map(([service, all]) => [service, ...all].join(' ')),
    resources,
    conditions,
    policies: policies.map(({ path, DefaultVersionId, UpdateDate, statements: own }) =>
      [path, DefaultVersionId, UpdateDate.slice(0, 10), ...own.map(encode)].join(' '),
    ),
  };
}

function many<T>(value: OneOrMany<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** Service and name; `*` alone is the name `*` of no service. */
function actionsOf({ Action, NotAction }: Statement): readonly (readonly [string, string])[] {
  return many(Action ?? NotAction).map((action) => {
    const colon = action.indexOf(':');
    return colon < 0 ? ['', action] : [action.slice(0, colon), action.slice(colon + 1)];
  });
}

function resourcesOf({ Resource, NotResource }: Statement): readonly string[] {
  return many(Resource ?? NotResource);
}

/** `Operator key value|value`, one after the other. */
function conditionOf({ Condition = {} }: Statement): string {
  const parts = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => {
      const values = many(value).map(String);
      const words = [operator, key, ...values];
      if (words.some((word) => /[|;]/u.test(word)) || /\s/u.test(operator + key)) {
        throw new Error(`The table cannot hold the condition ${JSON.stringify(words)}`);
      }
      return `${operator} ${key} ${values.join('|')}`;
    }),
  );
  return parts.sort().join(';');
}

/** The most used first, so that it gets the shortest number. */
function byUse(texts: readonly string[]): readonly string[] {
  const uses = new Map<string, number>();
  for (const one of texts) uses.set(one, (uses.get(one) ?? 0) + 1);
  return [...uses].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).map(([one]) => one);
}

/** Ascending numbers, each as its distance from the one before. */
function gaps(numbers: readonly number[]): string {
  let before = -1;
  let written = '';
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    written += digits(number - before - 1);
    before = number;
  }
  return written;
}

/** Five bits to a digit, the lowest first; all but the last digit carry a sixth one. */
function digits(number: number): string {
  let rest = number;
  let written = '';
  do {
    const low = rest & 31;
    rest >>= 5;
    written += DIGITS[rest > 0 ? low | 32 : low] ?? '';
  } while (rest > 0);
  return written;
}
