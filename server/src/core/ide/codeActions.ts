import type { FileEdits, Finding, Fix, Snapshot } from '../analysis/snapshot.js';
import type { TextEdit, TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { distinct } from '../collections/grouping.js';
import { actionTitle } from './actionTitle.js';
import { excludingEdit, switchingOffEdit } from '../analysis/configurationEdit.js';
import { mergeChanges } from './mergeEdits.js';
import { suppressEdit } from './suppressionAssist.js';

/** Something that can be done about findings. Those `of: 'rule'` are worked out when they are chosen. */
export type ActionContent =
  | { readonly of: 'finding'; readonly title: string; readonly finding: Finding; readonly fix: Fix }
  | { readonly of: 'rule'; readonly title: string; readonly rule: string }
  /** The page that says what the rule is about. */
  | { readonly of: 'page'; readonly title: string; readonly rule: string }
  | {
      readonly of: 'exclusion';
      readonly title: string;
      readonly finding: Finding;
      readonly change: FileEdits;
    }
  | {
      readonly of: 'suppression';
      readonly title: string;
      readonly finding: Finding;
      readonly suppression: SuppressionEdit;
    };

/** An insertion of a comment. Its reason is for the person to give. */
export interface SuppressionEdit {
  /** With words that ask for the reason; until they are replaced nothing is suppressed. */
  readonly edit: TextEdit;
  /** The text before and after the place of the reason, for an editor that asks for it. */
  readonly before: string;
  readonly after: string;
}

/** Findings of the file that are shown and whose place meets the range. */
export function findingsIn(snapshot: Snapshot, uri: Uri, range: TextRange): readonly Finding[] {
  return snapshot
    .findings(uri)
    .filter(
      ({ origin, suppressed }) =>
        suppressed === null && origin.range.start <= range.end && range.start <= origin.range.end,
    );
}

/** What is offered for a range: fixes (preferred ones first, safe before unsafe), all of a kind, suppressions. */
export function codeActions(snapshot: Snapshot, uri: Uri, range: TextRange): readonly ActionContent[] {
  const findings = findingsIn(snapshot, uri, range);
  const fixes = findings.flatMap((finding) => snapshot.fixes(finding).map((fix) => ({ finding, fix })));
  fixes.sort((a, b) => rank(a.fix) - rank(b.fix));
  const rules = distinct(fixes.map(({ finding }) => finding.rule)).filter(
    (rule) => fixable(snapshot, uri, rule) > 1,
  );
  const offered = fixes.map(({ finding, fix }) => ({
    of: 'finding' as const,
    title: fixTitle(fix),
    finding,
    fix,
  }));
  return [
    ...distinct(distinct(offered, resultOf), ({ title }) => title),
    ...rules.map((rule) => ({ of: 'rule' as const, title: `Fix all ${rule} in this file`, rule })),
    ...suppressions(snapshot, uri, findings),
    ...aboutRules(snapshot, uri, findings),
  ];
}

/** Last of all what concerns rules as such: to be without one, and to read of it. */
function aboutRules(snapshot: Snapshot, uri: Uri, findings: readonly Finding[]): readonly ActionContent[] {
  const each = distinct(findings, ({ rule }) => rule);
  const off = each.flatMap((finding): readonly ActionContent[] => {
    const change = switchingOffEdit(snapshot, uri, finding.rule);
    const title = `Turn off ${finding.rule} in the workspace`;
    return change === undefined ? [] : [{ of: 'exclusion', title, finding, change }];
  });
  return [
    ...off,
    ...each.map(({ rule }) => ({ of: 'page' as const, title: `Open the page of ${rule}`, rule })),
  ];
}

/** The result first; for an unsafe fix then what it could break. As an editor's menu shows it: short and plain. */
export function fixTitle(fix: Fix): string {
  return actionTitle(fix.title, cautionOf(fix));
}

/** All of what an unsafe fix could break; `undefined` for a safe one. */
export function cautionOf({ applicability, caution }: Fix): string | undefined {
  return applicability === 'safe' ? undefined : (caution ?? 'it may change what the file does');
}

/** Two fixes that leave the same text are one, in whatever words. */
function resultOf({ fix }: { readonly fix: Fix }): string {
  return JSON.stringify(fix.changes);
}

/**
 * The changes that fix all findings of the file, or of one rule in it: of each the best safe fix, and for one rule
 * the best unsafe fix where there is no safe one, since a person asked for it. Overlapping ones are left for later.
 */
export function fixAll(snapshot: Snapshot, uri: Uri, rule?: string): readonly FileEdits[] {
  const findings = snapshot
    .findings(uri)
    .filter((finding) => finding.suppressed === null && (rule === undefined || finding.rule === rule));
  const chosen = findings.flatMap((finding) => {
    const fixes = snapshot.fixes(finding);
    const safe = fixes.filter((fix) => fix.applicability === 'safe');
    // What is applied to a whole file, perhaps on save, must not reach into others.
    const [best] = (safe.length === 0 && rule !== undefined ? fixes : safe).filter((fix) =>
      staysIn(fix, uri),
    );
    return best === undefined ? [] : [best.changes];
  });
  return mergeChanges(chosen);
}

function staysIn(fix: Fix, uri: Uri): boolean {
  return fix.changes.every((change) => change.uri === uri);
}

function rank(fix: Fix): number {
  return (fix.preferred ? 0 : 2) + (fix.applicability === 'safe' ? 0 : 1);
}

/** How many findings of the rule stand in the file; whether each has a fix is only worked out when asked for. */
function fixable(snapshot: Snapshot, uri: Uri, rule: string): number {
  return snapshot
    .findings(uri)
    .filter((finding) => finding.rule === rule && finding.suppressed === null && finding.offers.length > 0)
    .length;
}

function suppressions(snapshot: Snapshot, uri: Uri, findings: readonly Finding[]): readonly ActionContent[] {
  const tree = snapshot.file(uri)?.tree;
  if (tree === undefined) return [];
  return distinct(findings, (finding) => `${finding.rule} ${finding.origin.range.start}`).flatMap(
    (finding) => {
      const edit = suppressEdit(tree, finding.origin, finding.rule);
      const empty = suppressEdit(tree, finding.origin, finding.rule, '');
      if (edit === undefined || empty === undefined) return exclusion(snapshot, uri, finding);
      const before = empty.newText.trimEnd();
      const suppression = {
        edit,
        before: `${before} `,
        after: empty.newText.slice(before.length).replace(/^ +/u, ''),
      };
      return [
        {
          of: 'suppression' as const,
          title: `Suppress ${finding.rule} with a reason…`,
          finding,
          suppression,
        },
      ];
    },
  );
}

/** For a format without comments: the configuration names the file under the rule. */
function exclusion(snapshot: Snapshot, uri: Uri, finding: Finding): readonly ActionContent[] {
  const change = excludingEdit(snapshot, uri, finding.rule);
  const title = `Turn off ${finding.rule} for this file`;
  return change === undefined ? [] : [{ of: 'exclusion', title, finding, change }];
}
