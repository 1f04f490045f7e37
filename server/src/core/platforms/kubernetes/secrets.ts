import { TOKEN_SECRET } from '../../knowledge/kubernetes/tokens.js';
import { sensitivityOf } from '../../knowledge/names/words.js';
import { credentialVariable } from '../../knowledge/actions/lookup.js';
import { valueKind } from '../../knowledge/names/secretValues.js';
import { writtenCredential } from '../../knowledge/names/writtenCredential.js';
import { emptySession } from '../../model/emptySession.js';
import type { SessionFacts } from '../../model/facts.js';
import type { StandingCredential, StoredObject } from '../../model/identityLink.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import { accountKey } from './accounts.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { decodedBase64 } from '../../text/base64.js';
import { quoted } from '../../text/quoted.js';

/** A Secret, and the token of an account where it holds one. */
interface SecretFacts {
  readonly stored: StoredObject;
  readonly credential?: StandingCredential;
}

export function readSecret(reading: Reading, object: KubernetesObject): SecretFacts {
  const { namespace, name } = object;
  const origin = reading.originOf(object.nameNode);
  const typeNode = get(object.node, 'type');
  const account = object.annotations[TOKEN_SECRET.accountAnnotation];
  const isToken = textOf(typeNode) === TOKEN_SECRET.type && account !== undefined && account !== '';
  const stored: StoredObject = {
    localId: `secret:${namespace}/${name}`,
    noun: 'Secret',
    resource: 'secrets',
    name,
    namespace,
    ...(isToken ? { holds: `token of service account ${qualified(namespace, account)}` } : {}),
    sensitivity: sensitivityOf(name),
    origin,
  };
  if (!isToken || typeNode === undefined) return { stored };
  const annotation = get(get(get(object.node, 'metadata'), 'annotations'), TOKEN_SECRET.accountAnnotation);
  return {
    stored,
    credential: {
      localId: `token:${namespace}/${name}`,
      noun: 'token Secret',
      name: qualified(namespace, name),
      kind: 'service-account',
      identity: accountKey(namespace, account),
      identityOrigin: reading.originOf(annotation ?? typeNode),
      lifetime: {
        seconds: null,
        basis: 'unbounded',
        boundBy: 'until the Secret is deleted',
        origin: reading.originOf(typeNode),
      },
      origin,
      extent: object.extent,
    },
  };
}

/** A value of a Secret in clear text, with the text that writes it. */
interface SecretValue {
  readonly name: string;
  readonly text: string;
  readonly node: SyntaxNode;
}

/** Longer values in base64 are files, of which nothing is read. */
const LONGEST_VALUE = 16_000;

/**
 * The values of a Secret in clear text: base64, in which those under `data` stand, hides nothing.
 * https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data
 */
function valuesOf({ node }: KubernetesObject): readonly SecretValue[] {
  const plain = entries(get(node, 'stringData')).map(({ key, value }) => ({
    name: key.text,
    text: textOf(value) ?? '',
    node: value,
  }));
  const encoded = entries(get(node, 'data')).flatMap(({ key, value }) => {
    const written = textOf(value) ?? '';
    const text = written.length > LONGEST_VALUE ? undefined : decodedBase64(written);
    return text === undefined ? [] : [{ name: key.text, text, node: value }];
  });
  return [...plain, ...encoded];
}

/**
 * A Secret whose values stand in the manifest in clear text or in base64, as what whoever reads the file holds; `undefined` where none
 * of them is a credential.
 */
export function writtenSession(reading: Reading, object: KubernetesObject): SessionFacts | undefined {
  return secretSession(reading, object, valuesOf(object));
}

/** The same of a Secret whose values are known otherwise. */
export function secretSession(
  reading: Reading,
  object: Pick<KubernetesObject, 'namespace' | 'name' | 'nameNode' | 'extent'>,
  values: readonly SecretValue[],
): SessionFacts | undefined {
  const { namespace, name } = object;
  const carried = values.flatMap((value) => {
    if (valueKind(value.name, value.text) !== 'secret') return [];
    const known = credentialVariable(value.name);
    return [
      writtenCredential({
        key: `kubernetes:secret/${namespace}/${name}/${value.name}`,
        name: value.name,
        words: `${name} ${value.name}`,
        system: known?.system,
        credential: known?.kind,
        alternative:
          'Let a tool make the Secret from where the value is kept, such as External Secrets or Sealed Secrets.',
        origin: reading.originOf(value.node),
      }),
    ];
  });
  if (carried.length === 0) return undefined;
  const origin = reading.originOf(object.nameNode);
  const label = qualified(namespace, name);
  return {
    ...emptySession(origin, object.extent),
    localId: `secret:${namespace}/${name}`,
    kind: 'static-credential',
    name: label,
    noun: 'Secret',
    label,
    credential: `values of Secret ${label}`,
    subject: { namespace, secret: name },
    role: 'acted-as',
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until its values are changed', origin },
    carried,
    unknowns: [
      {
        what: `what the values of Secret ${quoted(label)} open`,
        why: 'that is for what they log in to',
        origin,
      },
    ],
  };
}
