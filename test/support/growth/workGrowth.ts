import { workOf } from '../work.js';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { LoweringTools } from '../../../server/src/core/model/loweringTools.js';
import { uriOf } from '../repository.js';
import type { Growing } from './shape.js';

const ROOT = uriOf('').replace(/\/$/u, '');

/** How often blocks of code run until everything is known of a shape's files, their fixes as well, for each size. */
export function workAt(files: Growing, sizes: readonly number[], tools: LoweringTools): readonly number[] {
  return sizes.map((size) => {
    const changes = [...files(size)].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text }));
    return workOf(() => {
      const host = new AnalysisHost({ tools });
      const snapshot = host.apply(changes);
      for (const { uri } of changes) {
        for (const finding of snapshot.findings(uri)) snapshot.fixes(finding);
        snapshot.problems(uri);
      }
    });
  });
}

/** The same for the fixes alone, once all findings are known. */
export function fixesWorkAt(
  files: Growing,
  sizes: readonly number[],
  tools: LoweringTools,
): readonly number[] {
  return sizes.map((size) => {
    const changes = [...files(size)].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text }));
    const snapshot = new AnalysisHost({ tools }).apply(changes);
    const findings = changes.flatMap(({ uri }) => snapshot.findings(uri));
    return workOf(() => {
      for (const finding of findings) snapshot.fixes(finding);
    });
  });
}
