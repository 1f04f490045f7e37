import type { Composing, UnitFacts } from '../../compose/composer.js';
import { lower } from './lower.js';

/** What a workflow says together with the files of the repository that its jobs run. */
export function compose(path: string, composing: Composing): UnitFacts {
  const file = composing.file(path);
  if (file === undefined) return { files: new Map() };
  const root = path.slice(0, path.lastIndexOf('.github/'));
  const { uri, platform, ...part } = lower(file.uri, file.tree, {
    ...composing.tools(path),
    memo: composing.memo,
    fileText: (name) => composing.file(`${root}${name}`)?.text,
  });
  return platform === 'github-actions' ? { files: new Map([[uri, part]]) } : { files: new Map() };
}
