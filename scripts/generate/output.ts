import { readFile, writeFile } from 'node:fs/promises';
import * as prettier from 'prettier';
import { ROOT } from '../steps/root.js';

/** A file whose whole content is derived from others. */
export interface GeneratedFile {
  /** Path below the project's root, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** Put at the top of generated source, so that nobody mends the copy instead of the original. */
export function banner(source: string): string {
  return `// Generated from ${source} by \`npm run generate\`. Do not edit.\n`;
}

/** Formats as the rest of the project is formatted, so that the format check has nothing to say about it. */
export async function formatted({ path, content }: GeneratedFile): Promise<GeneratedFile> {
  const options = await prettier.resolveConfig(ROOT + path);
  return { path, content: await prettier.format(content, { ...options, filepath: ROOT + path }) };
}

/** Whether the file on disk differs from what it should be. */
export async function isStale({ path, content }: GeneratedFile): Promise<boolean> {
  const current = await readFile(ROOT + path, 'utf8').catch(() => undefined);
  return current !== content;
}

/** Writes the file. */
export async function write({ path, content }: GeneratedFile): Promise<void> {
  await writeFile(ROOT + path, content);
}
