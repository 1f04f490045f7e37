import type { Answers, Matrix } from '../support/brokers/matrix.js';
import { matrixFile } from '../support/brokers/matrix.js';
import type { Broker } from './broker.js';
import { NatsClient } from './natsClient.js';
import { settingsOfNats } from './natsSettings.js';
import { findProgram, freePort, Sandbox } from './server.js';

/** Queue groups in which a subject is subscribed to beside the plain subscription. */
const GROUPS = ['', 'workers', 'v1.eu', 'other'];

export const nats: Broker = {
  name: 'nats',
  programs: ['nats-server'],
  others: settingsOfNats,
  async run(matrix) {
    const sandbox = await Sandbox.open('nats');
    try {
      const port = await freePort();
      const file = matrixFile('nats', matrix);
      sandbox.start(findProgram('nats-server') ?? 'nats-server', [
        ...['--config', file, '--addr', '127.0.0.1', '--port', String(port), '--store_dir', sandbox.folder],
      ]);
      await sandbox.ready(async () => {
        (await NatsClient.login(port, 'every')).close();
      }, 20);
      return await askAll(port, matrix);
    } finally {
      await sandbox.close();
    }
  },
};

async function askAll(port: number, matrix: Matrix): Promise<ReadonlyMap<string, Answers>> {
  const answers = new Map<string, Answers>();
  for (const { user } of matrix.users) {
    const client = await NatsClient.login(port, user.split('/')[1] ?? user);
    const consume: string[] = [];
    const publish: string[] = [];
    for (const subject of matrix.destinations) {
      for (const group of GROUPS) {
        if (!(await client.subscribe(subject, group))) continue;
        if (!consume.includes(subject)) consume.push(subject);
      }
      if (await client.publish(subject)) publish.push(subject);
    }
    // What it published itself comes in before the answer to the next ping, under whatever name.
    const loops = matrix.destinations.filter((subject) => client.received.has(subject));
    answers.set(user, {
      consume: consume.sort(),
      publish: publish.sort(),
      administer: [],
      loops: loops.sort(),
      broker: await administers(port, user, client),
    });
    client.close();
  }
  return answers;
}

/** In the system account, whether it may ask servers; elsewhere, whether its request to delete a stream is answered. */
async function administers(port: number, user: string, client: NatsClient): Promise<boolean> {
  if (user.startsWith('SYS/')) return client.publish('$SYS.REQ.SERVER.PING.CONNZ');
  const maker = await NatsClient.login(port, 'every');
  const stream = JSON.stringify({ name: 'PROBE', subjects: ['probe'] });
  await maker.subscribe('answers.*', '');
  await maker.publish('$JS.API.STREAM.CREATE.PROBE', stream, 'answers.made');
  if ((await maker.next('answers.made')) === '') throw new Error('no stream could be made');
  const asked = await client.publish('$JS.API.STREAM.DELETE.PROBE', '', 'answers.deleted');
  const answer = asked ? await maker.next('answers.deleted') : '';
  maker.close();
  return answer.includes('"success":true');
}
