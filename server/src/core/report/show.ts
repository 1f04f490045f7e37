import type { Snapshot } from '../analysis/snapshot.js';
import { sessionCard } from '../ide/sessionCard.js';
import type { TrustScope } from '../model/trustScope.js';
import { code, markdownText, paragraphs } from '../text/markdown.js';
import type { Uri } from '../text/uri.js';
import { comparePlaces, Places } from './places.js';
import { reportFinding } from './reportFinding.js';
import { reportSession } from './reportSession.js';
import { select } from './selection.js';
import { shownJson } from './shownJson.js';

/** What somebody asks to be shown: a name, or a line of a file, from 0. */
export type Asked = { readonly name: string } | { readonly path: string; readonly line: number };

/**
 * The sessions that are meant, in order of place: by id, by what readers call them (`publish`, `job publish`), by the
 * name of an identity that they carry (a secret, a role), or those that stand at a line.
 *
 * @param root the folder that paths are below
 */
export function sessionsMeant(snapshot: Snapshot, root: Uri, asked: Asked): readonly TrustScope[] {
  const places = new Places(snapshot, root);
  const all = snapshot.model.scopes;
  const found = 'line' in asked ? atLine(snapshot, places, asked) : byName(all, places, asked.name);
  return [...found].sort((a, b) => comparePlaces(places.place(a.facts.origin), places.place(b.facts.origin)));
}

function atLine(
  snapshot: Snapshot,
  places: Places,
  { path, line }: { readonly path: string; readonly line: number },
): readonly TrustScope[] {
  const file = snapshot.files().find(({ uri }) => places.path(uri) === path);
  if (file === undefined) return [];
  const start = file.lines.lineStart(line);
  const end = file.lines.lineStart(line + 1);
  return snapshot.model
    .scopesOf(file.uri)
    .filter(({ facts: { extent } }) => extent.start < Math.max(end, start + 1) && extent.end >= start);
}

function byName(all: readonly TrustScope[], places: Places, name: string): readonly TrustScope[] {
  const wanted = name.toLowerCase();
  const names = ({ id, facts, file }: TrustScope): readonly string[] => [
    id,
    facts.name,
    facts.label,
    `${facts.noun} ${facts.label}`,
    `${places.path(file.uri)}:${facts.label}`,
  ];
  const named = all.filter((scope) => names(scope).some((each) => each.toLowerCase() === wanted));
  if (named.length > 0) return named;
  return all.filter(({ carried }) =>
    carried.some(({ name: own }) => own.toLowerCase() === wanted || own.toLowerCase().endsWith(`/${wanted}`)),
  );
}

/** The cards of sessions as Markdown, the same that an editor shows, one below the other. */
export function showMarkdown(snapshot: Snapshot, scopes: readonly TrustScope[], places: Places): string {
  const cards = scopes.map((scope) => {
    const { path, range } = places.place(scope.facts.origin);
    const card = sessionCard(scope, snapshot.findings(scope.file.uri), snapshot.model);
    return markdownText(paragraphs([card.markdown, code(`${path}:${String(range.start.line + 1)}`)]));
  });
  return `${cards.join('\n\n---\n\n')}\n`;
}

/** The same sessions with their findings as data, as a report has them. */
export function showJson(
  snapshot: Snapshot,
  root: Uri,
  scopes: readonly TrustScope[],
  version: string,
): string {
  const { findings, places } = select(snapshot, root);
  const ids = new Set(scopes.map(({ id }) => id));
  return `${shownJson({
    version: 1,
    tool: { name: 'trustscope', version },
    sessions: scopes.map((scope) => reportSession(scope, places)),
    findings: findings
      .filter(({ finding }) => finding.session !== null && ids.has(finding.session))
      .map((selected) => reportFinding(selected, places)),
  })}\n`;
}
