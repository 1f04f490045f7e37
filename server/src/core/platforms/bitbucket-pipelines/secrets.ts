import { OPENS_BY_TOKEN } from '../../knowledge/bitbucket/alternatives.js';
import { pipeFacts } from '../../knowledge/bitbucket/pipes.js';
import type { CarriedIdentity } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { heldSecret } from '../../pipelines/heldIdentities.js';
import {
  handedOn,
  handedOnIn,
  holdsCredential,
  isWrittenOut,
  opensAs,
  credentialsOfAddresses,
  variablesIn,
  variablesSetIn,
  writtenIn,
} from '../../pipelines/namedVariables.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import type { Image, Input, Part, Pipe } from './parts.js';
import { scriptOf, variableOf } from './parts.js';
import type { Reading } from './reading.js';

/** A credential that a step is handed, with every place of the text that names it. */
export interface NamedSecret {
  readonly name: string;
  readonly uses: readonly Origin[];
  readonly writtenOut?: true;
  /** Set when nothing but the pull of an image names it. */
  readonly pulls?: true;
  /** The documented variable that it is handed on as. */
  readonly as?: string;
}

/**
 * The variables with credentials that a step's text names and does not set. They come from the settings of the workspace,
 * the repository or the environment that the step deploys to; which, the file does not tell.
 * https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
 */
export function namedSecrets(
  reading: Reading,
  parts: readonly Part[],
  images: readonly Image[],
): readonly NamedSecret[] {
  const found = new Map<string, { uses: Origin[]; writtenOut?: true; pulls?: true; as?: string }>();
  const set = new Set(variablesSetIn(scriptOf(parts)));
  type Extra = Pick<NamedSecret, 'writtenOut' | 'pulls' | 'as'>;
  const add = (name: string, origin: Origin, extra: Extra = {}): void => {
    const known = found.get(name);
    if (known === undefined) {
      found.set(name, { uses: [origin], ...extra });
      return;
    }
    known.uses.push(origin);
    if (extra.pulls === undefined) delete known.pulls;
    if (extra.as !== undefined) known.as ??= extra.as;
  };
  const named = ({ text, node }: Input, extra?: Extra): void => {
    const shown = credentialsOfAddresses(text);
    for (const name of variablesIn(text)) {
      if (!set.has(name) && (isSecret(name) || (shown.includes(name) && !name.startsWith('BITBUCKET_')))) {
        add(name, placeIn(reading, node, name), extra);
      }
    }
  };
  const written = (name: string, { text, node }: Input): void => {
    if (isWrittenOut(name, text)) add(name, reading.originOf(node), { writtenOut: true });
  };
  for (const { auth } of images) {
    for (const [key, input] of auth) {
      named(input, { pulls: true });
      written(key, input);
    }
  }
  for (const part of parts) {
    if (part.kind === 'command') {
      for (const { name, as } of handedOnIn(part.command.text)) {
        if (!set.has(name)) add(name, placeIn(reading, part.command.node, name), { as });
      }
      named(part.command);
      const { text, node } = part.command;
      const inScript = writtenIn(text);
      if (inScript !== undefined) add(inScript, placeIn(reading, node, inScript), { writtenOut: true });
      continue;
    }
    for (const [name, inputs] of part.pipe.variables) {
      for (const input of inputs) {
        const handed = handedOn(name, input.text);
        if (handed === undefined) named(input);
        else add(handed.name, placeIn(reading, input.node, handed.name), { as: handed.as });
        written(name, input);
      }
    }
    for (const name of keysOf(part.pipe)) add(name, reading.originOf(part.pipe.reference.node));
  }
  return [...found].map(([name, secret]) => ({ name, ...secret }));
}

/** Bitbucket's own variables hold no lasting credential. */
function isSecret(name: string): boolean {
  return holdsCredential(name) && !/^BITBUCKET_(?:STEP|BUILD|REPO|PR|TAG|BRANCH)/u.test(name);
}

/** The variables of the repository that a pipe reads by itself, unless it is given others or a role. */
function keysOf(pipe: Pipe): readonly string[] {
  const facts = pipeFacts(pipe.name);
  if (facts?.keys === undefined) return [];
  if (facts.awsRole !== undefined && variableOf(pipe, facts.awsRole) !== undefined) return [];
  return facts.keys.filter((name) => !pipe.variables.has(name));
}

/** What a pipe is handed, by name. */
export function secretsOfPipe({ variables }: Pipe): readonly string[] {
  const texts = [...variables.values()].flat().map(({ text }) => text);
  return [...new Set(texts.flatMap(variablesIn).filter(isSecret))];
}

/** What pulls images publishes none. */
const REGISTRY = { kind: 'api', name: 'a container registry' } as const;

/** The credentials as they are carried. */
export function carriedSecrets(
  secrets: readonly NamedSecret[],
  gates: readonly string[],
): readonly CarriedIdentity[] {
  return secrets.flatMap(({ name, uses, writtenOut, pulls, as }) => {
    const [origin] = uses;
    if (origin === undefined) return [];
    const held = {
      ...heldSecret(`bitbucket:${name}`, name, { origin, uses, visibleTo: 'session', gates }),
      ...opensAs(as),
    };
    const alternative = pulls === true ? undefined : held.system && OPENS_BY_TOKEN[held.system.name];
    return [
      {
        ...held,
        ...(pulls === true ? { system: REGISTRY, note: 'only the pull of an image names it' } : {}),
        ...(alternative === undefined ? {} : { alternative }),
        ...(writtenOut === undefined ? {} : { writtenOut }),
      },
    ];
  });
}
