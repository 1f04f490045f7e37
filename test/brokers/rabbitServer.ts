import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, freePort } from './server.js';
import type { Sandbox } from './server.js';

/** Where a started broker listens. */
export interface Ports {
  readonly amqp: number;
  readonly management: number;
}

/** https://www.rabbitmq.com/docs/configure#supported-environment-variables */
export async function startServer(
  sandbox: Sandbox,
  lines: readonly string[],
  attempt: (ports: Ports) => Promise<void>,
): Promise<Ports> {
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
      'disk_free_limit.absolute = 1MB',
      ...lines,
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
  await sandbox.ready(() => attempt(ports), 120);
  return ports;
}

/** What Debian puts in the path changes the user and the folder first. */
function innerServer(): string {
  const inner = '/usr/lib/rabbitmq/bin/rabbitmq-server';
  return existsSync(inner) ? inner : (findProgram('rabbitmq-server') ?? inner);
}

/** Whether the management API takes a request of a user, whose password is its name. */
export async function managementApi(
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
