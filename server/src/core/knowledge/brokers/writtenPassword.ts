import type { CarriedIdentity } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';

/** A password of a broker's user that stands in a file in clear text. */
interface WrittenPassword {
  readonly broker: 'Mosquitto' | 'NATS' | 'RabbitMQ' | 'Redis';
  readonly user: string;
  /** How else the file could say it, as a sentence. */
  readonly alternative: string;
  readonly origin: Origin;
}

/** The password as what its user's session holds: whoever reads the file can log in with it. */
export function writtenPassword({ broker, user, alternative, origin }: WrittenPassword): CarriedIdentity {
  return {
    key: `${broker.toLowerCase()}:password/${user}`,
    kind: 'static-credential',
    name: `password of ${user}`,
    system: { kind: 'queue', name: broker },
    credential: 'password',
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until it is changed', origin },
    alternative,
    writtenOut: true,
    visibleTo: 'session',
    gates: [],
    sensitivity: [],
    origin,
    uses: [],
  };
}
