import { randomNonce } from './randomNonce.js';
import type { SessionCardResult } from '../../../server/src/protocol.js';
import { escapeHtml } from '../markdown/escapeHtml.js';
import { renderMarkdown } from '../markdown/renderMarkdown.js';
import { locationLink, resolveCardLink } from './cardLinks.js';
import { cardStyle } from './cardStyle.js';

/** The page of one card: words and links, no scripts, no images, nothing from outside. */
export function cardPage(card: SessionCardResult, uri: string): string {
  const nonce = randomNonce();
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(card.title)}</title>
<style nonce="${nonce}">${cardStyle}</style>
</head>
<body>
<main>
${renderMarkdown(card.markdown, resolveCardLink)}
<nav><a href="${escapeHtml(locationLink(uri, card.range.start))}">Go to the session in its file</a></nav>
</main>
</body>
</html>`;
}
