import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answers, Matrix } from '../support/brokers/matrix.js';
import { matrixFile } from '../support/brokers/matrix.js';
import { rabbitPlace } from '../support/brokers/words.js';
import { AmqpConnection } from './amqp.js';
import type { Broker } from './broker.js';
import { findProgram, freePort, Sandbox } from './server.js';

/** Routing keys with which an exchange is tried; the default one with the names of the queues. */
const KEYS = ['order.new', 'bill.new'];

/** Types of the exchanges, which a declaration must repeat. */
const TYPES: Readonly<Record<string, string>> = { shop: 'topic' };

interface Ports {
  readonly amqp: number;
  readonly management: number;
}

export const rabbitmq: Broker = {
  name: 'rabbitmq',
  programs: ['rabbitmq-server', 'epmd'],
  async run(matrix) {
    const sandbox = await Sandbox.open('rabbitmq');
    try {
      const ports = await startServer(sandbox, matrix);
      return await askAll(ports, matrix);
    } finally {
      await sandbox.close();
    }
  },
};

/** https://www.rabbitmq.com/docs/configure#supported-environment-variables */
async function startServer(sandbox: Sandbox, matrix: Matrix): Promise<Ports> {
  const ports = { amqp: await freePort(), management: await freePort() };
  const epmd = String(await freePort());
  const { folder } = sandbox;
  const plugins = join(folder, 'plugins');
  const settings = join(folder, 'rabbitmq.conf');
  await writeFile(plugins, '[rabbitmq_management].\n');
  await writeFile(
    settings,
    [
      `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
      'management.tcp.ip = 127.0.0.1',
      `management.tcp.port = ${ports.management}`,
      `load_definitions = ${matrixFile('rabbitmq', matrix)}`,
      'disk_free_limit.absolute = 1MB',
    ].join('\n'),
  );
  const env = {
    HOME: folder,
    ERL_EPMD_PORT: epmd,
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: 'trustscope@localhost',
    RABBITMQ_DIST_PORT: String(await freePort()),
    RABBITMQ_BASE: folder,
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_GENERATED_CONFIG_DIR: join(folder, 'generated'),
    RABBITMQ_FEATURE_FLAGS_FILE: join(folder, 'flags'),
    RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
    RABBITMQ_CONFIG_FILE: settings,
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'none.config'),
  };
  // The server would leave this behind if it had to start it itself.
  sandbox.start(findProgram('epmd') ?? 'epmd', ['-port', epmd, '-address', '127.0.0.1'], env);
  sandbox.start(innerServer(), [], env);
  await sandbox.ready(async () => {
    (await AmqpConnection.open(ports.amqp, 'every', '/')).close();
    await managementApi(ports, 'admin', 'GET', 'overview');
  }, 120);
  return ports;
}

/** What Debian puts in the path changes the user and the folder first. */
function innerServer(): string {
  const inner = '/usr/lib/rabbitmq/bin/rabbitmq-server';
  return existsSync(inner) ? inner : (findProgram('rabbitmq-server') ?? inner);
}

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

async function managementApi(
  { management }: Ports,
  user: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${management}/api/${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await response.arrayBuffer();
  return response.ok;
}
