import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts } from '../../server/src/core/patterns/destinations.js';
import { openRepository, uriOf } from '../support/repository.js';
import { NatsClient } from './natsClient.js';
import { findProgram, freePort, Sandbox } from './server.js';

/** Configurations with a user `app`, whose password is its name. */
const SETTINGS: readonly string[] = [
  'authorization { users: [ { user: app, password: app } ] }',
  'authorization { default_permissions { publish: "public.>" }, users: [ { user: app, password: app } ] }',
  'authorization { default_permission { publish: "public.>" }, users: [ { user: app, password: app } ] }',
  'authorization {\n permissions {\n  publish: "public.>"\n }\n users: [ { user: app, password: app } ]\n}',
  'authorization { user: app, password: app }',
  'authorization { user: app, password: app, default_permissions { publish: "public.>" } }',
  'authorization {\n user: app\n password: app\n permissions {\n  publish: "public.>"\n }\n}',
  'authorization { users: [ { user: app, password: app, permission: { publish: "public.>" } } ] }',
  'authorization { users: [ { user: app, password: app, permissions: { publish: { deny: "public.>" } } } ] }',
  'AUTHORIZATION { USERS: [ { USER: app, Password: app, PERMISSIONS: { Publish: "other.>" } } ] }',
];
/** Configurations by which a server asks for a credential, or takes whoever shows none. */
const ASKING: readonly string[] = [
  'server_name: a',
  'server_name: a\nauthorization { user: app, password: app }',
  'server_name: a\naccounts { A { users: [ { user: app, password: app } ] } }',
  'server_name: a\naccounts { $SYS { users: [ { user: app, password: app } ] } }',
  'server_name: a\nsystem_account: S\naccounts { S { users: [ { user: app, password: app } ] } }',
  'server_name: a\nsystem_account: S\naccounts { S { users: [ { user: s, password: s } ] }, A { users: [ { user: app, password: app } ] } }',
];
const SUBJECTS = ['public.news', 'other.news'];

/** Starts a server with each of the configurations, and tries to publish as the user. */
export async function settingsOfNats(): Promise<{
  readonly tried: number;
  readonly complaints: readonly string[];
}> {
  const complaints: string[] = [];
  for (const settings of SETTINGS) {
    const real = await published(settings);
    const said = saidOf(settings);
    if (real.join() !== said.join()) {
      complaints.push(`${settings}: may publish to ${real.join()}, and by TrustScope to ${said.join()}`);
    }
  }
  for (const settings of ASKING) {
    const real = await takesNameless(settings);
    if (real !== saysNameless(settings)) {
      complaints.push(`${settings}: ${real ? 'takes' : 'refuses'} who shows nothing`);
    }
  }
  return { tried: SETTINGS.length + ASKING.length, complaints };
}

function saysNameless(settings: string): boolean {
  const path = 'nats/nats.conf';
  const scopes = openRepository(new Map([[path, settings]])).model.scopesOf(uriOf(path));
  return scopes.some(({ facts }) => facts.localId === 'user:anonymous');
}

async function takesNameless(settings: string): Promise<boolean> {
  return served(settings, async (port) => {
    try {
      (await NatsClient.login(port)).close();
      return true;
    } catch (error) {
      if (error instanceof Error && error.message.includes('Authorization Violation')) return false;
      throw error;
    }
  });
}

function saidOf(settings: string): readonly string[] {
  const path = 'nats/nats.conf';
  const grants = openRepository(new Map([[path, settings]]))
    .model.scopesOf(uriOf(path))
    .flatMap((scope) => scope.grants)
    .filter(({ flows }) => flows?.includes('publish') === true);
  return SUBJECTS.filter((subject) =>
    grants.some(({ destination }) => destination !== undefined && accepts(destination, subject) === true),
  );
}

async function published(settings: string): Promise<readonly string[]> {
  return served(settings, async (port) => {
    const client = await NatsClient.login(port, 'app');
    const allowed: string[] = [];
    for (const subject of SUBJECTS) if (await client.publish(subject)) allowed.push(subject);
    client.close();
    return allowed;
  });
}

/** What there is to see while a server runs with the configuration. */
async function served<T>(settings: string, look: (port: number) => Promise<T>): Promise<T> {
  const sandbox = await Sandbox.open('nats-settings');
  try {
    const port = await freePort();
    const file = join(sandbox.folder, 'nats.conf');
    await writeFile(file, settings);
    sandbox.start(findProgram('nats-server') ?? 'nats-server', [
      ...['--config', file, '--addr', '127.0.0.1', '--port', String(port)],
    ]);
    await sandbox.ready(async () => {
      (await NatsClient.login(port, 'app')).close();
    }, 10);
    return await look(port);
  } finally {
    await sandbox.close();
  }
}
