import type { Snapshot } from '../analysis/snapshot.js';
import { control } from '../frameworks/catalogue.js';
import { controlTitle } from '../frameworks/controlLabel.js';
import { resolveLabel } from '../frameworks/resolveLabel.js';
import { shownName } from '../text/quoted.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { baseName } from '../text/uri.js';
import { distinct } from '../collections/grouping.js';
import { scopesOfFile } from './fileScopes.js';

/** A piece of text that opens something. */
export interface DocumentLinkContent {
  readonly range: TextRange;
  readonly target: string;
  readonly tooltip: string;
}

/**
 * Forms that control identifiers have. Only inside comments, and only what the catalogue then knows: in running
 * text a plain `A.5.15` is rare enough, a bare number is not tried.
 */
const IDENTIFIER =
  /\b(?:NHI-?\d{1,2}(?::2025)?|CICD-SEC-\d{1,2}|(?:PR|ID|DE|GV)\.[A-Z]{2}-\d{1,2}|(?:AC|IA|SC|SA|SI|CM|AU)-\d{1,2}(?:\(\d{1,2}\))?|ASI\d{2}|(?:LLM|MCP)\d{2}:2025|T\d{4}(?:\.\d{3})?|A\.\d\.\d{1,2})(?![\w.-]*\w)/gu;

/** Links from local paths to the files they name, and from control identifiers in comments to their pages. */
export function documentLinks(snapshot: Snapshot, uri: Uri): readonly DocumentLinkContent[] {
  return distinct(
    [...fileLinks(snapshot, uri), ...controlLinksIn(snapshot, uri)],
    (link) => link.range.start,
  );
}

function fileLinks(snapshot: Snapshot, uri: Uri): readonly DocumentLinkContent[] {
  return scopesOfFile(snapshot, uri).flatMap((scope) =>
    scope.references.flatMap(({ reference, targets }) => {
      const [target] = targets;
      const leadsAway = reference.kind === 'calls' || reference.kind === 'includes';
      if (!leadsAway || target === undefined || target.uri === uri || reference.origin.uri !== uri) return [];
      return [
        {
          range: reference.origin.range,
          target: target.uri,
          tooltip: `Open ${shownName(baseName(target.uri))}`,
        },
      ];
    }),
  );
}

function controlLinksIn(snapshot: Snapshot, uri: Uri): readonly DocumentLinkContent[] {
  const text = snapshot.file(uri)?.text;
  if (text === undefined) return [];
  const links: DocumentLinkContent[] = [];
  for (const comment of text.matchAll(/(?<=^|\s)#[^\r\n]*/gmu)) {
    for (const match of comment[0].matchAll(IDENTIFIER)) {
      const id = resolveLabel(match[0])[0]?.controls[0];
      if (id === undefined) continue;
      const start = comment.index + match.index;
      links.push({
        range: { start, end: start + match[0].length },
        target: control(id).url,
        tooltip: controlTitle(id),
      });
    }
  }
  return links;
}
