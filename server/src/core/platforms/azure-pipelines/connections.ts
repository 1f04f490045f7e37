import type { ConnectionKind } from '../../knowledge/azure-pipelines/connections.js';
import { connectionOfInput } from '../../knowledge/azure-pipelines/connections.js';
import { isOfAwsToolkit } from '../../knowledge/azure-pipelines/awsTasks.js';
import { systemOf } from '../../knowledge/names/systems.js';
import { sensitivityOf, tierOf } from '../../knowledge/names/words.js';
import type { CarriedIdentity, Unknown } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { connectionClaims } from './claims.js';
import type { Holding } from './credentials.js';
import { initiatorsOf } from './credentials.js';
import { handedTo, lastName, unreadTemplates } from './handed.js';
import type { Step } from './steps.js';
import { isDisabled } from './steps.js';
import { quoted } from '../../text/quoted.js';

/** A service connection that a step names. */
export interface ConnectionUse {
  readonly name: string;
  /** False where it is computed of what the file does not tell. */
  readonly isKnown: boolean;
  readonly key: string;
  readonly kind: ConnectionKind;
  /** Undefined for one that is handed to a template of jobs. */
  readonly step: Step | undefined;
  readonly origin: Origin;
}

/** The service connections that the steps of a job name. */
export function connectionUses(holding: Holding, steps: readonly Step[]): readonly ConnectionUse[] {
  const { starts, place } = holding;
  const values = starts.valuesOf(place);
  const { reading } = starts;
  const named = (
    task: string,
    input: string,
    value: ScalarNode,
    step: Step | undefined,
  ): readonly ConnectionUse[] => {
    const kind = connectionOfInput(task, input);
    if (kind === undefined || value.value === null) return [];
    return values
      .fill(value.text)
      .split(LISTS.test(input) ? ',' : '\n')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => {
        const isKnown = !/\$[([{]/u.test(name);
        const id = isKnown ? `connection:${name}` : `connection:${reading.uri}#${name}`;
        return { name, isKnown, key: id, kind, step, origin: reading.placeOf(value, name) };
      });
  };
  return [
    ...steps.flatMap((step) => {
      const { task } = step;
      if (task === undefined || isDisabled(step)) return [];
      return step.inputs.flatMap(({ value: { key, value } }) =>
        value.kind === 'scalar' ? named(task, key.text, value, step) : [],
      );
    }),
    // A template that is not read is handed connections under names that tasks have for them.
    ...unreadTemplates(place.job).flatMap((template) =>
      handedTo(template).flatMap(({ name, value }) => named('', lastName(name), value, template.step)),
    ),
  ];
}

/** Inputs that take several connections, with commas between. */
const LISTS = /(?:Connections|Credentials)$/u;

/** One carried identity for each service connection of a job. */
export function carriedConnections(
  holding: Holding,
  uses: readonly ConnectionUse[],
): readonly CarriedIdentity[] {
  const byKey = new Map<string, ConnectionUse[]>();
  for (const use of uses) byKey.set(use.key, [...(byKey.get(use.key) ?? []), use]);
  return [...byKey.values()].flatMap((mentions) => carried(holding, mentions) ?? []);
}

function carried(holding: Holding, mentions: readonly ConnectionUse[]): CarriedIdentity | undefined {
  const [first] = mentions;
  if (first === undefined) return undefined;
  const { name, key, kind, isKnown, origin } = first;
  const initiators = initiatorsOf(
    holding,
    mentions.map(({ step }) => step),
  );
  if (initiators?.length === 0) return undefined;
  const tier = tierOf(name);
  const claimSets = isOidc(kind) ? connectionClaims(holding, isKnown ? name : '*') : [];
  return {
    key,
    kind: kind.form === 'cloud' ? 'cloud-role' : 'static-credential',
    name,
    system: systemOf(kind.product),
    lifetime: {
      seconds: null,
      basis: 'unknown',
      boundBy: 'what the service connection holds, which is set in the project',
      origin,
    },
    ...(claimSets.length === 0 ? {} : { claimSets }),
    visibleTo: 'step',
    gates: holding.gates,
    ...(initiators === undefined ? {} : { initiators }),
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(name),
    note: `service connection of type ${kind.label}`,
    origin,
    uses: mentions.map((mention) => mention.origin),
  };
}

/** Connections by which a job can have a token of Azure DevOps, with the connection's name in its subject. */
export function isOidc({ product }: ConnectionKind): boolean {
  return product === 'AWS' || product === 'Azure';
}

/** What a connection of AWS does not tell: it holds keys, keys and a role, or a role alone. */
export function unknownConnections(uses: readonly ConnectionUse[]): readonly Unknown[] {
  const first = new Map(
    uses
      .filter(({ kind }) => kind.product === 'AWS')
      .map((use) => [use.key, use] as const)
      .reverse(),
  );
  return [...first.values()].map(({ name, origin, step }) => ({
    what: `which keys or role of AWS the service connection ${quoted(name)} stands for`,
    why: isOfAwsToolkit(step?.task ?? '')
      ? 'it is set in the project: static keys, with a role to assume or without, or a role by OIDC'
      : 'it is set in the project',
    origin,
  }));
}
