import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRepository, uriOf } from '../support/repository.js';
import { ByteStream } from './byteStream.js';
import { findProgram, freePort, Sandbox } from './server.js';

/** Settings with `PORT` for the port; a broker that refuses them lets nobody in. */
const SETTINGS: readonly string[] = [
  'listener PORT\n',
  'listener PORT\nallow_anonymous true\n',
  'listener PORT\nallow_anonymous false\n',
  'listener PORT\nallow_anonymous true\nallow_anonymous false\n',
  'listener PORT 127.0.0.1\n',
  'allow_anonymous true\nlistener PORT\n',
  'port PORT\n',
  'port PORT\nallow_anonymous true\n',
  'per_listener_settings true\nlistener PORT\nallow_anonymous true\n',
  'per_listener_settings true\nallow_anonymous true\nlistener PORT\n',
  'per_listener_settings true\nlistener PORT\nallow_anonymous false\n',
  '#allow_anonymous false\nlistener PORT\nallow_anonymous true\n',
  ' allow_anonymous true\nlistener PORT\n',
  'listener PORT\nallow_anonymous 1\n',
  'listener PORT\nallow_anonymous yes\n',
  'listener PORT\nallow_anonymous TRUE\n',
];

/** Starts a broker with each of the settings, and tries to come in without a name. */
export async function settingsOfMosquitto(): Promise<{
  readonly tried: number;
  readonly complaints: readonly string[];
}> {
  const complaints: string[] = [];
  for (const settings of SETTINGS) {
    const real = await admits(settings);
    const said = saidOf(settings);
    if (real !== said) {
      complaints.push(
        `${JSON.stringify(settings)}: without a name one is ${real ? '' : 'not '}let in, but TrustScope says otherwise`,
      );
    }
  }
  return { tried: SETTINGS.length, complaints };
}

function saidOf(settings: string): boolean {
  const path = 'mosquitto/mosquitto.conf';
  // The last line makes the file one of Mosquitto's whatever else stands in it.
  const text = `${settings.replace('PORT', '1883')}persistence_location /data/\n`;
  const facts = openRepository(new Map([[path, text]])).file(uriOf(path))?.facts;
  if (facts?.broker?.kind !== 'mosquitto-settings') throw new Error('the settings are not read');
  return facts.broker.listeners.some(({ admitsNameless }) => admitsNameless.value);
}

async function admits(settings: string): Promise<boolean> {
  const sandbox = await Sandbox.open('mosquitto-settings');
  try {
    const port = await freePort();
    const file = join(sandbox.folder, 'mosquitto.conf');
    await writeFile(file, `user root\n${settings.replace('PORT', String(port))}`);
    sandbox.start(findProgram('mosquitto') ?? 'mosquitto', ['-c', file]);
    try {
      await sandbox.ready(async () => {
        (await ByteStream.open(port)).close();
      }, 5);
    } catch {
      return false;
    }
    return await publishes(port);
  } finally {
    await sandbox.close();
  }
}

function publishes(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      findProgram('mosquitto_pub') ?? 'mosquitto_pub',
      ['-h', '127.0.0.1', '-p', String(port), '-t', 'probe', '-m', 'x', '-q', '1'],
      { timeout: 10_000, stdio: 'ignore' },
    );
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code === 0);
    });
  });
}
