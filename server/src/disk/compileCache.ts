/*
 * The build puts this before everything else in each program: most of the time of a start goes into compiling our own code, and Node 22.1 and later
 * can keep what came out of it. https://nodejs.org/docs/latest-v22.x/api/module.html#module-compile-cache
 */
import nodeModule from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The folder of the user for what can be made again, with our own in it; none where it is not known. Not the system's
 * folder for temporary files: what lies there may have been put there by somebody else, and is run.
 *
 * @param home the user's folder, where there is one
 */
export function compileCacheFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string | undefined {
  const [named, usual] =
    platform === 'win32'
      ? [env['LOCALAPPDATA'], undefined]
      : platform === 'darwin'
        ? [undefined, join(home, 'Library', 'Caches')]
        : [env['XDG_CACHE_HOME'], join(home, '.cache')];
  // As the specification has it, a relative path is passed by. https://specifications.freedesktop.org/basedir/latest/
  const folder = named !== undefined && isAbsolute(named) ? named : isAbsolute(home) ? usual : undefined;
  return folder === undefined ? undefined : join(folder, 'trustscope', 'compiled');
}

function enable(): void {
  // The types are those of the oldest version of Node that is supported, which has no such function.
  const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: (folder: string) => unknown };
  if (enableCompileCache === undefined) return;
  try {
    const folder = compileCacheFolder(process.platform, process.env, homedir());
    if (folder !== undefined) enableCompileCache(folder);
  } catch {
    // Without a folder of the user it takes a moment longer.
  }
}

enable();
