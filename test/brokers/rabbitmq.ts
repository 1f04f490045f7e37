import type { Answers, Matrix } from '../support/brokers/matrix.js';
import { matrixFile } from '../support/brokers/matrix.js';
import { rabbitPlace } from '../support/brokers/words.js';
import { AmqpConnection } from './amqp.js';
import type { Broker } from './broker.js';
import type { Ports } from './rabbitServer.js';
import { managementApi, startServer } from './rabbitServer.js';
import { settingsOfRabbit } from './rabbitSettings.js';
import { Sandbox } from './server.js';

/** Routing keys with which an exchange is tried; the default one with the names of the queues. */
const KEYS = ['order.new', 'bill.new'];

/** Types of the exchanges, which a declaration must repeat. */
const TYPES: Readonly<Record<string, string>> = { shop: 'topic' };

export const rabbitmq: Broker = {
  name: 'rabbitmq',
  programs: ['rabbitmq-server', 'epmd'],
  others: settingsOfRabbit,
  async run(matrix) {
    const sandbox = await Sandbox.open('rabbitmq');
    try {
      const ports = await startServer(
        sandbox,
        [`load_definitions = ${matrixFile('rabbitmq', matrix)}`],
        async (at) => {
          (await AmqpConnection.open(at.amqp, 'every', '/')).close();
          await managementApi(at, 'admin', 'GET', 'overview');
        },
      );
      return await askAll(ports, matrix);
    } finally {
      await sandbox.close();
    }
  },
};

async function askAll(ports: Ports, matrix: Matrix): Promise<ReadonlyMap<string, Answers>> {
  const answers = new Map<string, Answers>();
  for (const { user } of matrix.users) {
    const found = {
      consume: [] as string[],
      publish: [] as string[],
      administer: [] as string[],
      loops: [] as string[],
    };
    for (const vhost of ['/', 'billing']) {
      const ids = matrix.destinations.filter((id) => rabbitPlace(id).vhost === vhost);
      await askHost(ports, { user, vhost }, ids, found);
    }
    answers.set(user, {
      consume: found.consume.sort(),
      publish: found.publish.sort(),
      administer: found.administer.sort(),
      loops: found.loops.sort(),
      broker: await administers(ports, user),
    });
  }
  return answers;
}

interface Found {
  readonly consume: string[];
  readonly publish: string[];
  readonly administer: string[];
  readonly loops: string[];
}

async function askHost(
  { amqp }: Ports,
  { user, vhost }: { readonly user: string; readonly vhost: string },
  ids: readonly string[],
  found: Found,
): Promise<void> {
  let connection: AmqpConnection;
  try {
    connection = await AmqpConnection.open(amqp, user, vhost);
  } catch {
    return;
  }
  const queues = ids.filter((id) => rabbitPlace(id).kind === 'queue');
  const exchanges = ids.filter((id) => rabbitPlace(id).kind === 'exchange');
  const cleaner = await AmqpConnection.open(amqp, vhost === '/' ? 'every' : 'biller', vhost);
  for (const id of queues) await cleaner.purge(rabbitPlace(id).name);
  cleaner.close();

  for (const id of exchanges) {
    const { name } = rabbitPlace(id);
    const isDefault = name === 'amq.default';
    const keys = isDefault ? queues.map((queue) => rabbitPlace(queue).name) : KEYS;
    const exchange = isDefault ? '' : name;
    let mayPublish = false;
    for (const key of keys) mayPublish = (await connection.publish(exchange, key, user)) || mayPublish;
    if (mayPublish) found.publish.push(id);
    const type = TYPES[name] ?? 'fanout';
    if (!name.startsWith('amq.') && (await connection.declareExchange(name, type))) found.administer.push(id);
  }
  for (const id of queues) {
    const { name } = rabbitPlace(id);
    const message = await connection.get(name);
    if (message !== undefined) found.consume.push(id);
    if (message === user) found.loops.push(id);
    if (await connection.declareQueue(name)) found.administer.push(id);
  }
  connection.close();
}

/** Whether the management API lets the user make users, or policies. */
async function administers(ports: Ports, user: string): Promise<boolean> {
  const makesUsers = await managementApi(ports, user, 'PUT', 'users/made', { password: 'made', tags: '' });
  const makesPolicies = await managementApi(ports, user, 'PUT', 'policies/%2F/made', {
    pattern: '^made$',
    definition: { 'max-length': 10 },
  });
  return makesUsers || makesPolicies;
}
