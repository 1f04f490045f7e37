import { TOKEN_SECRET } from '../../knowledge/kubernetes/tokens.js';
import { sensitivityOf } from '../../knowledge/names/words.js';
import type { StandingCredential, StoredObject } from '../../model/identityLink.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { accountKey } from './accounts.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';

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
