import { topicGrants } from '../../knowledge/brokers/mosquitto.js';
import { isPlaceholder } from '../../knowledge/brokers/placeholders.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { writtenPassword } from '../../knowledge/brokers/writtenPassword.js';
import { emptySession } from '../../model/emptySession.js';
import type { CarriedIdentity, Grant, SessionFacts } from '../../model/facts.js';
import { originOfPiece } from '../../model/origin.js';
import type { Effort } from '../../patterns/effort.js';
import type { Uri } from '../../text/uri.js';
import type { Bridge, BridgedTopic } from './bridgesFile.js';

/** Bridges as sessions: what each takes from the other broker and hands to it, and what it logs in with. */
export function bridgeSessions(
  uri: Uri,
  bridges: readonly Bridge[],
  effort: Effort,
): readonly SessionFacts[] {
  return bridges.map((bridge) => sessionOf(uri, bridge, effort));
}

function sessionOf(uri: Uri, bridge: Bridge, effort: Effort): SessionFacts {
  const { name, address, user } = bridge;
  const origin = originOfPiece(uri, name);
  const elsewhere = address?.text ?? 'another broker';
  return {
    ...emptySession(origin, { start: name.start, end: bridge.end }),
    localId: `bridge:${name.text}`,
    kind: 'broker-user',
    name: name.text,
    noun: 'Mosquitto bridge',
    label: name.text,
    credential: `login of the bridge ${name.text} on ${elsewhere}`,
    subject: { bridge: name.text, ...(user === undefined ? {} : { user: user.text }) },
    role: 'acted-as',
    purposes: user === undefined ? [] : purposesOf(user.text, originOfPiece(uri, user)),
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until its password is changed', origin },
    grants: bridge.topics.flatMap((topic) => grantsOf(uri, topic, elsewhere, effort)),
    carried: bridge.secrets.flatMap((secret) => secretOf(uri, bridge, secret)),
    unknowns: [
      {
        what: `what else ${elsewhere} lets it do`,
        why: 'that broker decides over it',
        origin: address === undefined ? origin : originOfPiece(uri, address),
      },
    ],
  };
}

/** What comes in is consumed over there, and what goes out is published there. */
function grantsOf(
  uri: Uri,
  { direction, filter, at }: BridgedTopic,
  elsewhere: string,
  effort: Effort,
): readonly Grant[] {
  const text = {
    filter,
    own: false,
    written: filter,
    except: [],
    origin: originOfPiece(uri, at),
    effort,
  };
  return [
    ...(direction === 'out' ? [] : topicGrants({ ...text, flow: 'consume' })),
    ...(direction === 'in' ? [] : topicGrants({ ...text, flow: 'publish' })),
  ].map((grant) => ({ ...grant, system: { ...grant.system, name: elsewhere } }));
}

function secretOf(
  uri: Uri,
  { name }: Bridge,
  { of, at }: Bridge['secrets'][number],
): readonly CarriedIdentity[] {
  if (isPlaceholder(at.text)) return [];
  const origin = originOfPiece(uri, at);
  const password = writtenPassword({
    broker: 'Mosquitto',
    user: `bridge ${name.text}`,
    alternative:
      'Keep it in a file of `include_dir` that is not committed, or log in with `bridge_certfile`.',
    origin,
  });
  return [{ ...password, key: `${password.key}/${of}`, name: of }];
}
