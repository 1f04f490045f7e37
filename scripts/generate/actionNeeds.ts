import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../steps/root.js';
import type { GeneratedFile } from './output.js';
import { banner } from './output.js';

const FOLDER = 'server/src/core/knowledge/actions/needs/';

interface OwnerFile {
  readonly owner: string;
  readonly actions: Readonly<Record<string, unknown>>;
}

/** All files of `needs/data` as one JSON text in a module: a string costs next to nothing until it is parsed. */
export function actionNeedsModule(): GeneratedFile {
  const actions = readdirSync(`${ROOT}${FOLDER}data`)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(`${ROOT}${FOLDER}data/${name}`, 'utf8')) as OwnerFile)
    .flatMap(({ owner, actions }) =>
      Object.entries(actions).map(([name, needs]): [string, unknown] => [`${owner}/${name}`, needs]),
    );
  const text = JSON.stringify(JSON.stringify(Object.fromEntries(actions)));
  return {
    path: `${FOLDER}needs.generated.ts`,
    content: `${banner('needs/data/*.json')}\nexport const ACTION_NEEDS = ${text};\n`,
  };
}
