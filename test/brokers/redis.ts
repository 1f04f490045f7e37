import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answers, Matrix } from '../support/brokers/matrix.js';
import { matrixFile } from '../support/brokers/matrix.js';
import type { Broker } from './broker.js';
import { ByteStream } from './byteStream.js';
import { settingsOfRedis } from './redisSettings.js';
import { findProgram, freePort, Sandbox } from './server.js';

/** Attempts per kind of destination; one that is not refused for lack of a right counts. */
const ATTEMPTS = {
  key: {
    consume: [
      ['LPOP', 'KEY'],
      ['RPOP', 'KEY'],
      ['LRANGE', 'KEY', '0', '1'],
      ['XRANGE', 'KEY', '-', '+'],
      ['XREAD', 'STREAMS', 'KEY', '0'],
      ['XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 'KEY', '>'],
    ],
    publish: [
      ['LPUSH', 'KEY', 'x'],
      ['RPUSH', 'KEY', 'x'],
      ['XADD', 'KEY', '*', 'f', 'v'],
    ],
  },
  channel: {
    consume: [['SUBSCRIBE', 'KEY']],
    publish: [['PUBLISH', 'KEY', 'x']],
  },
} as const;

/** Commands that take the server over, as the server is asked whether a user may call them; none is called. */
const TAKEOVER = [
  ['CONFIG', 'SET', 'maxmemory', '1'],
  ['ACL', 'SETUSER', 'x'],
  ['ACL', 'DELUSER', 'x'],
  ['ACL', 'LOAD'],
  ['MODULE', 'LOAD', 'x'],
  ['REPLICAOF', 'NO', 'ONE'],
  ['DEBUG', 'SLEEP', '0'],
  ['SHUTDOWN'],
  ['FLUSHALL'],
  ['SYNC'],
];

export const redis: Broker = {
  name: 'redis',
  programs: ['redis-server'],
  run: (matrix) =>
    withServer(async (folder) => {
      const acl = join(folder, 'users.acl');
      await copyFile(matrixFile('redis', matrix), acl);
      return `aclfile ${acl}\n`;
    }, matrix),
};

/** The same users, written in the configuration of the server itself. */
export const redisConfiguration: Broker = {
  ...redis,
  variant: 'users in redis.conf',
  others: settingsOfRedis,
  path: 'redis/redis.conf',
  run: (matrix) => withServer(() => readFile(matrixFile('redis', matrix), 'utf8'), matrix),
};

/** Starts a server with these lines among its settings, and asks it. */
async function withServer(
  users: (folder: string) => Promise<string>,
  matrix: Matrix,
): Promise<ReadonlyMap<string, Answers>> {
  const sandbox = await Sandbox.open('redis');
  try {
    const port = await freePort();
    const settings = join(sandbox.folder, 'redis.conf');
    const lines = `port ${port}\nbind 127.0.0.1\nsave ""\ndir ${sandbox.folder}\n`;
    await writeFile(settings, lines + (await users(sandbox.folder)));
    sandbox.start(findProgram('redis-server') ?? 'redis-server', [settings]);
    await sandbox.ready(async () => {
      (await login(port, 'root')).close();
    }, 20);
    return await askAll(port, matrix);
  } finally {
    await sandbox.close();
  }
}

async function askAll(port: number, matrix: Matrix): Promise<ReadonlyMap<string, Answers>> {
  const root = await login(port, 'root');
  const answers = new Map<string, Answers>();
  for (const { user } of matrix.users) {
    const may = async (flow: 'consume' | 'publish'): Promise<readonly string[]> => {
      const allowed: string[] = [];
      for (const id of matrix.destinations) {
        if (await mayAny(port, user, id, flow)) allowed.push(id);
        await command(root, ['FLUSHALL']);
      }
      return allowed.sort();
    };
    const consume = await may('consume');
    const publish = await may('publish');
    const canLogIn = (await tries(port, user, ['PING'])) !== 'no login';
    let broker = false;
    for (const words of TAKEOVER) {
      const answer = await command(root, ['ACL', 'DRYRUN', user, ...words]);
      if (canLogIn && answer === '+OK') broker = true;
    }
    const loops = consume.filter((id) => publish.includes(id));
    answers.set(user, { consume, publish, administer: [], loops, broker });
  }
  root.close();
  return answers;
}

async function mayAny(port: number, user: string, id: string, flow: 'consume' | 'publish'): Promise<boolean> {
  const [kind = 'key', name = ''] = id.split(' ');
  for (const words of ATTEMPTS[kind as keyof typeof ATTEMPTS][flow]) {
    const filled = words.map((word) => (word === 'KEY' ? name : word));
    if ((await tries(port, user, filled)) === 'allowed') return true;
  }
  return false;
}

/** Whether the user may: an error about the value itself, such as its type, comes only after the rights were checked. */
async function tries(
  port: number,
  user: string,
  words: readonly string[],
): Promise<'allowed' | 'refused' | 'no login'> {
  let stream: ByteStream;
  try {
    stream = await login(port, user);
  } catch {
    return 'no login';
  }
  const answer = await command(stream, words);
  stream.close();
  return answer.startsWith('-NOPERM') ? 'refused' : 'allowed';
}

async function login(port: number, user: string): Promise<ByteStream> {
  const stream = await ByteStream.open(port);
  const answer = await command(stream, ['AUTH', user, user]);
  if (answer === '+OK') return stream;
  stream.close();
  throw new Error(answer);
}

/** Sends a command and reads the first line of the answer, which says whether it was refused. */
async function command(stream: ByteStream, words: readonly string[]): Promise<string> {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  stream.write(`*${words.length}\r\n${parts.join('')}`);
  const first = await stream.line();
  // `ACL DRYRUN` explains a refusal in a text of its own.
  if (!/^\$\d/u.test(first)) return first;
  return (await stream.bytes(Number(first.slice(1)) + 2)).toString().trimEnd();
}
