/**
 * How the picture looks, wherever it is shown. Colours come from variables, so that an editor can give those of its theme;
 * dashes tell states apart without them, shapes and signs kinds.
 */
export const graphStyle = `
.reach { font: 12px system-ui, sans-serif; font-family: var(--reach-font, system-ui, sans-serif); }
.reach text { fill: var(--reach-text, #1f2328); }
.reach .node rect { fill: var(--reach-node, #f6f8fa); stroke: var(--reach-line, #59636e); stroke-width: 1.2; }
.reach .node .label { font-weight: 600; }
.reach .node .detail { font-size: 11px; fill: var(--reach-quiet, #59636e); }
.reach .node.unbounded rect { stroke: var(--reach-error, #b3261e); stroke-width: 3; }
.reach .node.broad rect { stroke: var(--reach-warning, #8a5300); stroke-width: 2.4; }
.reach .node.cluster rect { stroke-dasharray: 8 3; }
.reach .node.unknown rect, .reach .node.session.unknown rect { stroke-dasharray: 2 3; }
.reach .edge .line { fill: none; stroke-width: 1.6; }
.reach .edge.open .line { stroke: var(--reach-warning, #8a5300); stroke-width: 2; }
.reach .edge.gated .line { stroke: var(--reach-good, #1a6b35); stroke-dasharray: 12 4; }
.reach .edge.assumed .line { stroke: var(--reach-info, #0a58b5); stroke-dasharray: 5 4; }
.reach .edge.unknown .line { stroke: var(--reach-quiet, #59636e); stroke-dasharray: 1.5 4; stroke-linecap: round; }
.reach .head { fill: none; stroke-width: 1.4; }
.reach .head.open { fill: var(--reach-warning, #8a5300); }
.reach .head.gated { stroke: var(--reach-good, #1a6b35); }
.reach .head.assumed { stroke: var(--reach-info, #0a58b5); }
.reach .head.unknown { stroke: var(--reach-quiet, #59636e); }
.reach .ground { fill: var(--reach-ground, #ffffff); }
.reach .edge text { font-size: 10.5px; fill: var(--reach-quiet, #59636e); }
.reach .edge.open text, .reach .edge.open .ground { display: none; }
`;

/** The same colours for a dark page. */
export const graphDark = `
  --reach-text: #e6edf3;
  --reach-node: #161b22;
  --reach-line: #8b949e;
  --reach-quiet: #a5aeb8;
  --reach-ground: #0d1117;
  --reach-error: #ff7b72;
  --reach-warning: #e3b341;
  --reach-good: #56d364;
  --reach-info: #79c0ff;
`;
