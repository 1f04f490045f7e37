import type { Snapshot } from '../../analysis/snapshot.js';
import type { Uri } from '../../text/uri.js';
import type { Comparison } from '../change/comparison.js';
import { placeGraph } from '../graph/layout.js';
import { graphLegend } from '../graph/legend.js';
import { graphTitle, reachGraph } from '../graph/reachPicture.js';
import { graphSvg } from '../graph/svg.js';
import { folderName } from '../places.js';
import type { ReportOptions } from '../report.js';
import type { Selection } from '../selection.js';
import { select } from '../selection.js';
import { summarize, summaryLine } from '../summary.js';
import { markup, markupText } from './markup.js';
import { pageStyle } from './pageStyle.js';
import type { Section } from './sections.js';
import {
  assumedSection,
  changesSection,
  findingsSection,
  frameworksSection,
  sessionsSection,
  unknownSection,
} from './sections.js';

export interface HtmlOptions extends ReportOptions {
  /** What changed since another state, where that was asked for. */
  readonly comparison?: Comparison;
}

/**
 * The report as one page of HTML that loads nothing and runs nothing: summary, sessions, picture, changes, findings with
 * their controls, frameworks, what is not known, and what was taken from outside of the files.
 */
export function renderHtml(snapshot: Snapshot, root: Uri, options: HtmlOptions): string {
  const selection = select(snapshot, root, options);
  const { comparison } = options;
  const sections = [
    comparison === undefined ? undefined : changesSection(comparison),
    sessionsSection(selection),
    pictureSection(selection, root),
    findingsSection(selection),
    frameworksSection(selection),
    unknownSection(selection),
    assumedSection(selection),
  ].filter((section) => section !== undefined);
  const title = `Session trust scope of ${nameOf(root)}`;
  const style = pageStyle;
  const page = markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>STYLE</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${summaryLine(summarize(selection))}</p>
<p class="quiet">${`TrustScope ${options.version}`}</p>
<nav aria-label="Parts of the report"><ul>${sections.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
${sections.map(
  ({
    id,
    title: name,
    body,
  }) => markup`<section aria-labelledby="${id}"><h2 id="${id}">${name}</h2>${body}</section>
`,
)}
</main>
</body>
</html>
`;
  // The style is ours, and has signs that would be escaped.
  return `<!DOCTYPE html>\n${markupText(page).replace('<style>STYLE</style>', () => `<style>${style}</style>`)}`;
}

function pictureSection({ scopes }: Selection, root: Uri): Section | undefined {
  if (scopes.length === 0) return undefined;
  const graph = reachGraph(scopes, () => root);
  return {
    id: 'picture',
    title: 'Who reaches what',
    body: markup`${graphLegend()}<div class="picture wide">${graphSvg(placeGraph(graph), graphTitle(graph))}</div>`,
  };
}

function nameOf(root: Uri): string {
  const name = folderName(root).replace(/\/+$/u, '');
  return name.slice(name.lastIndexOf('/') + 1) || name;
}
