import type { Uri } from '../text/uri.js';
import { encodeSegment } from '../text/uri.js';

/** What a unit or a part of one goes by among those of all workspace folders. */
export function keyOf(platform: string, root: Uri, name: string): string {
  return `${platform}\n${root}\n${name}`;
}

/** The first parts of a key; the last one may hold anything. */
export function splitKey(key: string, parts: number): readonly string[] {
  const pieces = key.split('\n');
  return [...pieces.slice(0, parts - 1), pieces.slice(parts - 1).join('\n')];
}

/** The file at a path below the workspace folder; nothing that leads out of it, or to what is no file of its own. */
export function uriBelow(root: Uri, path: string): Uri | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  if (parts.includes('.git')) return undefined;
  return [root, ...parts.map(encodeSegment)].join('/');
}
