import { writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { openRepository, uriOf } from '../support/repository.js';
import { ByteStream } from './byteStream.js';
import { findProgram, freePort, Sandbox } from './server.js';

/** Settings of a server, and an ACL file where they name one; `FOLDER` stands for that of the server. */
interface Case {
  readonly settings: string;
  readonly users?: string;
}

const CASES: readonly Case[] = [
  { settings: 'protected-mode no' },
  { settings: 'PROTECTED-MODE No' },
  { settings: 'protected-mode yes' },
  { settings: 'protected-mode yes\nbind 0.0.0.0' },
  { settings: 'protected-mode no\nbind 127.0.0.1' },
  { settings: 'protected-mode no\nbind * -::*' },
  { settings: 'protected-mode no\nrequirepass ""' },
  { settings: 'protected-mode no\nrequirepass secret' },
  { settings: 'protected-mode no\nuser app on >x ~app:* +@read' },
  { settings: 'protected-mode no\nrequirepass secret\nuser app on >x ~app:* +@read' },
  { settings: 'protected-mode yes\nuser default on nopass ~* &* +@all' },
  { settings: 'protected-mode no\nuser default off' },
  {
    settings: 'protected-mode no\naclfile FOLDER/users.acl\nrequirepass secret',
    users: 'user app on >x ~app:* +@read\n',
  },
  { settings: 'protected-mode no\naclfile FOLDER/users.acl', users: 'user default off\n' },
];

/** Who is let in without logging in: anybody, programs on the same machine, or nobody. */
type Admitted = 'anyone' | 'workload' | 'nobody';

/** Starts a server with each of the settings, and tries to come in without logging in, from the machine and from beside it. */
export async function settingsOfRedis(): Promise<{
  readonly tried: number;
  readonly complaints: readonly string[];
}> {
  const complaints: string[] = [];
  for (const given of CASES) {
    const real = await admits(given);
    const said = saidOf(given);
    if (real !== said) {
      complaints.push(`${JSON.stringify(given.settings)}: ${real}, and by TrustScope ${said}`);
    }
  }
  return { tried: CASES.length, complaints };
}

function saidOf({ settings, users }: Case): Admitted {
  // The last line makes the file one of Redis' whatever else stands in it.
  const files = new Map([['redis/redis.conf', `${settings}\nappendonly no\n`]]);
  if (users !== undefined) files.set('redis/users.acl', users);
  const { model } = openRepository(files);
  const actors = [...files.keys()]
    .flatMap((path) => model.scopesOf(uriOf(path)))
    .filter(({ facts }) => facts.label === 'default')
    .flatMap(({ initiators }) => initiators.map(({ actor }) => actor));
  return actors.includes('anyone') ? 'anyone' : actors.includes('workload') ? 'workload' : 'nobody';
}

async function admits({ settings, users }: Case): Promise<Admitted> {
  const sandbox = await Sandbox.open('redis-settings');
  try {
    const port = await freePort();
    const file = join(sandbox.folder, 'redis.conf');
    const lines = settings.replaceAll('FOLDER', sandbox.folder);
    await writeFile(file, `port ${port}\nsave ""\ndir ${sandbox.folder}\n${lines}\n`);
    if (users !== undefined) await writeFile(join(sandbox.folder, 'users.acl'), users);
    sandbox.start(findProgram('redis-server') ?? 'redis-server', [file]);
    await sandbox.ready(async () => {
      (await ByteStream.open(port)).close();
    }, 20);
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
    if (outside !== undefined && (await isServed(port, outside))) return 'anyone';
    return (await isServed(port)) ? 'workload' : 'nobody';
  } finally {
    await sandbox.close();
  }
}

/** Whether the server answers somebody who has not logged in. */
async function isServed(port: number, address?: string): Promise<boolean> {
  try {
    const stream = await ByteStream.open(port, address);
    stream.write('*1\r\n$6\r\nDBSIZE\r\n');
    const answer = await stream.line();
    stream.close();
    return answer.startsWith(':');
  } catch {
    return false;
  }
}
