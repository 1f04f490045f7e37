/**
 * `npm run test:brokers`: starts each broker that is installed on the loopback interface, loads the file of its matrix
 * (test/fixtures/brokers), tries as each user to consume from, publish to and administer each destination, and holds
 * that against the matrix, which was written from the documentation, and against what TrustScope says of the file. A
 * broker that is not installed is passed over; with `CI=true` it is a failure. Names limit it: `npm run test:brokers nats`.
 */
import { writeCounts } from '../../scripts/steps/results.js';
import type { Answers, MatrixUser } from '../support/brokers/matrix.js';
import { expected, readMatrix } from '../support/brokers/matrix.js';
import { saidOf } from '../support/brokers/said.js';
import { BROKERS } from '../support/brokers/words.js';
import type { Broker } from './broker.js';
import { mosquitto } from './mosquitto.js';
import { nats } from './nats.js';
import { rabbitmq } from './rabbitmq.js';
import { redis, redisConfiguration } from './redis.js';
import { findProgram } from './server.js';

const ALL: readonly Broker[] = [rabbitmq, nats, mosquitto, redis, redisConfiguration];
const MUST_BE_THERE = process.env['CI'] === 'true';

/** What no run takes, in milliseconds; what hangs then ends, with the brokers that it started. */
const LONGEST = 10 * 60_000;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
setTimeout(() => {
  console.log('The brokers take too long.');
  process.exit(1);
}, LONGEST).unref();

let passed = 0;
let failed = 0;

const named = process.argv.slice(2);
for (const broker of ALL) {
  if (named.length > 0 && !named.includes(broker.name)) continue;
  await tryBroker(broker);
}
await writeCounts('brokers', { passed, failed });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function tryBroker(broker: Broker): Promise<void> {
  const missing = broker.programs.filter((program) => findProgram(program) === undefined);
  if (missing.length > 0) {
    console.log(`${broker.name}: not tried, as ${missing.join(', ')} is not installed`);
    if (MUST_BE_THERE) failed += 1;
    return;
  }
  const matrix = readMatrix(broker.name);
  const words = BROKERS[broker.name];
  const said = saidOf(broker.path === undefined ? words : { ...words, path: broker.path }, matrix);
  const name = broker.variant === undefined ? broker.name : `${broker.name}, ${broker.variant}`;
  const started = performance.now();
  let real: ReadonlyMap<string, Answers>;
  try {
    real = await broker.run(matrix);
  } catch (error) {
    console.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    failed += 1;
    return;
  }
  const complaints = matrix.users.flatMap((user) =>
    complaintsOf(user, real.get(user.user), said.users.get(user.user)),
  );
  for (const complaint of complaints) console.log(`${name}: ${complaint}`);
  const wrong = new Set(complaints.map((complaint) => complaint.split(':')[0])).size;
  passed += matrix.users.length - wrong;
  failed += wrong;
  const seconds = Math.round((performance.now() - started) / 1000);
  const asked = matrix.users.length * matrix.destinations.length;
  console.log(
    `${name}: ${matrix.users.length - wrong} of ${matrix.users.length} users as TrustScope says (${asked} pairs of user and destination, ${seconds} s)`,
  );
  await askOthers(broker, name);
}

async function askOthers({ others }: Broker, name: string): Promise<void> {
  if (others === undefined) return;
  const { tried, complaints } = await others();
  for (const complaint of complaints) console.log(`${name}: ${complaint}`);
  passed += tried - complaints.length;
  failed += complaints.length;
  console.log(`${name}: ${tried - complaints.length} of ${tried} settings as TrustScope says`);
}

function complaintsOf(
  { user, ...rest }: MatrixUser,
  real: Answers | undefined,
  said: Answers | undefined,
): readonly string[] {
  if (real === undefined || said === undefined) return [`${user}: not asked`];
  const documented = expected({ user, ...rest });
  return (Object.keys(real) as (keyof Answers)[]).flatMap((key) => {
    const broker = JSON.stringify(real[key]);
    return [
      ...(JSON.stringify(documented[key]) === broker
        ? []
        : [
            `${user}: ${key} of the broker ${broker}, of its documentation ${JSON.stringify(documented[key])}`,
          ]),
      ...(JSON.stringify(said[key]) === broker
        ? []
        : [`${user}: ${key} of the broker ${broker}, of TrustScope ${JSON.stringify(said[key])}`]),
    ];
  });
}
