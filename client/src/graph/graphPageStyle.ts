/** How the page of the graph looks: the theme's own colours, for the picture too. */
export const graphPageStyle = `
:root {
  --reach-font: var(--vscode-font-family);
  --reach-text: var(--vscode-editor-foreground);
  --reach-node: var(--vscode-editorWidget-background);
  --reach-line: var(--vscode-contrastBorder, var(--vscode-descriptionForeground));
  --reach-quiet: var(--vscode-foreground);
  --reach-ground: var(--vscode-editor-background);
  --reach-error: var(--vscode-editorError-foreground, var(--vscode-errorForeground));
  --reach-warning: var(--vscode-charts-orange, var(--vscode-editorWarning-foreground));
  --reach-good: var(--vscode-charts-green, var(--vscode-foreground));
  --reach-info: var(--vscode-charts-blue, var(--vscode-foreground));
}
body { margin: 0; padding: 0; color: var(--vscode-foreground); background: var(--vscode-editor-background); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
main { display: flex; flex-direction: column; height: 100vh; box-sizing: border-box; padding: 0 1rem 0.5rem; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
#filters, #tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.6rem; padding: 0.5rem 0 0; }
#status { margin-left: 0.4rem; }
input[type='search'], select {
  padding: 0.2rem 0.35rem;
  color: var(--vscode-input-foreground);
  background: var(--vscode-input-background);
  border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
  font: inherit;
}
select { color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background); max-width: 14rem; }
input[type='search'] { width: 15rem; }
input::placeholder { color: var(--vscode-input-placeholderForeground); opacity: 1; }
button {
  min-width: 1.8rem;
  padding: 0.2rem 0.6rem;
  color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
  background: var(--vscode-button-secondaryBackground, transparent);
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent));
  border-radius: 2px;
  font: inherit;
  cursor: pointer;
}
button[aria-pressed='true'] { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin: 0.5rem 0; padding: 0; list-style: none; }
#picture { flex: 1; min-height: 0; overflow: auto; border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)); }
#picture[hidden], #outline[hidden], #empty[hidden], #changed-row[hidden] { display: none; }
#picture svg { display: block; }
#here { min-height: 1.3em; margin: 0; padding: 0.3rem 0 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.reach .node { cursor: pointer; outline: none; }
.reach .node:focus-visible rect, .reach .node.selected rect { stroke: var(--vscode-focusBorder); stroke-width: 3.5; }
.reach.has-selection .edge:not(.near) { opacity: 0.35; }
.reach .edge.near .line { stroke-width: 3; }
.reach .edge.open.near text, .reach .edge.open.near .ground { display: inline; }
#outline { flex: 1; min-height: 0; overflow: auto; margin: 0; padding: 0.5rem 0 1rem; list-style: none; line-height: 1.5; }
#outline > li { padding: 0.4rem 0; border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)); }
#outline ul { margin: 0.2rem 0 0; padding-left: 1.6rem; }
#outline button[aria-current='true'] { outline: 2px solid var(--vscode-focusBorder); }
`;
