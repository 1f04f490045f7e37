import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Shapes } from './shape.js';

const NOT_SHAPES: ReadonlySet<string> = new Set(['allShapes.ts', 'gravest.ts', 'shape.ts', 'workGrowth.ts']);

/** Every shape of this folder, by platform. */
export async function allShapes(): Promise<readonly (readonly [string, Shapes])[]> {
  const folder = new URL('./', import.meta.url);
  const found: (readonly [string, Shapes])[] = [];
  for (const file of readdirSync(fileURLToPath(folder)).sort()) {
    if (NOT_SHAPES.has(file)) continue;
    const module = (await import(new URL(file, folder).href)) as Readonly<Record<string, unknown>>;
    for (const [name, shapes] of Object.entries(module)) {
      if (/^[A-Z_]+$/u.test(name)) found.push([name.toLowerCase().replaceAll('_', '-'), shapes as Shapes]);
    }
  }
  return found;
}
