import { platformFor } from '../../server/src/core/platforms/index.js';

/** The id of the platform that reads a file of this path and content. */
export function readBy(path: string, text: string): string | undefined {
  return platformFor({ uri: `file:///repository/${path}`, path, text })?.id;
}
