import { credentialVariable } from '../../knowledge/actions/lookup.js';
import { namesSecret, valueKind } from '../../knowledge/names/secretValues.js';
import { federatedWay } from '../../knowledge/gitlab/federation.js';
import { DEPLOY_TOKEN, isPredefined } from '../../knowledge/gitlab/predefined.js';
import type { CarriedIdentity } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { heldSecret, namesAccountOrPlace } from '../../pipelines/heldIdentities.js';
import { credentialsOfAddresses } from '../../pipelines/namedVariables.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { JobContext } from './jobContext.js';
import { scalarsOf } from './nodes.js';
import type { SetVariable } from './variables.js';

/** Where a job reads a variable that the file does not set. */
interface Use {
  readonly name: string;
  readonly origin: Origin;
  readonly visibleTo: CarriedIdentity['visibleTo'];
}

/**
 * Credentials that a job reads from variables which are set in the project or its groups, and those written out in the
 * file.
 *
 * @param known variables that other parts of the file make
 * @param isFirst whether the job is the one to speak for what is written for the whole file
 */
export function carriedSecrets(
  context: JobContext,
  known: (name: string) => boolean,
  isFirst: boolean,
): readonly CarriedIdentity[] {
  const byName = new Map<string, Use[]>();
  for (const use of usesIn(context, known)) {
    const uses = byName.get(use.name);
    if (uses === undefined) byName.set(use.name, [use]);
    else uses.push(use);
  }
  const held = [...byName].flatMap(([name, uses]) => {
    const [first] = uses;
    if (first === undefined) return [];
    const isShared = uses.every(({ visibleTo }) => visibleTo === 'file');
    return [
      withWay(
        heldSecret(`secret:${name}`, name, {
          origin: first.origin,
          uses: uses.slice(0, MOST_USES).map(({ origin }) => origin),
          visibleTo: isShared ? 'file' : 'session',
          gates: context.gates,
        }),
      ),
    ];
  });
  return [...held, ...writtenOut(context, isFirst)];
}

const MOST_USES = 20;

function withWay(identity: CarriedIdentity): CarriedIdentity {
  const way = identity.system && federatedWay(identity.system.name);
  const isTemporary = credentialVariable(identity.name)?.temporary === true;
  return way === undefined || isTemporary ? identity : { ...identity, alternative: way };
}

function usesIn(context: JobContext, known: (name: string) => boolean): readonly Use[] {
  const { reading, items, variables, job } = context;
  const set = new Set(variables.map(({ name }) => name));
  const isOpen = (name: string): boolean => isCredential(name) && !known(name);
  const inItems = items.flatMap(({ node, seen }) => {
    const shown = seen.reads.length === 0 ? [] : credentialsOfAddresses(node.text);
    const isHeld = (name: string): boolean =>
      isOpen(name) || (shown.includes(name) && !isPredefined(name) && !known(name) && !set.has(name));
    return seen.reads.filter(isHeld).map((name) => ({
      name,
      origin: mention(context, node, name),
      visibleTo: 'session' as const,
    }));
  });
  const inVariables = readByVariables(variables).flatMap(({ variable: { node, level }, names }) =>
    names.filter(isOpen).map((name) => ({ name, origin: mention(context, node, name), visibleTo: level })),
  );
  const elsewhere = [get(job.body, 'image'), ...scalarsOf(get(job.body, 'services'))]
    .flatMap((node) => scalarsOf(node))
    .flatMap((node) =>
      readIn(node.text)
        .filter(isOpen)
        .map((name) => ({ name, origin: reading.originOf(node), visibleTo: 'session' as const })),
    );
  return [...inItems, ...inVariables, ...elsewhere];
}

/** Variables whose values name others. */
interface Reading {
  readonly variable: SetVariable;
  readonly names: readonly string[];
}

/** Of a list of variables those that read others; most jobs see the same list. */
function readByVariables(variables: readonly SetVariable[]): readonly Reading[] {
  const known =
    READINGS.get(variables) ??
    variables
      .map((variable) => ({ variable, names: readIn(variable.node.text) }))
      .filter(({ names }) => names.length > 0);
  READINGS.set(variables, known);
  return known;
}

