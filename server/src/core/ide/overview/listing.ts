import type { Finding } from '../../analysis/snapshot.js';
import { framework, isControlId } from '../../frameworks/catalogue.js';
import type { FrameworkId } from '../../frameworks/controlId.js';
import { controlLink, controlTitle } from '../../frameworks/controlLabel.js';
import type { Severity, WidthBand } from '../../model/vocabulary.js';
import { code, items, mark, markdownText, paragraphs, plain } from '../../text/markdown.js';
import { counted } from '../../text/phrases.js';
import { shownMessage } from '../../text/quoted.js';
import { scopeLine } from '../codeLenses.js';
import { sessionMarkdown } from '../describe/identity.js';
import type { Origin } from '../../model/origin.js';
import type { OverviewQuery } from './overview.js';
import type { ScopeRow } from './row.js';
import type { ShownControl } from './shownControl.js';
import { shownControl } from './shownControl.js';

/** A session as a list shows it. */
export interface ListedSession {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  readonly verdict: string;
  readonly band: WidthBand;
  readonly findings: number;
  readonly gravest?: Severity;
  readonly origin: Origin;
  readonly tooltip: string;
}

export function listedSession(row: ScopeRow): ListedSession {
  const { scope, label, summary, verdict, band, findings } = row;
  const [first] = findings;
  return {
    id: scope.id,
    label,
    summary,
    verdict,
    band,
    findings: findings.length,
    ...(first === undefined ? {} : { gravest: first.severity }),
    origin: scope.facts.origin,
    tooltip: markdownText(
      paragraphs([
        mark`**${sessionMarkdown(scope.facts)}: ${plain(verdict)}**`,
        plain(scopeLine(scope)),
        plain(findings.length === 0 ? 'No findings' : counted(findings.length, 'finding')),
      ]),
    ),
  };
}

/** A finding as a list shows it. */
export interface ListedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly controls: readonly ShownControl[];
  readonly origin: Origin;
  readonly tooltip: string;
}

/** Controls that a tooltip names before it counts the rest. */
const NAMED = 4;

export function listedFinding({ rule, severity, message, controls, origin }: Finding): ListedFinding {
  const named = controls.slice(0, NAMED).map((id) => controlLink(id, controlTitle(id)));
  const more = controls.length - NAMED;
  const all = more > 0 ? [...named, mark`and ${more} more`] : named;
  const tooltip = paragraphs([
    plain(message),
    code(rule),
    all.length === 0 ? '' : mark`**Related controls**\n\n${items(all)}`,
  ]);
  return {
    rule,
    severity,
    message: shownMessage(message),
    controls: controls.map(shownControl),
    origin,
    tooltip: markdownText(tooltip),
  };
}

/** What sessions are narrowed to, as a reader knows it; `undefined` where they are not, or to what is not there. */
export function narrowingName(query: Pick<OverviewQuery, 'framework' | 'control'>): string | undefined {
  if (query.control !== undefined) {
    return isControlId(query.control) ? controlTitle(query.control) : undefined;
  }
  if (query.framework === undefined) return undefined;
  const { name, version } = framework(query.framework as FrameworkId);
  // An edition's remark in parentheses is for its page.
  return `${name} ${version.replace(/ \(.*$/u, '')}`.trim();
}
