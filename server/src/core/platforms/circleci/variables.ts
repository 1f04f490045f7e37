import type { CarriedIdentity } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { OPENS_BY_TOKEN } from '../../knowledge/circleci/alternatives.js';
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
import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries } from '../../syntax/syntaxTree.js';
import type { OrbElement } from '../../knowledge/circleci/orbs.js';
import { orbElement } from '../../knowledge/circleci/orbs.js';
import type { RunJob } from './jobs.js';
import type { Reading } from './reading.js';
import { scalarsOf } from './reading.js';
import type { Input, Step } from './steps.js';
import { inputOf } from './steps.js';

/** A credential that a job is handed, with every place of the text that names it. */
export interface NamedSecret {
  readonly name: string;
  readonly uses: readonly Origin[];
  /** Set when its value stands in the file. */
  readonly writtenOut?: true;
  /** A kind of key that is no variable. */
  readonly isKey?: true;
  /** Set when nothing but the pull of an image names it. */
  readonly pulls?: true;
  /** The documented variable that it is handed on as. */
  readonly as?: string;
}

type Extra = Pick<NamedSecret, 'writtenOut' | 'isKey' | 'pulls' | 'as'>;

/**
 * The variables with credentials that a job's text names and does not set. They come from the project's settings or from
 * a context, and are in the environment of every step.
 * https://circleci.com/docs/guides/security/env-vars/
 */
export function namedSecrets(reading: Reading, job: RunJob): readonly NamedSecret[] {
  const found = new Map<
    string,
    { uses: Origin[]; writtenOut?: true; isKey?: true; pulls?: true; as?: string }
  >();
  const set = variablesOfJob(job);
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
  const named = (scalar: ScalarNode, text: string, extra?: Extra): void => {
    const shown = credentialsOfAddresses(text);
    for (const name of variablesIn(text)) {
      if (!set.has(name) && (isSecret(name) || (shown.includes(name) && !name.startsWith('CIRCLE_')))) {
        add(name, placeIn(reading, scalar, name), extra);
      }
    }
  };
  for (const [name, { text, node }] of job.environment) addValue(name, text, node);
  for (const { auth } of job.machine.images) {
    for (const [key, { text, node }] of auth) {
      named(node, text, { pulls: true });
      if (isWrittenOut(key, text)) add(key, reading.originOf(node), { writtenOut: true });
    }
  }
  for (const step of job.steps) {
    for (const [name, { text, node }] of step.environment) addValue(name, text, node);
    if (step.script !== undefined) {
      const { node, text } = step.script;
      for (const { name, as } of handedOnIn(text)) {
        if (!set.has(name)) add(name, placeIn(reading, node, name), { as });
      }
      named(node, text);
      const inScript = writtenIn(text);
      if (inScript !== undefined) add(inScript, placeIn(reading, node, inScript), { writtenOut: true });
    }
    for (const { text, node } of step.inputs.values()) {
      named(node, text);
      // A parameter may be given the name of a variable: those are written in capitals.
      if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/u.test(text) && !set.has(text) && isSecret(text)) {
        add(text, reading.originOf(node));
      }
    }
    for (const { name, node } of keysOf(step)) if (!set.has(name)) add(name, reading.originOf(node));
    for (const key of sshKeys(step)) add(key.name, reading.originOf(key.node), { isKey: true });
  }
  return [...found].map(([name, secret]) => ({ name, ...secret }));

  function addValue(name: string, text: string, node: ScalarNode): void {
    const handed = handedOn(name, text);
    if (handed === undefined) named(node, text);
    else if (!set.has(handed.name)) add(handed.name, placeIn(reading, node, handed.name), { as: handed.as });
    if (isWrittenOut(name, text)) add(name, reading.originOf(node), { writtenOut: true });
  }
}

/** Names that the job sets by itself, in the file or in a script, and does not only hand on under the same name. */
function variablesOfJob(job: RunJob): ReadonlySet<string> {
  const own = (environment: ReadonlyMap<string, Input>): readonly string[] =>
    [...environment].flatMap(([name, { text }]) => (variablesIn(text).includes(name) ? [] : [name]));
  return new Set([
    ...own(job.environment),
    ...job.steps.flatMap((step) => [
      ...own(step.environment),
      ...(step.script === undefined ? [] : variablesSetIn(step.script.text)),
    ]),
  ]);
}

