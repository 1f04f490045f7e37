import type { CarriedIdentity, NeedFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { awsScriptUse } from '../../pipelines/aws/scriptUse.js';
import { SessionNeeds } from '../../pipelines/aws/sessionNeeds.js';
import type { TakenRole } from '../../pipelines/aws/takenRoles.js';
import { filledIn, roleOfEnvironment, takenRoles } from '../../pipelines/aws/takenRoles.js';
import { heldAwsRole } from '../../pipelines/heldIdentities.js';
import { claimsOf } from './claims.js';
import { tokenNamed, withAudience } from './idTokens.js';
import type { JobContext } from './jobContext.js';
import type { Run } from './runs.js';
import type { ScriptItem } from './scripts.js';

/** Roles of AWS that a job takes on, each with the claims that it shows for it. */
export function awsRoles(context: JobContext): readonly CarriedIdentity[] {
  const { items, variables } = context;
  const setsRole = variables.some(({ name }) => name === 'AWS_ROLE_ARN');
  if (!setsRole && !items.some(({ seen }) => seen.speaksOfClouds)) return [];
  const script = readItems(context, items);
  const byRole = new Map<string, { readonly taken: TakenRole; readonly runs: Run[] }>();
  for (const [values, runs] of byVariables(context.runs())) {
    const around = roleOfEnvironment(values);
    const found = [
      ...takenRoles(script.read, values),
      ...profileRoles(script.text, values),
      ...(around === undefined ? [] : [around]),
    ];
    for (const taken of found) {
      const key = `${taken.by} ${taken.role}`;
      const known = byRole.get(key) ?? { taken, runs: [] };
      known.runs.push(...runs);
      byRole.set(key, known);
    }
  }
  const found = [...byRole.values()];
  const roles = found.map(({ taken, runs }) => carriedRole(context, script, taken, runs));
  return asOneAnother(context, script, found, roles);
}

/**
 * A role that is taken on by keys when another one has been taken on before is asked for as that one, and what follows
 * is done by the last. With a matrix, which command acts as which is another matter in each row.
 */
function asOneAnother(
  context: JobContext,
  script: ReadItems,
  found: readonly { readonly taken: TakenRole }[],
  roles: readonly CarriedIdentity[],
): readonly CarriedIdentity[] {
  if (new Set(context.runs().map(({ variables }) => variables)).size > 1 && roles.length > 1) return roles;
  const order = found
    .map(({ taken }, index) => ({ taken, role: roles[index] }))
    .sort((one, other) => one.taken.start - other.taken.start);
  return order.flatMap(({ taken, role }, index) => {
    if (role === undefined) return [];
    const before = order[index - 1]?.role;
    const asked = taken.by === 'keys' && before !== undefined ? { askedAs: before.key } : {};
    const needs = index === order.length - 1 ? needsOf(context, taken.start, script.starts) : undefined;
    return [{ ...role, ...asked, ...(needs === undefined ? {} : { needs }) }];
  });
}

function byVariables(runs: readonly Run[]): ReadonlyMap<ReadonlyMap<string, string>, readonly Run[]> {
  const found = new Map<ReadonlyMap<string, string>, Run[]>();
  for (const run of runs) found.set(run.variables, [...(found.get(run.variables) ?? []), run]);
  return found;
}

interface ReadItems {
  readonly text: string;
  readonly read: ReturnType<JobContext['reading']['script']>;
  /** Where each item begins in the text. */
  readonly starts: readonly number[];
}

/** `before_script` and `script` run in one shell. https://docs.gitlab.com/ci/yaml/#before_script */
function readItems({ reading }: JobContext, items: readonly ScriptItem[]): ReadItems {
  const own = items.filter(({ part }) => part !== 'after_script');
  const starts: number[] = [];
  let text = '';
  for (const item of own) {
    starts.push(text.length);
    text += `${item.text}\n`;
  }
  return { text, read: reading.script(text), starts };
}

/**
 * Roles in a file of settings that the script writes: `role_arn` with `web_identity_token_file`.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
function profileRoles(text: string, values: ReadonlyMap<string, string>): readonly TakenRole[] {
  const found: TakenRole[] = [];
  for (const match of text.matchAll(/(?:(?<![\w-])|(?<=\\n))role_arn\s*=\s*([^\s"'\\]+)/gu)) {
    const around = text.slice(Math.max(0, match.index - 400), match.index + 400);
    const token = /web_identity_token_file\s*=\s*([^\s"'\\]+)/u.exec(around)?.[1];
    found.push({
      role: filledIn(match[1] ?? '', values),
      by: token === undefined ? 'keys' : 'web-identity',
      ...(token === undefined ? {} : { token }),
      start: match.index,
    });
  }
  return found;
}

function carriedRole(
  context: JobContext,
  script: ReadItems,
  taken: TakenRole,
  runs: readonly Run[],
): CarriedIdentity {
  const { job, host, tokens, gates } = context;
  const origin = originOf(context, script, taken);
  const role = heldAwsRole(taken, { origin, visibleTo: 'session', gates });
  const lifetime =
    taken.seconds === undefined
      ? role.lifetime
      : {
          ...role.lifetime,
          boundBy: DURATION,
          origin: itemOrigin(context, script, taken, [String(taken.seconds)]) ?? origin,
        };
  if (taken.by === 'keys') {
    return { ...role, lifetime, ...(holdsKeys(context) ? { askedAs: 'secret:AWS_ACCESS_KEY_ID' } : {}) };
  }
  const named = tokenIn(script.text, taken.token);
  const token = tokenNamed(named, tokens);
  const claimSets = withAudience(claimsOf(job, runs, host), token, runs[0]?.variables ?? new Map());
  const [first] = claimSets;
  const aud = first?.values['aud'];
  return {
    ...role,
    lifetime,
    ...(claimSets.length === 0 ? {} : { claimSets }),
    claims: {
      sub: [...new Set(claimSets.map(({ values }) => values['sub'] ?? ''))].slice(0, 4).join(' or '),
      ...(aud === undefined ? {} : { aud }),
    },
  };
}

/** https://docs.aws.amazon.com/cli/latest/reference/sts/assume-role-with-web-identity.html */
const DURATION = '--duration-seconds';

function holdsKeys({ items, variables }: JobContext): boolean {
  const reads = items.some(({ seen }) => seen.reads.includes('AWS_ACCESS_KEY_ID'));
  return reads && !variables.some(({ name }) => name === 'AWS_ACCESS_KEY_ID');
}

/** The variable whose token it is; where a file holds it, the one that the script writes there. */
function tokenIn(text: string, token: string | undefined): string | undefined {
  if (token === undefined || /^["']?\$\{?\w+\}?["']?$/u.test(token)) {
    const name = /\w+/u.exec(token ?? '')?.[0];
    // The variable may hold the name of a file.
    const file = name !== undefined && new RegExp(`>\\s*["']?\\$\\{?${name}\\b`, 'u').test(text);
    if (!file) return token;
  }
  const path = token?.replace(/^["']|["']$/gu, '').replace(/^file:\/\//u, '') ?? '';
  for (const match of text.matchAll(/(\$\{?\w+\}?)["']?\s*>{1,2}\s*["']?([^\s"';|&]+)/gu)) {
    if (match[2] === path) return match[1];
  }
  return undefined;
}

/** The text that names the role: a variable of the file, else the command that takes it. */
function originOf(context: JobContext, script: ReadItems, taken: TakenRole): Origin {
  const { reading, variables, job } = context;
  const variable =
    variables.find(({ node }) => node.text === taken.role) ??
    variables.find(({ name }) => name === 'AWS_ROLE_ARN' && taken.start === 0);
  return (
    (variable && reading.originOf(variable.node)) ??
    itemOrigin(context, script, taken, [
      taken.role,
      'assume-role-with-web-identity',
      'assume-role',
      'role_arn',
    ]) ??
    reading.originOf(job.key)
  );
}

function itemOrigin(
  { reading, items }: JobContext,
  { starts }: ReadItems,
  { start }: TakenRole,
  texts: readonly string[],
): Origin | undefined {
  const item = items[starts.findLastIndex((offset) => offset <= start)];
  if (item === undefined) return undefined;
  const text = texts.find((candidate) => item.text.includes(candidate));
  return text === undefined ? reading.originOf(item.node) : reading.originWithin(item.node, text);
}

/** What the commands behind the login do with the role. */
function needsOf(context: JobContext, start: number, starts: readonly number[]): NeedFacts | undefined {
  const { reading, items } = context;
  const { catalogue } = reading;
  if (catalogue === undefined) return undefined;
  const needs = new SessionNeeds();
  let registry = false;
  const first = starts.findLastIndex((offset) => offset <= start);
  for (const [index, item] of items.entries()) {
    if (index < first || item.part === 'after_script') continue;
    const label = `line ${String(index + 1)} of the script`;
    const all = awsScriptUse({ label, catalogue, registry }, reading.script(item.text));
    // To assume the role on is nothing that the role itself does.
    const use =
      index === first
        ? { ...all, needs: all.needs.filter(({ action }) => !action.name.startsWith('AssumeRole')) }
        : all;
    const at = { label, isConditional: false, origin: reading.originOf(item.node) };
    needs.add(use, { ...at, environment: true, registry });
    if (use.registryLogin === true) {
      registry = true;
      needs.logIn(use, at);
    }
  }
  return needs.facts();
}
