import { escapeHtml } from '../markdown/escapeHtml.js';
import { randomNonce } from '../views/randomNonce.js';
import { graphPageStyle } from './graphPageStyle.js';

/**
 * The page of the graph. It holds nothing from any file: that comes in messages, and is put into it as text or as a picture
 * in which all text is escaped. The one script is our own, and nothing is loaded from elsewhere.
 *
 * @param script the address of the script, as the webview gives it
 * @param drawing how the picture's classes look
 */
export function graphPage(script: string, drawing: string): string {
  const nonce = randomNonce();
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Reach graph</title>
<style nonce="${nonce}">${drawing}${graphPageStyle}</style>
</head>
<body>
<main>
<h1>Reach graph</h1>
<form id="filters" aria-label="Filters">
<label for="search">Search</label><input id="search" type="search" placeholder="session, identity, system">
<label for="system">System</label><select id="system"><option value="">All systems</option></select>
<label for="access">Access</label><select id="access"><option value="">Any</option><option value="write">Write or more</option><option value="admin">Admin</option></select>
<label><input id="only-open" type="checkbox"> Only what no proved gate stops</label>
<label id="changed-row" hidden><input id="only-changed" type="checkbox"> Only changed</label>
</form>
<div id="tools" role="toolbar" aria-label="View">
<button id="narrower" type="button" aria-label="Zoom out">−</button>
<button id="wider" type="button" aria-label="Zoom in">+</button>
<button id="fit" type="button">Fit</button>
<button id="as-list" type="button" aria-pressed="false">As a list</button>
<span id="status" role="status"></span>
</div>
<div id="legend"></div>
<p id="empty" hidden>No session fits these filters.</p>
<div id="picture" role="region" aria-label="Picture; arrow keys go along the lines, Enter opens the file" tabindex="0"></div>
<p id="here"></p>
<ul id="outline" aria-label="Sessions and what they lead to" hidden></ul>
</main>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}
