import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Texts that the command line prints but does not hold as code. */
export interface Assets {
  readonly version: string;
  /** Documentation of rules in Markdown, by id. */
  readonly rulePages: Readonly<Record<string, string>>;
  /** JSON Schemas by name, as they stand in `schemas/`. */
  readonly schemas: Readonly<Record<string, string>>;
}

/** Put in place by `scripts/build.ts`: the bundle stands alone. */
declare const TRUSTSCOPE_ASSETS: Assets | undefined;

let fromSources: Assets | undefined;

/** The assets: built into the bundle, or read from the source tree when run from there. */
export function assets(): Assets {
  if (typeof TRUSTSCOPE_ASSETS !== 'undefined') return TRUSTSCOPE_ASSETS;
  return (fromSources ??= readAssets(fileURLToPath(new URL('../../../', import.meta.url))));
}

/** Reads the assets of the source tree at `root`. */
export function readAssets(root: string): Assets {
  const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
  return {
    version: manifest.version,
    rulePages: readTexts(`${root}/docs/rules`, '.md'),
    schemas: readTexts(`${root}/schemas`, '.schema.json'),
  };
}

function readTexts(folder: string, ending: string): Record<string, string> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort();
  return Object.fromEntries(
    names.map((name) => [name.slice(0, -ending.length), readFileSync(`${folder}/${name}`, 'utf8')]),
  );
}
