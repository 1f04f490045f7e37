import type { UnitFile } from '../../../compose/composer.js';
import type { SyntaxTree } from '../../../syntax/syntaxTree.js';
import type { ChartRelease } from './releases.js';
import type { ParsedTemplate, TemplateNode } from './template.js';
import { parseTemplate } from './template.js';
import type { Value, ValueMap } from './values.js';
import { isMap, mergedValues, UNKNOWN, valueOf } from './values.js';

/** The folder of the chart that a template belongs to; `undefined` for a file of none. */
export function chartFolder(path: string): string | undefined {
  const at = `/${path}`.lastIndexOf('/templates/');
  return at < 0 ? undefined : path.slice(0, Math.max(0, at - 1));
}

/** A path within a folder; of the workspace folder itself where that is empty. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Whether a file of the templates becomes a manifest: others are for notes, or define what these use. */
export function isManifest(path: string): boolean {
  return /(?:^|\/)[^_/][^/]*\.(?:ya?ml|json)$/iu.test(path);
}

/** The templates of a chart as they are read, by path. */
export interface ChartTemplates {
  readonly parsed: ReadonlyMap<string, ParsedTemplate>;
  readonly defines: ReadonlyMap<string, readonly TemplateNode[]>;
}

/** A parsed template is the same only as itself: it is parsed anew when its text changes. */
export class ParsedFile {
  readonly template: ParsedTemplate;

  constructor(text: string) {
    this.template = parseTemplate(text);
  }

  equals(other: unknown): boolean {
    return other === this;
  }
}

/** All templates together: of two definitions of one name the last counts. */
export function chartTemplates(files: readonly (readonly [string, ParsedTemplate])[]): ChartTemplates {
  const defines = new Map<string, readonly TemplateNode[]>();
  for (const [, { defines: own }] of files) for (const [name, body] of own) defines.set(name, body);
  return { parsed: new Map(files), defines };
}

function valuesIn(tree: SyntaxTree | undefined): Value {
  return valueOf(tree?.documents[0]);
}

/**
 * What templates see: https://helm.sh/docs/chart_template_guide/builtin_objects/
 *
 * @param read a file of the chart, by its path in it
 */
export function rootOf(
  path: string,
  template: string,
  release: ChartRelease | undefined,
  read: (path: string) => UnitFile | undefined,
): ValueMap {
  const chart = valuesIn(read('Chart.yaml')?.as('yaml'));
  const base = valuesIn(read('values.yaml')?.as('yaml'));
  const files = (release?.valueFiles ?? []).map((file) => valuesIn(read(file)?.as('yaml')));
  const values = [...files, ...(release?.values ?? [])].reduce<Value>(
    (merged, over) => (over === null ? merged : mergedValues(merged ?? new Map(), over)),
    isMap(base) ? base : new Map(),
  );
  return new Map<string, Value>([
    ['Values', values],
    [
      'Release',
      new Map<string, Value>([
        // The names that `helm template` gives where none are told.
        ['Name', release?.name ?? 'release-name'],
        ['Namespace', release?.namespace ?? 'default'],
        ['Service', 'Helm'],
        ['IsInstall', true],
        ['IsUpgrade', false],
        ['Revision', 1],
      ]),
    ],
    ['Chart', chartWords(chart)],
    [
      'Template',
      new Map([
        ['Name', template],
        ['BasePath', inFolder(path, 'templates')],
      ]),
    ],
    ['Capabilities', UNKNOWN],
    ['Files', UNKNOWN],
    ['Subcharts', UNKNOWN],
  ]);
}

/** Keys of `Chart.yaml` begin with a capital in templates. */
function chartWords(chart: Value): Value {
  if (!isMap(chart)) return new Map();
  return new Map([...chart].map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]));
}