const READINGS = new WeakMap<readonly SetVariable[], readonly Reading[]>();

/** Where a variable stands in a text: its name with the signs before it. */
function mention({ reading }: JobContext, node: ScalarNode, name: string): Origin {
  const written = [`$${name}`, `\${${name}}`, `\${${name}`, `%${name}%`, `$env:${name}`];
  return reading.originWithin(node, written.find((text) => hasWord(node.text, text)) ?? '');
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at >= 0 && !/\w/u.test(text.charAt(at + word.length));
}

function readIn(text: string): readonly string[] {
  if (!text.includes('$')) return [];
  return [...text.matchAll(/(?<!\$)\$\{?([A-Za-z_]\w*)/gu)].map((match) => match[1] ?? '');
}

/** Set by every shell. */
const OF_SHELLS = /^(?:OLD)?PWD$/u;

/** Whether a variable holds a credential by its name, and GitLab does not set it itself. */
function isCredential(name: string): boolean {
  if (name === DEPLOY_TOKEN) return true;
  if (isPredefined(name) || OF_SHELLS.test(name) || namesAccountOrPlace(name)) return false;
  return credentialVariable(name) !== undefined || namesSecret(name);
}

/** What stands in the file itself. */
function writtenOut(context: JobContext, isFirst: boolean): readonly CarriedIdentity[] {
  const { reading, variables, gates, items, job } = context;
  // Tests are given keys that open nothing.
  const isTrial = TRIES.test(`${textOf(get(job.body, 'stage')) ?? ''} ${job.name}`);
  const set = variables
    .filter(({ level }) => level === 'session' || isFirst)
    .filter((variable) => isWrittenOut(variable, isTrial && variable.level === 'session'))
    .map(({ name, node, level }) => ({ name, origin: reading.originOf(node), level }));
  const inScripts = items.flatMap(({ node, seen }) =>
    seen.tokens.map((token) => ({
      name: 'a token in the script',
      origin: reading.originWithin(node, token),
      level: 'session' as const,
    })),
  );
  return [...set, ...inScripts].map(({ name, origin, level }) => ({
    ...withWay(
      heldSecret(`written:${name}:${String(origin.range.start)}`, name, { origin, visibleTo: level, gates }),
    ),
    writtenOut: true as const,
  }));
}

const TRIES = /test|spec|e2e|lint|check/iu;

/** A database that only the job's own services are has a password that opens nothing. */
const OF_SERVICES =
  /POSTGRES|PGPASS|MYSQL|MARIADB|MONGO|REDIS|RABBIT|MSSQL|SA_PASSWORD|ELASTIC|MINIO|KEYCLOAK|(?:^|_)(?:DB|DATABASE|TEST)(?:_|$)/iu;

function isWrittenOut({ name, node: { text } }: SetVariable, isTrial: boolean): boolean {
  if (text.includes('$')) return false;
  if (valueKind('', text) === 'secret') return !isLocalAddress(text);
  if (isTrial || isPredefined(name) || OF_SERVICES.test(name) || /not.?(?:a.?)?real/iu.test(text)) {
    return false;
  }
  return isCredential(name) && valueKind(name, text) === 'secret' && isRandom(text);
}

/** `postgres://user:password@service/…`: a host without a dot is a service of the job. */
function isLocalAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^@\s]*@[^\s./:]+(?:[:/]|$)/iu.test(text);
}

/** Letters and digits as no person would choose them. */
function isRandom(text: string): boolean {
  return (
    text.length >= 16 &&
    /\d/u.test(text) &&
    /[a-z]/iu.test(text) &&
    !/\s/u.test(text) &&
    new Set(text).size >= 10
  );
}

/** Names that the jobs of a file make for one another: by files of variables that they leave behind. */
export function madeByJobs(
  jobs: readonly { readonly body: JobContext['job']['body']; readonly sets: readonly string[] }[],
): ReadonlySet<string> {
  const makes = jobs.filter(({ body }) =>
    entries(get(get(body, 'artifacts'), 'reports')).some(({ key }) => key.text === 'dotenv'),
  );
  return new Set(makes.flatMap(({ sets }) => sets));
}