/** CircleCI's own variables hold no lasting credential, but for an API token that people put under this name. */
function isSecret(name: string): boolean {
  return holdsCredential(name) && (!name.startsWith('CIRCLE_') || /^CIRCLE_(?:API_)?TOKEN$/u.test(name));
}

/** The variables that an orb reads its own credential from, unless it is given a role. */
function keysOf(step: Step): readonly { readonly name: string; readonly node: SyntaxNode }[] {
  const { orb } = step;
  if (orb?.orb.kind !== 'registry') return [];
  const known = orbElement(orb.orb, orb.element);
  if (known?.keys === undefined || takesIdentity(step)) return [];
  return known.keys.flatMap(({ parameter, defaultVariable }) => {
    const given = inputOf(step, parameter);
    if (given === undefined) return [{ name: defaultVariable, node: step.node }];
    // What says by its name that it is a credential is read with the texts above.
    const name = VARIABLE.exec(given.text)?.[1];
    return name === undefined || isSecret(name) ? [] : [{ name, node: given.node }];
  });
}

/** A variable by its name, as a parameter of the type `env_var_name` takes it, or with the sign before it. */
const VARIABLE = /^\$?\{?([A-Za-z_]\w*)\}?$/u;

/** Whether a step of an orb assumes a role or account by the job's token. */
function takesIdentity(step: Step): boolean {
  const { orb } = step;
  const known = orb?.orb.kind === 'registry' ? orbElement(orb.orb, orb.element) : undefined;
  const google = known?.googleAccount && inputOf(step, known.googleAccount.when);
  return takesByToken(step, known?.awsRole) || google?.text === 'true';
}

/** Whether a step is told to assume a role by the job's token. */
export function takesByToken(step: Step, terms: OrbElement['awsRole']): boolean {
  const role = terms && inputOf(step, terms.role);
  if (role === undefined || role.text === '') return false;
  return terms?.onlyWhere === undefined || inputOf(step, terms.onlyWhere)?.text === 'true';
}

/** https://circleci.com/docs/reference/configuration-reference/#add_ssh_keys */
function sshKeys(step: Step): readonly { readonly name: string; readonly node: ScalarNode }[] {
  if (step.name !== 'add_ssh_keys') return [];
  const fingerprints = entries(step.body)
    .filter(({ key }) => key.text === 'fingerprints')
    .flatMap(({ value }) => scalarsOf(value));
  if (fingerprints.length === 0) return [{ name: 'all additional SSH keys of the project', node: step.node }];
  return fingerprints.map((node) => ({ name: `SSH key ${node.text}`, node }));
}

/** What a key of the project opens: servers, or repositories. */
const BY_SSH = { kind: 'compute', name: 'SSH' } as const;

/** What pulls images publishes none. */
const REGISTRY = { kind: 'api', name: 'a container registry' } as const;

/** The credentials as they are carried: each is in the environment of every step. */
export function carriedSecrets(
  secrets: readonly NamedSecret[],
  gates: readonly string[],
): readonly CarriedIdentity[] {
  return secrets.flatMap(({ name, uses, writtenOut, isKey, pulls, as }) => {
    const [origin] = uses;
    if (origin === undefined) return [];
    const held = {
      ...heldSecret(`circleci:${name}`, name, { origin, uses, visibleTo: 'session', gates }),
      ...opensAs(as),
    };
    const alternative = pulls === true ? undefined : held.system && OPENS_BY_TOKEN[held.system.name];
    return [
      {
        ...held,
        ...(isKey === true ? { credential: 'ssh-key', system: BY_SSH } : {}),
        ...(pulls === true ? { system: REGISTRY, note: 'only the pull of an image names it' } : {}),
        ...(alternative === undefined ? {} : { alternative }),
        ...(writtenOut === undefined ? {} : { writtenOut }),
      },
    ];
  });
}

/** The variables that the file sets around a step, by name. */
export function variableTexts(job: RunJob, step: Step): ReadonlyMap<string, string> {
  const texts = (inputs: ReadonlyMap<string, Input>): readonly (readonly [string, string])[] =>
    [...inputs].map(([name, { text }]) => [name, text] as const);
  return new Map([...texts(job.environment), ...texts(step.environment)]);
}
