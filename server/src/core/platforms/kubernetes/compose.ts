import type { Composing, UnitFacts, UnitFile, UnitPart } from '../../compose/composer.js';
import { parse } from '../../syntax/parse.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import type { ChartTemplates } from './helm/chart.js';
import { chartFolder, chartTemplates, inFolder, isManifest, ParsedFile, rootOf } from './helm/chart.js';
import { inNamespace } from './helm/namespaced.js';
import { RenderedPlaces } from './helm/places.js';
import type { ChartRelease } from './helm/releases.js';
import { mayRelease, releasesIn } from './helm/releases.js';
import { Renderer } from './helm/render.js';
import { valuesPart } from './helm/valuesFile.js';
import { lowerManifest } from './lower.js';
import { Reading } from './reading.js';
import { isSkipped, isTemplate, mayBeValues } from './select.js';

const CHART = 'chart ';
const RELEASE = 'release ';
const PARSED = 'parsed ';
const VALUES = 'values ';

/** The units that begin at a file: the chart of a template, the charts that an object installs, a file of values. */
export function beginnings(file: UnitFile): readonly string[] {
  const { path, text } = file;
  const folder = chartFolder(path);
  if (folder !== undefined && isManifest(path) && isTemplate(path, text)) return [`${CHART}${folder}`];
  if (mayBeValues(path, text) && !isTemplate(path, text)) return [`${VALUES}${path}`];
  return mayRelease(text) ? releasesOf(file).map((_, index) => `${RELEASE}${path}\n${String(index)}`) : [];
}

/** The folders of the charts that a file installs. */
export function releasedCharts(file: UnitFile): readonly string[] {
  return mayRelease(file.text) && chartFolder(file.path) === undefined
    ? releasesOf(file).map(({ chart }) => chart)
    : [];
}

function releasesOf({ tree }: UnitFile): readonly ChartRelease[] {
  return releasesIn(tree, textOfValues);
}

function textOfValues(text: string): SyntaxNode | undefined {
  return parse(text, 'yaml').documents[0];
}

/** A template as it is read. */
export function part(key: string, composing: Composing): unknown {
  return new ParsedFile(composing.file(key.slice(PARSED.length))?.text ?? '');
}

/** What a chart says in its templates. */
export function compose(unit: string, composing: Composing): UnitFacts {
  if (unit.startsWith(CHART)) {
    const folder = unit.slice(CHART.length);
    return composing.namedBy(folder).length > 0 ? NOTHING : rendered(folder, undefined, composing);
  }
  if (unit.startsWith(VALUES)) return valuesFacts(unit.slice(VALUES.length), composing);
  const [path = '', index = ''] = unit.slice(RELEASE.length).split('\n');
  const file = composing.file(path);
  const release = file === undefined ? undefined : releasesOf(file)[Number(index)];
  return release === undefined ? NOTHING : rendered(release.chart, release, composing);
}

const NOTHING: UnitFacts = { files: new Map() };

/** Values of a chart that is here show in what its templates render to, but for those of charts that it rests on. */
function valuesFacts(path: string, composing: Composing): UnitFacts {
  const file = composing.file(path);
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  if (file === undefined) return NOTHING;
  const chart = composing.file(inFolder(folder, 'Chart.yaml'))?.tree.documents[0];
  const isHere = (name: string): boolean =>
    composing.folder(inFolder(folder, `charts/${name}`)).some((each) => each.endsWith('/Chart.yaml'));
  const part = valuesPart(file, new Reading(file.uri, file.tree), chart, isHere);
  return chart !== undefined && part.sessions.length === 0 ? NOTHING : { files: new Map([[file.uri, part]]) };
}

/** Definitions of custom resources fill whole files and say nothing of who may do what. */
const LONG_DEFINITION = 100_000;

function rendered(folder: string, release: ChartRelease | undefined, composing: Composing): UnitFacts {
  const chart = composing.file(inFolder(folder, 'Chart.yaml'));
  if (chart === undefined) return NOTHING;
  const read = (path: string): UnitFile | undefined => composing.file(inFolder(folder, path));
  // Globs of a folder whose name has signs of globs in it.
  const prefix = inFolder(folder, 'templates/').replace(/[\\*?[\]{}()!+@|]/gu, '\\$&');
  const paths = composing.matching(`${prefix}**`);
  const templates = chartTemplates(
    paths.map((path) => [path, (composing.part(`${PARSED}${path}`) as ParsedFile).template] as const),
  );
  return {
    files: new Map(
      paths.filter(isManifest).flatMap((path) => {
        const file = composing.file(path);
        if (file === undefined || !isTemplate(path, file.text)) return [];
        return [[file.uri, partOf(file, { folder, release, templates, read })] as const];
      }),
    ),
  };
}

interface Around {
  readonly folder: string;
  readonly release: ChartRelease | undefined;
  readonly templates: ChartTemplates;
  readonly read: (path: string) => UnitFile | undefined;
}

/** What one template renders to, as facts that stand in the template. */
function partOf(file: UnitFile, { folder, release, templates, read }: Around): UnitPart {
  const title = baseName(file.uri);
  const empty: UnitPart = { title, complete: true, problems: [], sessions: [], definitions: [], notes: [] };
  const [root] = file.as('text').documents;
  const template = templates.parsed.get(file.path);
  const isDefinition = file.text.length > LONG_DEFINITION && isSkipped(file.text);
  if (root === undefined || template === undefined || isDefinition) return empty;
  const renderer = new Renderer(templates.defines, (path) => read(path)?.text);
  const pieces = renderer.render(template, rootOf(folder, file.path, release, read));
  const places = new RenderedPlaces(pieces, root.range);
  const tree = parse(places.text, 'yaml', { merge: true, skip: isSkipped });
  const placed = release?.namespace === undefined ? tree : inNamespace(tree, release.namespace);
  const facts: UnitPart = lowerManifest(file.uri, placed);
  return {
    ...places.moved(facts),
    title,
    complete: tree.complete && template.complete && !renderer.isOpen,
    // What an API server would refuse may come of values that nobody installs it with.
    problems: [],
  };
}
