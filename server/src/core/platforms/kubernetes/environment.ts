import { credentialVariable } from '../../knowledge/actions/lookup.js';
import { valueKind, writtenSecret } from '../../knowledge/names/secretValues.js';
import { writtenCredential } from '../../knowledge/names/writtenCredential.js';
import { systemOf } from '../../knowledge/names/systems.js';
import { sensitivityOf, tierOf } from '../../knowledge/names/words.js';
import type { CarriedIdentity } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import type { PodSpec } from './podSpecs.js';
import type { Reading } from './reading.js';
import { itemsOf } from './reading.js';

/** Long-lived credentials that the containers of a pod are handed under the name of a variable that a tool reads. */
export function carriedByEnvironment(
  reading: Reading,
  object: KubernetesObject,
  spec: PodSpec,
): readonly CarriedIdentity[] {
  const found = new Map<string, CarriedIdentity>();
  for (const variable of spec.containers.flatMap((container) => itemsOf(get(container, 'env')))) {
    const identity = identityIn(reading, object, variable);
    if (identity === undefined) continue;
    const before = found.get(identity.key);
    found.set(
      identity.key,
      before === undefined ? identity : { ...before, uses: [...before.uses, ...identity.uses] },
    );
  }
  const written = spec.containers.flatMap((container) => writtenArguments(reading, object, container));
  return [...found.values(), ...written];
}

const REFER = 'Keep it in a Secret that is made elsewhere, and refer to it by `secretKeyRef`.';

/** A password behind `-p`, as the clients of MySQL and MariaDB take it: https://dev.mysql.com/doc/refman/8.4/en/connecting.html */
const BEHIND_P = /(?:^|[\s"'])-p(?=[^\s"'$-])([^\s"']{6,})/u;
const HAS_USER = /(?:^|[\s"'])(?:-u|--user)/u;

/** Passwords and tokens that stand in the command or the arguments of a container. */
function writtenArguments(
  reading: Reading,
  object: KubernetesObject,
  container: SyntaxNode,
): readonly CarriedIdentity[] {
  const nodes = [...itemsOf(get(container, 'command')), ...itemsOf(get(container, 'args'))];
  const all = nodes.flatMap((node) => textOf(node) ?? []).join(' ');
  return nodes.flatMap((node) => {
    const text = textOf(node) ?? '';
    const name =
      writtenSecret(text) ?? (HAS_USER.test(all) && isPassword(BEHIND_P.exec(text)?.[1]) ? '-p' : undefined);
    if (name === undefined || COMPUTED.test(text)) return [];
    return [
      writtenCredential({
        key: `kubernetes:argument/${object.namespace}/${object.name}/${name}`,
        name,
        words: `${object.name} ${name}`,
        alternative: REFER,
        origin: reading.originOf(node),
      }),
    ];
  });
}

function isPassword(text: string | undefined): boolean {
  return text !== undefined && valueKind('password', text) === 'secret';
}

/** A value that is put together elsewhere. */
const COMPUTED = /\$\(|\{\{|\$\{/u;

function identityIn(
  reading: Reading,
  object: KubernetesObject,
  variable: SyntaxNode,
): CarriedIdentity | undefined {
  const nameNode = get(variable, 'name');
  const name = textOf(nameNode);
  const known = name === undefined ? undefined : credentialVariable(name);
  if (nameNode === undefined || name === undefined) return undefined;
  const valueNode = get(variable, 'value');
  if (valueNode !== undefined && valueKind(name, textOf(valueNode) ?? '') === 'secret') {
    return writtenCredential({
      key: `kubernetes:variable/${object.namespace}/${object.name}/${name}`,
      name,
      words: `${object.name} ${name}`,
      system: known?.system,
      credential: known?.kind,
      alternative: REFER,
      origin: reading.originOf(valueNode),
    });
  }
  if (known?.basis !== 'variable' || known.temporary === true) return undefined;
  const secret = get(get(variable, 'valueFrom'), 'secretKeyRef');
  const value = textOf(get(variable, 'value')) ?? '';
  if (secret === undefined && (value === '' || COMPUTED.test(value))) return undefined;
  const secretName = textOf(get(secret, 'name'));
  const words = `${secretName ?? ''} ${name}`;
  const tier = tierOf(words);
  const origin = reading.originOf(nameNode);
  return {
    key:
      secretName === undefined
        ? `kubernetes:variable/${object.namespace}/${object.name}/${name}`
        : `kubernetes:secret/${object.namespace}/${secretName}`,
    kind: 'static-credential',
    name,
    system: systemOf(known.system),
    credential: known.kind,
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until somebody rotates it', origin },
    visibleTo: 'session',
    gates: [],
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(words),
    origin,
    uses: [origin],
  };
}
