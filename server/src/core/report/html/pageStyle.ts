import { graphDark, graphStyle } from '../graph/graphStyle.js';

/** How the report looks, on a light and a dark screen and on paper. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --quiet: #59636e; --ground: #ffffff; --line: #d1d9e0; --link: #0a58b5; --band: #f6f8fa;
  --error: #b3261e; --warning: #8a5300; --good: #1a6b35;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --quiet: #a5aeb8; --ground: #0d1117; --line: #3d444d; --link: #79c0ff; --band: #161b22;
    --error: #ff7b72; --warning: #e3b341; --good: #56d364;
    ${graphDark}
  }
}
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--ground); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem; }
h1 { margin: 0 0 0.2rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2.4rem 0 0.6rem; padding-top: 0.4rem; border-top: 1px solid var(--line); font-size: 1.2rem; }
h3 { margin: 1.4rem 0 0.4rem; font-size: 1rem; }
p { margin: 0.4rem 0; }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; padding: 0; list-style: none; }
.quiet { color: var(--quiet); }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; }
th, td { padding: 0.4rem 0.7rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
/* What is first in a row is a word or two, which are not to be broken. */
td:first-child, th:first-child { overflow-wrap: normal; }
td:nth-child(2) { min-width: 11rem; }
thead th { border-bottom-width: 2px; white-space: nowrap; }
code { padding: 0.05em 0.3em; border-radius: 3px; background: var(--band); font: 0.92em ui-monospace, monospace; }
span.unbounded, span.error { color: var(--error); font-weight: 600; }
span.broad, span.warning { color: var(--warning); font-weight: 600; }
span.narrow { color: var(--good); }
.controls { margin: 0.3rem 0 0; padding-left: 1.1rem; font-size: 0.88rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; padding: 0; list-style: none; }
.picture svg { max-width: 100%; height: auto; }
@media print {
  :root { --text: #000; --quiet: #444; --ground: #fff; --line: #999; --link: #000; --band: #fff; }
  main { max-width: none; padding: 0; }
  body { font-size: 10.5pt; }
  nav { display: none; }
  h2, h3, tr { break-inside: avoid; break-after: avoid-page; }
  .picture { break-before: page; }
}
${graphStyle}
`;
