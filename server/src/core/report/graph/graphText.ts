import { markup, markupText } from '../html/markup.js';
import type { EdgeState, NodeKind, ReachGraph } from './graph.js';
import type { GraphFormat } from './graphFormats.js';
import { graphDark, graphStyle } from './graphStyle.js';
import { placeGraph } from './layout.js';
import { graphTitle } from './reachPicture.js';
import { graphSvg } from './svg.js';

/** The graph in one of the formats, as a file of its own. */
export function graphText(graph: ReachGraph, format: GraphFormat): string {
  switch (format) {
    case 'svg':
      return svgFile(graph);
    case 'dot':
      return dotText(graph);
    case 'mermaid':
      return mermaidText(graph);
  }
}

/** A picture with its style, right in light and dark. */
function svgFile(graph: ReachGraph): string {
  const style = `${graphStyle}@media (prefers-color-scheme: dark) { .reach { ${graphDark} background: #0d1117; } }`;
  const svg = markupText(graphSvg(placeGraph(graph), graphTitle(graph)));
  const styled = svg.replace('<defs>', () => `<style>${style.replaceAll('<', '')}</style><defs>`);
  return `${styled}\n`;
}

const DOT_STYLES: Readonly<Record<EdgeState, string>> = {
  open: 'style=solid',
  gated: 'style=dashed, arrowhead=vee',
  assumed: 'style=dashed, arrowhead=empty',
  unknown: 'style=dotted, arrowhead=odot',
};

const DOT_SHAPES: Readonly<Record<NodeKind, string>> = {
  starter: 'cds',
  cluster: 'folder',
  session: 'box',
  identity: 'hexagon',
  system: 'box3d',
  unknown: 'plaintext',
};

/** For Graphviz. https://graphviz.org/doc/info/lang.html: in a quoted string only the quote and the backslash mean something. */
function dotText({ nodes, edges }: ReachGraph): string {
  const names = new Map(nodes.map(({ id }, at) => [id, `n${String(at)}`]));
  const lines = [
    ...nodes.map(
      ({ id, kind, label, detail }) =>
        `  ${names.get(id) ?? ''} [shape=${DOT_SHAPES[kind]}, label=${dotQuoted(`${label}\n${detail}`)}];`,
    ),
    ...edges.map(
      ({ from, to, state, label }) =>
        `  ${names.get(from) ?? ''} -> ${names.get(to) ?? ''} [${DOT_STYLES[state]}, label=${dotQuoted(label)}];`,
    ),
  ];
  return `digraph reach {\n  rankdir=LR;\n  node [fontname="sans-serif"];\n${lines.join('\n')}\n}\n`;
}

function dotQuoted(text: string): string {
  const safe = visibleWords(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${safe}"`;
}

/** A name goes through the same as on a page, without the escapes of HTML. */
function visibleWords(text: string): string {
  return markupText(markup`${text}`)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

const MERMAID_EDGES: Readonly<Record<EdgeState, string>> = {
  open: '==>',
  gated: '-->',
  assumed: '-.->',
  unknown: '-.-o',
};

/** For Mermaid, which GitHub draws in Markdown. Every sign that could mean something is written as its number. */
function mermaidText({ nodes, edges }: ReachGraph): string {
  const names = new Map(nodes.map(({ id }, at) => [id, `n${String(at)}`]));
  const lines = [
    ...nodes.map(({ id, kind, label, detail }) => {
      const [open, close] =
        kind === 'system' ? ['[[', ']]'] : kind === 'identity' ? ['{{', '}}'] : ['(', ')'];
      return `  ${names.get(id) ?? ''}${open}"${mermaidQuoted(label)}<br>${mermaidQuoted(detail)}"${close}`;
    }),
    ...edges.map(({ from, to, state, label }) => {
      const words = label === '' ? '' : `|"${mermaidQuoted(label)}"|`;
      return `  ${names.get(from) ?? ''} ${MERMAID_EDGES[state]}${words} ${names.get(to) ?? ''}`;
    }),
  ];
  return `flowchart LR\n${lines.join('\n')}\n`;
}

/** https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
function mermaidQuoted(text: string): string {
  return visibleWords(text)
    .replace(/\s+/gu, ' ')
    .replace(/[^\p{L}\p{N} .,:/@_-]/gu, (sign) => `#${String(sign.codePointAt(0) ?? 0)};`);
}
