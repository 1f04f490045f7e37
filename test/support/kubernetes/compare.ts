import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Grant, SessionFacts } from '../../../server/src/core/model/facts.js';
import { pathOf } from '../repository.js';
import { assembledFacts } from './manifests.js';

/** What one resolver says of one account. */
export interface ResolvedAccount {
  /** Namespace, name, and the file that declares it. */
  readonly key: string;
  /** One text for each line of a rule that counts for it. */
  readonly lines: ReadonlySet<string>;
  /** Roles that no file holds: kind and name. */
  readonly elsewhere: ReadonlySet<string>;
  readonly declared: boolean;
}

export interface Comparison {
  readonly accounts: number;
  readonly grants: number;
  /** In words, each with the account that it is about. */
  readonly differences: readonly string[];
}

const RESOLVER = join(import.meta.dirname, 'resolver.py');

/** Whether the second resolver can run here. */
export function hasSecondResolver(): boolean {
  try {
    execFileSync('python3', ['-c', 'import yaml'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface PrintedAccount {
  readonly namespace: string;
  readonly name: string;
  readonly path: string | null;
  readonly grants: readonly (readonly [
    string | null,
    string | null,
    string,
    string | null,
    readonly string[],
    string | null,
  ])[];
  readonly builtin: readonly (readonly [string, string, string | null])[];
  readonly missing: readonly (readonly [string, string, string | null])[];
}

/** The accounts of each folder's manifests, as the second resolver has them. */
export function secondAccounts(folders: readonly string[]): readonly (readonly ResolvedAccount[])[] {
  const printed = execFileSync('python3', [RESOLVER, ...folders], {
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = printed.toString('utf8').trim().split('\n');
  return lines.map((line) =>
    (JSON.parse(line) as { readonly accounts: readonly PrintedAccount[] }).accounts.map(read),
  );
}

function read({ namespace, name, path, grants, builtin, missing }: PrintedAccount): ResolvedAccount {
  return {
    key: `${namespace}/${name}${path === null ? '' : ` (${path})`}`,
    declared: path !== null,
    lines: new Set(
      grants.map(([group, resource, verb, within, names, url]) =>
        url === null ? lineText([group ?? '', resource ?? '', verb, within], names) : urlText(url, verb),
      ),
    ),
    elsewhere: new Set([...builtin, ...missing].map(([kind, role]) => `${kind} ${role}`)),
  };
}

/** The same as the product has it. */
export function productAccounts(files: ReadonlyMap<string, string>): readonly ResolvedAccount[] {
  const facts = assembledFacts(files);
  const keys = new Set(facts.flatMap(({ definitions }) => definitions.map(({ key }) => key)));
  return facts.flatMap((file) =>
    file.sessions.filter(isAccount).map((session) => {
      const own = file.definitions.find(({ key }) => key === `kubernetes:${session.label}`);
      return {
        key: `${session.label}${own === undefined ? '' : ` (${pathOf(file.uri)})`}`,
        declared: own !== undefined,
        lines: new Set(
          session.grants.flatMap((grant) => (grant.declaredFor === 'default' ? [] : textsOf(grant))),
        ),
        elsewhere: new Set(
          session.references.flatMap(({ id, name, target }) =>
            id.startsWith('holds:') && !keys.has(target.key) ? [name] : [],
          ),
        ),
      };
    }),
  );
}

function isAccount({ kind, subject }: SessionFacts): boolean {
  return kind === 'service-account' && subject['serviceAccount'] !== undefined;
}

function textsOf({ attributes = {} }: Grant): readonly string[] {
  const { apiGroup, resource, verb, namespace, resourceNames, nonResourceURLs } = attributes;
  if (Array.isArray(nonResourceURLs)) return nonResourceURLs.map((url) => urlText(String(url), String(verb)));
  if (typeof resource !== 'string') return [];
  const names = Array.isArray(resourceNames) ? (resourceNames as readonly string[]) : [];
  return [lineText([String(apiGroup), resource, String(verb), namespace as string | null], names)];
}

type Line = readonly [group: string, resource: string, verb: string, namespace: string | null];

function lineText([group, resource, verb, namespace]: Line, names: readonly string[]): string {
  const only = names.length === 0 ? '' : ` [${[...names].sort().join(', ')}]`;
  return `${verb} ${group}/${resource}${only} in ${namespace ?? 'the cluster'}`;
}

function urlText(url: string, verb: string): string {
  return `${verb} ${url}`;
}

/** Where the two do not say the same. Accounts that nothing declares and that have no rights are left out. */
export function compareAccounts(
  product: readonly ResolvedAccount[],
  second: readonly ResolvedAccount[],
): Comparison {
  const ours = byKey(product);
  const theirs = byKey(second);
  const differences = [...new Set([...ours.keys(), ...theirs.keys()])].sort().flatMap((key) => {
    const a = ours.get(key);
    const b = theirs.get(key);
    if (a === undefined || b === undefined) {
      const only = a ?? b;
      if (only === undefined || (!only.declared && only.lines.size === 0 && only.elsewhere.size === 0)) {
        return [];
      }
      return [`${key}: only ${a === undefined ? 'the second resolver' : 'the product'} has it`];
    }
    return [
      ...[...a.lines].filter((line) => !b.lines.has(line)).map((line) => `${key}: only the product: ${line}`),
      ...[...b.lines].filter((line) => !a.lines.has(line)).map((line) => `${key}: only the second: ${line}`),
      ...[...a.elsewhere]
        .filter((role) => !b.elsewhere.has(role))
        .map((role) => `${key}: only the product binds ${role}`),
      ...[...b.elsewhere]
        .filter((role) => !a.elsewhere.has(role))
        .map((role) => `${key}: only the second binds ${role}`),
    ];
  });
  const lines = [...ours.values()].map((account) => account.lines.size);
  return { accounts: ours.size, grants: lines.reduce((sum, size) => sum + size, 0), differences };
}

function byKey(accounts: readonly ResolvedAccount[]): ReadonlyMap<string, ResolvedAccount> {
  return new Map(accounts.map((account) => [account.key, account]));
}
