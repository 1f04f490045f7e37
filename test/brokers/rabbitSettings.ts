import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRepository, uriOf } from '../support/repository.js';
import type { Ports } from './rabbitServer.js';
import { managementApi, startServer } from './rabbitServer.js';
import { Sandbox } from './server.js';

interface Case {
  /** Lines of `rabbitmq.conf`; `FOLDER` stands for that of the broker. */
  readonly lines: readonly string[];
  /** Who can ask the management API, with its name as password. */
  readonly asks: string;
}

const CASES: readonly Case[] = [
  { lines: ['default_user = app', 'default_pass = app'], asks: 'app' },
  {
    lines: [
      "default_user = 'app'",
      'default_pass = app # the password',
      'default_vhost = shop',
      'default_permissions.configure = ^$',
      'default_permissions.read = ^orders$',
      // Where the two differ, 4.0 takes them for each other.
      'default_permissions.write = ^orders$',
      'default_user_tags.administrator = true',
      'default_user_tags.monitoring = false',
    ],
    asks: 'app',
  },
  {
    lines: ['default_user = app', 'default_pass = app', 'load_definitions = FOLDER/definitions.json'],
    asks: 'admin',
  },
];

/** Users with their tags, and permissions, as one line each. */
type Answer = readonly string[];

/** Starts a broker with each of the settings, and asks who its users are and what they may do. */
export async function settingsOfRabbit(): Promise<{
  readonly tried: number;
  readonly complaints: readonly string[];
}> {
  const complaints: string[] = [];
  for (const given of CASES) {
    const real = await askedFor(given);
    const said = saidOf(given);
    if (real.join('; ') !== said.join('; ')) {
      complaints.push(`${given.lines.join(', ')}: ${real.join('; ')}, and by TrustScope ${said.join('; ')}`);
    }
  }
  return { tried: CASES.length, complaints };
}

function saidOf({ lines, asks }: Case): Answer {
  const path = 'rabbitmq/rabbitmq.conf';
  const scopes = openRepository(new Map([[path, lines.join('\n')]])).model.scopesOf(uriOf(path));
  const lineOf = (label: string, vhost: string, actions: readonly string[]): string =>
    [label, vhost, ...actions.filter((action) => !action.endsWith('^$'))].join(' ');
  const own = scopes.map(({ facts, grants }) =>
    lineOf(facts.label, facts.subject['vhost'] ?? '', grants.map(({ action }) => action).sort()),
  );
  // Who asks where definitions are imported stands in them.
  return asks === 'app' ? own : [...own, ADMIN];
}

const ADMIN = 'admin / configure .* read .* tag administrator write .*';

async function askedFor({ lines, asks }: Case): Promise<Answer> {
  const sandbox = await Sandbox.open('rabbitmq-settings');
  try {
    await writeFile(join(sandbox.folder, 'definitions.json'), JSON.stringify(DEFINITIONS));
    const ports = await startServer(
      sandbox,
      lines.map((line) => line.replace('FOLDER', sandbox.folder)),
      async (at) => {
        if (!(await managementApi(at, asks, 'GET', 'overview'))) throw new Error('not yet');
      },
    );
    return await usersOf(ports, asks);
  } finally {
    await sandbox.close();
  }
}

const DEFINITIONS = {
  vhosts: [{ name: '/' }],
  users: [{ name: 'admin', password: 'admin', tags: ['administrator'] }],
  permissions: [{ user: 'admin', vhost: '/', configure: '.*', write: '.*', read: '.*' }],
};

async function usersOf(ports: Ports, asks: string): Promise<Answer> {
  const users = await read<{ name: string; tags: string[] }>(ports, asks, 'users');
  const permissions = await read<Record<string, string>>(ports, asks, 'permissions');
  return users.flatMap(({ name, tags }) =>
    permissions
      .filter(({ user }) => user === name)
      .map((permission) => {
        const rights = ['configure', 'read', 'write'].flatMap((key) =>
          permission[key] === '^$' ? [] : [`${key} ${permission[key] ?? ''}`],
        );
        const all = [...rights, ...tags.map((tag) => `tag ${tag}`)].sort();
        return [name, permission['vhost'], ...all].join(' ');
      }),
  );
}

async function read<T>({ management }: Ports, user: string, path: string): Promise<readonly T[]> {
  const response = await fetch(`http://127.0.0.1:${management}/api/${path}`, {
    headers: { authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}` },
  });
  return (await response.json()) as T[];
}
