/**
 * How the card looks. Colours are the theme's own, so that it reads in light, dark and high contrast; in high contrast
 * the lines between the rows come from `contrastBorder`, which other themes do not set.
 */
export const cardStyle = `
body {
  padding: 0 1.75rem 2rem;
  color: var(--vscode-foreground);
  background: var(--vscode-editor-background);
  font-family: var(--vscode-font-family);
  font-size: var(--vscode-font-size);
  line-height: 1.55;
}
main { max-width: 46rem; overflow-wrap: anywhere; }
main > p:first-child { margin: 1.25rem 0 1rem; font-size: 1.45em; line-height: 1.3; }
main > p:first-child strong { font-weight: 600; }
main > p:first-child code { padding: 0; color: inherit; background: none; outline: none !important; }
h1, h2, h3, h4 { margin: 1.6em 0 0.5em; font-weight: 600; line-height: 1.3; }
table { width: 100%; margin: 1rem 0; border-collapse: collapse; }
tr { border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)); }
tr:last-child { border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)); }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; text-align: left; vertical-align: top; }
th[scope='row'] {
  width: 9.5rem;
  color: var(--vscode-descriptionForeground);
  font-weight: normal;
  overflow-wrap: normal;
}
code {
  padding: 0.1em 0.3em;
  border-radius: 3px;
  color: var(--vscode-textPreformat-foreground);
  background: var(--vscode-textPreformat-background, transparent);
  font-family: var(--vscode-editor-font-family);
  font-size: 0.95em;
}
pre { padding: 0.75rem 1rem; overflow-x: auto; background: var(--vscode-textCodeBlock-background); }
pre code { padding: 0; color: inherit; background: none; }
hr { border: 0; border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent)); }
a { color: var(--vscode-textLink-foreground); text-decoration: none; }
a:hover { color: var(--vscode-textLink-activeForeground); text-decoration: underline; }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
nav { margin-top: 1.75rem; }
.vscode-high-contrast a, .vscode-high-contrast-light a { text-decoration: underline; }
.vscode-high-contrast code, .vscode-high-contrast-light code { outline: 1px solid var(--vscode-contrastBorder); }
@media (max-width: 30rem) {
  body { padding: 0 1rem 1.5rem; }
  tbody, tr, th[scope='row'], td { display: block; width: auto; }
  th[scope='row'] { padding-bottom: 0; }
  th[scope='row'] + td { padding-top: 0.1rem; }
}
`;
