import { escapeHtml } from './escapeHtml.js';

/** Turns the target of a link into what the page may follow, or `undefined` to leave the words without a link. */
export type ResolveLink = (target: string) => string | undefined;

/** The next thing in a line that is more than a letter; the order is that of precedence. */
const token = new RegExp(
  [
    String.raw`\\(?<escaped>[!-\/:-@\[-\x60{-~])`,
    String.raw`(?<!\x60)(?<fence>\x60+)(?!\x60)(?<code>[^]+?)(?<!\x60)\k<fence>(?!\x60)`,
    String.raw`<br\s*/?>(?<break>)`,
    String.raw`\[(?<label>(?:\\.|[^\]\\])*)\]\((?<target>[^()\s]*)(?: +"(?<title>[^"]*)")?\)`,
    String.raw`<(?<auto>https?://[^\s<>]+)>`,
    String.raw`\*\*(?<strong>\S(?:[^]*?\S)?)\*\*`,
    String.raw`(?<!\w)_(?<underlined>\S(?:[^_]*?\S)?)_(?!\w)`,
    String.raw`\*(?<emphasis>[^\s*](?:[^*]*?[^\s*])?)\*`,
    String.raw`&(?<entity>nbsp|amp|lt|gt|quot|middot);`,
  ].join('|'),
  'gu',
);

/** The Markdown within a line: code, strong, emphasis, links, breaks. All else is text, HTML included. */
export function renderInline(text: string, resolveLink: ResolveLink): string {
  let html = '';
  let end = 0;
  for (const match of text.matchAll(token)) {
    html += escapeHtml(text.slice(end, match.index)) + renderToken(match.groups ?? {}, resolveLink);
    end = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(end));
}

function renderToken(groups: Readonly<Record<string, string | undefined>>, resolveLink: ResolveLink): string {
  const { escaped, code, label, target, title, auto, strong, underlined, emphasis, entity } = groups;
  if (escaped !== undefined) return escapeHtml(escaped);
  if (code !== undefined) return `<code>${escapeHtml(codeText(code))}</code>`;
  if (label !== undefined) {
    return renderLink(renderInline(label, resolveLink), { target, title }, resolveLink);
  }
  if (auto !== undefined) return renderLink(escapeHtml(auto), { target: auto }, resolveLink);
  if (strong !== undefined) return `<strong>${renderInline(strong, resolveLink)}</strong>`;
  const slanted = underlined ?? emphasis;
  if (slanted !== undefined) return `<em>${renderInline(slanted, resolveLink)}</em>`;
  return entity === undefined ? '<br>' : `&${entity};`;
}

/** One space on each side only keeps a backtick of the text away from the fence. */
function codeText(code: string): string {
  return /^ .*\S.* $/su.test(code) ? code.slice(1, -1) : code;
}

interface Link {
  readonly target?: string | undefined;
  /** Shows where the pointer rests on it. */
  readonly title?: string | undefined;
}

function renderLink(label: string, { target = '', title }: Link, resolveLink: ResolveLink): string {
  const href = resolveLink(target);
  const tip = title === undefined ? '' : ` title="${escapeHtml(title)}"`;
  return href === undefined ? label : `<a href="${escapeHtml(href)}"${tip}>${label}</a>`;
}
