import { workOf } from '../work.js';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { LoweringTools } from '../../../server/src/core/model/loweringTools.js';
import { uriOf } from '../repository.js';
import type { Growing, Shapes } from './shape.js';

const ROOT = uriOf('').replace(/\/$/u, '');

/** Every shape of this folder, by platform. */
export async function allShapes(): Promise<readonly (readonly [string, Shapes])[]> {
  const folder = new URL('./', import.meta.url);
  const found: (readonly [string, Shapes])[] = [];
  for (const file of readdirSync(fileURLToPath(folder)).sort()) {
    if (file === 'shape.ts' || file === 'workGrowth.ts') continue;
    const module = (await import(new URL(file, folder).href)) as Readonly<Record<string, unknown>>;
    for (const [name, shapes] of Object.entries(module)) {
      if (/^[A-Z_]+$/u.test(name)) found.push([name.toLowerCase().replaceAll('_', '-'), shapes as Shapes]);
    }
  }
  return found;
}

/** How often blocks of code run until everything is known of a shape's files, for each size. */
export function workAt(files: Growing, sizes: readonly number[], tools: LoweringTools): readonly number[] {
  return sizes.map((size) => {
    const changes = [...files(size)].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text }));
    return workOf(() => {
      const host = new AnalysisHost({ tools });
      const snapshot = host.apply(changes);
      for (const { uri } of changes) {
        snapshot.findings(uri);
        snapshot.problems(uri);
      }
    });
  });
}
