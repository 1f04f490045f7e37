import type { Origin } from '../model/origin.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import type { Meant } from '../text/meant.js';
import { meantBy, meantWords } from '../text/meant.js';
import type { Finding, Suppression } from './snapshot.js';
import { MARK, suppressibleLine, suppressionComments } from './suppressionComments.js';
import type { SuppressedRule, SuppressionComment } from './suppressionComments.js';
import { quoted } from '../text/quoted.js';

/** A suppression that does not do what its writer meant. */
export interface SuppressionProblem {
  readonly message: string;
  readonly range: TextRange;
  /** `hint` for one that suppresses nothing any more. */
  readonly severity: 'warning' | 'hint';
  /** For an id that no rule has: the one that was probably meant. */
  readonly meant?: Meant;
}

/** Findings with what suppresses each of them, and what is wrong with the comments. */
export interface SuppressedFindings {
  readonly findings: readonly Finding[];
  readonly problems: readonly SuppressionProblem[];
}

/** One valid id of one comment. */
interface Entry {
  readonly comment: SuppressionComment;
  readonly rule: SuppressedRule;
}

/**
 * Applies the suppression comments of one file to its findings. A comment without a reason, or for a rule that does
 * not exist, suppresses nothing and is a problem itself.
 *
 * @param active rules that ran: only of these can it be said that they found nothing.
 */
export function applySuppressions(
  file: { readonly uri: Uri; readonly text?: string; readonly tree: SyntaxTree },
  findings: readonly Finding[],
  ruleIds: ReadonlySet<string>,
  active: ReadonlySet<string> = ruleIds,
): SuppressedFindings {
  // Most files have no such comment, and need no tree to say so.
  if (file.text?.includes(MARK) === false) return { findings, problems: [] };
  const { tree, uri } = file;
  const comments = suppressionComments(tree);
  if (comments.length === 0) return { findings, problems: [] };
  const problems = comments.flatMap((comment) => commentProblems(comment, ruleIds));
  const entries = comments.filter(isEffective).flatMap(entriesOf);
  const byPlace = new Map(entries.map((entry) => [placeKey(entry.comment.line, entry.rule.id), entry]));
  const used = new Set<Entry>();

  const suppressed = findings.map((finding): Finding => {
    const lines = finding.origin.uri === uri ? linesOf(finding.origin, tree) : [];
    const entry = lines.map((line) => byPlace.get(placeKey(line, finding.rule))).find(Boolean);
    if (entry === undefined) return finding;
    used.add(entry);
    return { ...finding, suppressed: suppressionOf(entry, uri) };
  });
  // Where part of a file is unread, rules keep silent that will speak again.
  const unused = tree.complete
    ? entries.filter((entry) => active.has(entry.rule.id) && !used.has(entry))
    : [];
  return { findings: suppressed, problems: [...problems, ...unused.map(unusedProblem)] };
}

function isEffective({ directive, reason }: SuppressionComment): boolean {
  return directive === 'ignore' && reason !== '';
}

function entriesOf(comment: SuppressionComment): readonly Entry[] {
  return (comment.rules ?? []).map((rule) => ({ comment, rule }));
}

function placeKey(line: number | undefined, rule: string): string {
  return `${String(line)} ${rule}`;
}

/** Where a comment would cover a finding: at its place, or where an alias that it points at has its anchor. */
function linesOf({ range, anchor }: Origin, tree: SyntaxTree): readonly number[] {
  const places = anchor === undefined ? [range] : [range, anchor];
  return places.map(({ start }) => suppressibleLine(tree, start));
}

function suppressionOf({ comment, rule }: Entry, uri: Uri): Suppression {
  return { rule: rule.id, reason: comment.reason, origin: { uri, range: comment.range } };
}

function commentProblems(
  comment: SuppressionComment,
  ruleIds: ReadonlySet<string>,
): readonly SuppressionProblem[] {
  const { directive, rules, reason, range } = comment;
  if (directive !== 'ignore') {
    return [
      warning(`TrustScope reads only \`ignore[rule-id] reason\` here, not ${quoted(directive)}.`, range),
    ];
  }
  if (rules === undefined || rules.length === 0) {
    return [
      warning(
        'This suppression names no rule, so it suppresses nothing: write `ignore[rule-id] reason`.',
        range,
      ),
    ];
  }
  const unknown = rules.filter(({ id }) => !ruleIds.has(id)).map((rule) => unknownRule(rule, ruleIds));
  if (reason !== '') return unknown;
  return [
    ...unknown,
    warning('This suppression gives no reason, so it suppresses nothing: say why after the bracket.', range),
  ];
}

function unknownRule({ id, range }: SuppressedRule, ruleIds: ReadonlySet<string>): SuppressionProblem {
  const meant = meantBy(id, ruleIds);
  const problem = warning(
    `There is no rule ${quoted(id)}, so nothing is suppressed${meantWords(meant)}`,
    range,
  );
  return meant === undefined ? problem : { ...problem, meant };
}

function unusedProblem({ comment, rule }: Entry): SuppressionProblem {
  const isAlone = comment.rules?.length === 1;
  const message = `${quoted(rule.id)} finds nothing here; ${isAlone ? 'this comment' : 'its id'} can go.`;
  return { message, range: isAlone ? comment.range : rule.range, severity: 'hint' };
}

function warning(message: string, range: TextRange): SuppressionProblem {
  return { message, range, severity: 'warning' };
}
