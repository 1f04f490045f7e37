import { isAbsolute, relative, sep } from 'node:path';
import { encodeSegment } from '../core/text/uri.js';

/** The URI of an absolute path, written as VS Code writes it, so that both name a file alike. */
export function fileUri(path: string): string {
  const segments = posix(path).split('/').filter(Boolean).map(encodeSegment);
  // VS Code writes drive letters small.
  const drive = segments[0];
  if (drive !== undefined && /^[a-z]%3A$/iu.test(drive)) {
    segments[0] = drive.toLowerCase().replace('%3a', '%3A');
  }
  return `file:///${segments.join('/')}`;
}

/** A path with `/`, on Windows too. */
export function posix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** The path of `path` below `folder` with `/`; empty for the folder itself, undefined when it lies elsewhere. */
export function below(folder: string, path: string): string | undefined {
  const inside = relative(folder, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : posix(inside);
}

/** How a person at `cwd` would write the path: relative when it lies below. */
export function shown(cwd: string, path: string): string {
  return below(cwd, path) ?? posix(path);
}
