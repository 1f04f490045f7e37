import { mayHoldToken, valueKind } from '../../knowledge/names/secretValues.js';
import { credentialVariable, identityAction } from '../../knowledge/actions/lookup.js';
import { systemOf } from '../../knowledge/names/systems.js';
import type { CarriedIdentity } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { heldSecret } from '../../pipelines/heldIdentities.js';
import { holdsCredential, isWrittenOut, LEAST_SECRET } from '../../pipelines/namedVariables.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, isAbsent } from '../../syntax/syntaxTree.js';
import type { Around } from './around.js';
import type { Reading } from './reading.js';
import type { GateOrder } from './gateOrder.js';
import type { Job, Step } from './workflow.js';

interface Written {
  readonly name: string;
  readonly origin: Origin;
  readonly visibleTo: CarriedIdentity['visibleTo'];
  readonly step?: Step;
  /** Whether it is all of a value, in whose place a reference can be written. */
  readonly isWhole: boolean;
  readonly system?: CarriedIdentity['system'];
}

/**
 * Credentials whose values stand in the workflow: in an environment, where a registry is logged in to, in an input, in a
 * script. What service containers are given is left out: they live in the job and hold nothing but what it puts there.
 */
export function writtenCredentials(
  reading: Reading,
  workflow: Around,
  job: Job,
  order: GateOrder,
): readonly CarriedIdentity[] {
  const found = [
    ...inEnvironment(reading, workflow.env, 'file'),
    ...inEnvironment(reading, get(job.node, 'env'), 'session'),
    ...inEnvironment(reading, get(get(job.node, 'container'), 'env'), 'session'),
    ...registryPasswords(reading, job),
    ...job.steps.flatMap((step) => inStep(reading, step)),
  ];
  const names = new Set(found.map(({ name }) => name));
  // The number of a key opens nothing without the key.
  const secret = found.filter(
    ({ name }) =>
      !names.has(name.replace(/ACCESS_KEY_ID$/u, 'SECRET_ACCESS_KEY')) || !name.endsWith('ACCESS_KEY_ID'),
  );
  return secret.map((written) => {
    const { name, origin, visibleTo, step, isWhole, system } = written;
    const gates = order.ofSecret([{ step }]);
    const held = heldSecret(`written:${reading.uri}:${name}`, name, { origin, visibleTo, gates });
    // Where a login can take its place, a reference to a kept one would only be the next thing to be told.
    const alternative = credentialVariable(name)?.federatedAlternative;
    return {
      ...held,
      ...(system === undefined ? {} : { system }),
      ...(alternative === undefined ? {} : { alternative }),
      ...(isWhole && alternative === undefined
        ? { minted: { limits: { reference: `\${{ secrets.${secretName(written)} }}` } } }
        : {}),
      writtenOut: true as const,
    };
  });
}

/** https://docs.github.com/en/actions/reference/security/secrets#naming-your-secrets */
function secretName({ name, step }: Written): string {
  const plain = name
    .toUpperCase()
    .replace(/\W+/gu, '_')
    .replace(/^_+|_+$/gu, '');
  if (/^(?:GITHUB_|\d)/u.test(plain)) return `MY_${plain}`;
  // An input's name alone says little among all secrets of a repository.
  const [owner = 'registry'] = step?.uses?.text.split('/') ?? [];
  return plain.includes('_') ? plain : `${owner.toUpperCase().replace(/\W+/gu, '_')}_${plain}`;
}

function inEnvironment(
  reading: Reading,
  env: SyntaxNode | undefined,
  visibleTo: Written['visibleTo'],
  step?: Step,
): readonly Written[] {
  return entries(env).flatMap(({ key, value }) => {
    if (!isText(value) || !isCredential(key.text, value.text)) return [];
    return [
      {
        name: key.text,
        origin: reading.originOf(value),
        visibleTo,
        isWhole: true,
        ...(step === undefined ? {} : { step }),
      },
    ];
  });
}

/** A registry's password is one, however it looks; only an expression is something else. */
function registryPasswords(reading: Reading, job: Job): readonly Written[] {
  const holders = [
    { of: 'container registry', node: get(job.node, 'container') },
    ...entries(get(job.node, 'services')).map(({ value }) => ({ of: 'service registry', node: value })),
  ];
  return holders.flatMap(({ of, node }) => {
    const password = get(get(node, 'credentials'), 'password');
    if (!isText(password) || isAbsent(password) || password.text.includes('${{')) return [];
    return [
      {
        name: 'REGISTRY_PASSWORD',
        origin: reading.originOf(password),
        visibleTo: 'session' as const,
        isWhole: true,
        system: { kind: 'artifacts' as const, name: of },
      },
    ];
  });
}

function inStep(reading: Reading, step: Step): readonly Written[] {
  const action = step.uses && identityAction(step.uses.text);
  const inputs = entries(step.with).flatMap(({ key, value }): readonly Written[] => {
    if (!isText(value)) return [];
    const known = action?.staticCredentials?.find(
      ({ input, from }) => from !== 'env' && input.toLowerCase() === key.text.toLowerCase(),
    );
    // What an action takes as a password is one, whatever it looks like, unless it stands for one.
    const isOne =
      known === undefined
        ? isCredential(key.text, value.text)
        : valueKind('password', value.text) === 'secret';
    if (!isOne) return [];
    return [
      {
        name: key.text,
        origin: reading.originOf(value),
        visibleTo: 'step',
        step,
        // Many a known one is better done without than kept elsewhere.
        isWhole: known === undefined,
        ...(known === undefined ? {} : { system: systemOf(known.system) }),
      },
    ];
  });
  return [...inEnvironment(reading, step.env, 'step', step), ...inputs, ...inScript(reading, step)];
}

/** A variable that is set to something of its own. */
const ASSIGNS = /\b[A-Z][A-Z0-9_]{3,}=[^\s$"']/u;

/** A vendor's token in a script, or a documented variable that is set to one; what else a script sets may be made up. */
function inScript(reading: Reading, step: Step): readonly Written[] {
  const { run, label } = step;
  if (run === undefined || !(mayHoldToken(run.text) || ASSIGNS.test(run.text))) return [];
  for (const word of run.text.match(/[^\s"'`,;|()]+/gu) ?? []) {
    const [, name = '', value = word] = /^(\w+)=(.+)$/u.exec(word) ?? [];
    const isVariable = credentialVariable(name)?.basis === 'variable';
    if (!isWrittenOut(isVariable ? name : '', value)) continue;
    const origin = placeIn(reading, run, value);
    return [
      { name: name === '' ? `token in ${label}` : name, origin, visibleTo: 'step', step, isWhole: false },
    ];
  }
  return [];
}

/** Under a name that says that it holds one, or as what vendors give out; other keys are those of caches and the like. */
function isCredential(name: string, value: string): boolean {
  // The value is asked first: most are too short for one.
  if (isWrittenOut('', value)) return true;
  if (value.length < LEAST_SECRET) return false;
  const variable = name.replace(/([a-z0-9])([A-Z])/gu, '$1_$2').replaceAll('-', '_');
  return isWrittenOut(variable, value) && holdsCredential(variable);
}

function isText(node: SyntaxNode | undefined): node is ScalarNode {
  return node?.kind === 'scalar' && typeof node.value === 'string';
}
