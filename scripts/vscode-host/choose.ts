/**
 * Which VS Code runs the suite. The desktop build is what most people use, so it comes first where it can be had
 * and shown; the browser host serves every other machine. The choice is printed.
 */
import { existsSync } from 'node:fs';
import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { ROOT } from '../steps/root.js';
import { vscodeVersion } from './version.js';
import { ensureBrowserHost } from './setup.js';

export interface ChosenHost {
  readonly kind: 'desktop' | 'browser';
  readonly executable: string;
}

const cachePath = join(ROOT, '.vscode-test');
/** An offline machine must not wait for a host that never answers. */
const probeTimeout = 3000;

/**
 * `TRUSTSCOPE_VSCODE` names an executable, or says `browser` or `desktop`; else a desktop build in `.vscode-test/`,
 * else a download of one, else the browser host.
 */
export async function chooseHost(): Promise<ChosenHost> {
  const asked = process.env['TRUSTSCOPE_VSCODE'] ?? '';
  if (asked === 'browser') return browserHost('as TRUSTSCOPE_VSCODE says');
  if (asked !== '' && asked !== 'desktop') {
    if (!existsSync(asked)) throw new Error(`TRUSTSCOPE_VSCODE names ${asked}, which does not exist.`);
    return chosen('desktop', asked, 'named in TRUSTSCOPE_VSCODE');
  }
  if (asked !== 'desktop' && !hasDisplay()) return browserHost('there is no display for the desktop build');
  if (await desktopIsHere()) return desktop('found in .vscode-test');
  if (asked === 'desktop' || (await downloadHostAnswers())) return desktop('downloaded');
  return browserHost('the desktop build cannot be downloaded here');
}

async function browserHost(why: string): Promise<ChosenHost> {
  await ensureBrowserHost();
  const executable = fileURLToPath(new URL('vscode-browser.mjs', import.meta.url));
  // Not every way of copying a project keeps the mode of a file.
  await chmod(executable, 0o755);
  return chosen('browser', executable, why);
}

/** Does not touch the network when the version is in `.vscode-test/` already. */
async function desktop(why: string): Promise<ChosenHost> {
  const executable = await downloadAndUnzipVSCode({ version: vscodeVersion, cachePath });
  return chosen('desktop', executable, why);
}

function chosen(kind: ChosenHost['kind'], executable: string, why: string): ChosenHost {
  console.log(`VS Code ${vscodeVersion}, ${kind} host (${why})`);
  return { kind, executable };
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

async function desktopIsHere(): Promise<boolean> {
  const entries = existsSync(cachePath) ? await readdir(cachePath) : [];
  return entries.some(
    (entry) =>
      entry.startsWith('vscode-') &&
      entry.endsWith(`-${vscodeVersion}`) &&
      existsSync(join(cachePath, entry, 'is-complete')),
  );
}

async function downloadHostAnswers(): Promise<boolean> {
  const address = 'https://update.code.visualstudio.com/api/releases/stable';
  try {
    return (await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeout) })).ok;
  } catch {
    return false;
  }
}
