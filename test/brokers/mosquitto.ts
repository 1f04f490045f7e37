import { spawn } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answers, Matrix } from '../support/brokers/matrix.js';
import { matrixFile } from '../support/brokers/matrix.js';
import { mosquittoTopic } from '../support/brokers/words.js';
import type { Broker } from './broker.js';
import { ByteStream } from './byteStream.js';
import { settingsOfMosquitto } from './mosquittoSettings.js';
import { findProgram, freePort, Sandbox } from './server.js';

/** How long a subscriber listens, in seconds: all users at once, while everything is published once. */
const LISTENING = 6;

/** A second listener without access control, over which messages come in that others are to receive. */
interface Ports {
  readonly limited: number;
  readonly open: number;
}

export const mosquitto: Broker = {
  name: 'mosquitto',
  programs: ['mosquitto', 'mosquitto_pub', 'mosquitto_sub'],
  others: settingsOfMosquitto,
  async run(matrix) {
    const sandbox = await Sandbox.open('mosquitto');
    try {
      const ports = { limited: await freePort(), open: await freePort() };
      const acl = join(sandbox.folder, 'aclfile');
      await copyFile(matrixFile('mosquitto', matrix), acl);
      const settings = join(sandbox.folder, 'mosquitto.conf');
      const listener = (port: number): string => `listener ${port} 127.0.0.1\nallow_anonymous true\n`;
      await writeFile(
        settings,
        `per_listener_settings true\nsys_interval 1\nuser root\n${listener(ports.limited)}acl_file ${acl}\n${listener(ports.open)}`,
      );
      sandbox.start(findProgram('mosquitto') ?? 'mosquitto', ['-c', settings]);
      await sandbox.ready(async () => {
        for (const port of Object.values(ports)) (await ByteStream.open(port)).close();
      }, 20);
      return await askAll(ports, matrix);
    } finally {
      await sandbox.close();
    }
  },
};

async function askAll(ports: Ports, matrix: Matrix): Promise<ReadonlyMap<string, Answers>> {
  const topicsOf = (user: string): readonly string[] =>
    matrix.destinations.map((id) => mosquittoTopic(id, user));
  const listening = matrix.users.map(async ({ user }) => {
    const topics = topicsOf(user).flatMap((topic) => ['-t', topic]);
    const { output } = await client('mosquitto_sub', ports.limited, user, [
      ...['-F', '%t', '-W', String(LISTENING), ...topics],
    ]);
    return [user, new Set(output.split('\n'))] as const;
  });
  await sleep(1_500);
  const all = [...new Set(matrix.users.flatMap(({ user }) => topicsOf(user)))];
  await inTurn(all, (topic) =>
    client('mosquitto_pub', ports.open, undefined, ['-t', topic, '-m', 'x', '-q', '1']),
  );
  const received = new Map(await Promise.all(listening));

  const answers = new Map<string, Answers>();
  await inTurn(matrix.users, async ({ user }) => {
    const publish: string[] = [];
    // One after the other: a client that comes with the name of another one takes its place.
    for (const id of matrix.destinations) {
      if (await mayPublish(ports, user, mosquittoTopic(id, user))) publish.push(id);
    }
    const consume = matrix.destinations.filter(
      (id) => received.get(user)?.has(mosquittoTopic(id, user)) === true,
    );
    answers.set(user, {
      consume: [...consume].sort(),
      publish: publish.sort(),
      administer: [],
      loops: consume.filter((id) => publish.includes(id)).sort(),
      broker: publish.some((id) => id.startsWith('$CONTROL/')),
    });
  });
  return answers;
}

/** MQTT 5 answers a message of quality 1 with the reason why it was not taken. */
async function mayPublish({ limited }: Ports, user: string, topic: string): Promise<boolean> {
  const { output } = await client('mosquitto_pub', limited, user, [
    ...['-V', '5', '-q', '1', '-t', topic, '-m', 'x', '-d'],
  ]);
  return !/not authori[sz]ed|RC:135/iu.test(output);
}

/** A few at a time: each is a process. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < items.length; at += 4) await Promise.all(items.slice(at, at + 4).map(work));
}

/** Runs one client; as nobody in particular when no user is given. */
function client(
  program: string,
  port: number,
  user: string | undefined,
  args: readonly string[],
): Promise<{ readonly output: string }> {
  const login = user === undefined || user === '' ? [] : ['-u', user, '-P', user];
  const identifier = user === undefined ? [] : ['-i', user === '' ? 'nameless' : user];
  return new Promise((resolve, reject) => {
    const child = spawn(
      findProgram(program) ?? program,
      ['-h', '127.0.0.1', '-p', String(port), ...login, ...identifier, ...args],
      { timeout: 15_000 },
    );
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', () => {
      resolve({ output });
    });
  });
}
