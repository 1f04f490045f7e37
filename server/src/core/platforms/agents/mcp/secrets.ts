import { credentialVariable } from '../../../knowledge/actions/lookup.js';
import { namesSecret, valueKind } from '../../../knowledge/names/secretValues.js';
import { systemOf } from '../../../knowledge/names/systems.js';
import { sensitivityOf, tierOf } from '../../../knowledge/names/words.js';
import type { CarriedIdentity, SystemRef } from '../../../model/facts.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries } from '../../../syntax/syntaxTree.js';
import { distinct } from '../../../collections/grouping.js';
import { textsOf } from '../reading.js';
import type { Reading } from '../reading.js';
import type { Dialect } from './dialects.js';

/** Where a secret of a server, or of an agent's environment, is looked for. */
export interface SecretPlaces {
  /** Of whom it is, for the name of the identity. */
  readonly owner: string;
  readonly dialect: Dialect;
  readonly env?: readonly (SyntaxNode | undefined)[];
  readonly args?: SyntaxNode | undefined;
  readonly url?: SyntaxNode | undefined;
  /** What the server opens, where it is known. */
  readonly system?: SystemRef | undefined;
}

interface Found {
  readonly name: string;
  readonly node: ScalarNode;
  /** What of the text is not the secret, before and behind it. */
  readonly around: readonly [string, string];
  /** Set where the text is the name under which a value is taken along, and no value. */
  readonly passed?: true;
}

/** The credentials that are handed over: written out, or by reference. */
export function secretsIn(reading: Reading, places: SecretPlaces): readonly CarriedIdentity[] {
  const found = [
    ...(places.env ?? []).flatMap((env) => fromMapping(env)),
    ...fromArguments(places),
    ...fromUrl(places),
  ];
  const carried = found.flatMap((item) => {
    if (item.passed === true) return [identityOf(reading, places, item, false)];
    const kind = valueKind(item.name, item.node.text.slice(item.around[0].length));
    if (kind === 'secret') return [identityOf(reading, places, item, true)];
    return isReference(kind, item) ? [identityOf(reading, places, item, false)] : [];
  });
  // What a container takes along is often set beside it, too.
  return distinct(carried, ({ key }) => key);
}

/** A reference to a secret says so by the name that it is handed over under, or by its own. */
function isReference(kind: ReturnType<typeof valueKind>, { name, node }: Found): boolean {
  if (kind !== 'reference') return false;
  const named = [...node.text.matchAll(/\$?\{(?:\w+:)?([\w-]+)|\$([A-Za-z_]\w*)|%(\w+)%/gu)];
  return namesSecret(name) || named.some(([, a, b, c]) => namesSecret(a ?? b ?? c ?? ''));
}

function fromMapping(node: SyntaxNode | undefined): readonly Found[] {
  return entries(node).flatMap(({ key, value }) => {
    if (value.kind !== 'scalar' || typeof value.value !== 'string') return [];
    const scheme = /^(?:Bearer|Basic|token|Token|Api-Key)\s+/u.exec(value.text)?.[0] ?? '';
    return [{ name: key.text, node: value, around: [scheme, ''] as const }];
  });
}

/** `--api-key X`, `--api-key=X`, `-e NAME=X` of a container, `--header "Authorization: Bearer X"`, and an address. */
function fromArguments({ args, owner }: SecretPlaces): readonly Found[] {
  const items = textsOf(args);
  return items.flatMap((node, i) => {
    const { text } = node;
    const assigned = /^(--?[\w-]+|[A-Za-z_]\w*)=(?=\S)/u.exec(text);
    if (assigned?.[1] !== undefined) return [{ name: assigned[1], node, around: [assigned[0], ''] as const }];
    const header = /^([\w-]+)\s*:\s*(?:(?:Bearer|Basic|token)\s+)?/iu.exec(text);
    const before = items[i - 1]?.text ?? '';
    // https://docs.docker.com/reference/cli/docker/container/run/#env: a name alone takes the value along from outside.
    if (/^(?:-e|--env)$/u.test(before) && namesSecret(text)) {
      return [{ name: text, node, around: ['', ''] as const, passed: true as const }];
    }
    if (header?.[1] !== undefined && /^(?:-H|--header)$/u.test(before)) {
      return [{ name: header[1], node, around: [header[0], ''] as const }];
    }
    if (/^--?[A-Za-z][\w-]*$/u.test(before) && !text.startsWith('-')) {
      return [{ name: before, node, around: ['', ''] as const }];
    }
    return [
      {
        name: /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? `${owner} address` : '',
        node,
        around: ['', ''] as const,
      },
    ];
  });
}

function fromUrl({ url, owner }: SecretPlaces): readonly Found[] {
  return url?.kind === 'scalar' && typeof url.value === 'string'
    ? [{ name: `${owner} address`, node: url, around: ['', ''] }]
    : [];
}

function identityOf(
  reading: Reading,
  places: SecretPlaces,
  { name, node, around }: Found,
  writtenOut: boolean,
): CarriedIdentity {
  const { owner, dialect, system } = places;
  const shown = name.replace(/^-+/u, '');
  const origin = reading.originOf(node);
  const variable = credentialVariable(shown);
  const opens = system ?? (variable === undefined ? undefined : systemOf(variable.system));
  const tier = tierOf(`${owner} ${shown}`);
  const reference = dialect.reference?.(variableName(owner, shown));
  return {
    key: `agent:${owner}/${shown}`,
    kind: 'static-credential',
    name: shown,
    ...(opens === undefined ? {} : { system: opens }),
    credential: variable?.kind ?? 'api-key',
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until somebody rotates it', origin },
    ...(writtenOut ? { writtenOut: true, alternative: dialect.advice } : {}),
    ...(writtenOut && reference !== undefined
      ? { minted: { limits: { environment: around[0] + reference + around[1] } } }
      : {}),
    visibleTo: 'session',
    gates: [],
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(`${owner} ${shown}`),
    origin,
    uses: [origin],
  };
}

/** A name for a variable: that of the setting where it is one already, else made of the server's and its own. */
function variableName(owner: string, name: string): string {
  if (/^[A-Z][A-Z0-9_]*$/u.test(name)) return name;
  const word = /authorization|header|address/iu.test(name)
    ? /address/iu.test(name)
      ? 'URL'
      : 'TOKEN'
    : name;
  return `${owner} ${word.replace(new RegExp(`^${owner.replace(/[^A-Za-z0-9]/gu, '.')}[\\s_-]+`, 'iu'), '')}`
    .replace(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .replace(/[^A-Za-z0-9]+/gu, '_')
    .replace(/^_+|_+$/gu, '')
    .toUpperCase();
}
