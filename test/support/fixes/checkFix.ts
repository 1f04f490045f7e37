import type { FileEdits, Finding, Fix, Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import { overlaps } from '../../../server/src/core/text/textRange.js';
import type { Rule } from '../../../server/src/core/rules/rule.js';
import type { Repository } from '../repository.js';
import { allFindings, applyChanges, openRepository, pathOf, uriOf } from '../repository.js';
import { shiftRange } from './shift.js';

/**
 * What is wrong with one fix, applied alone: edits that overlap, lie outside or change nothing; a file that no
 * longer parses; the finding still there; a finding of any rule that was not there before.
 * That all else stays the same byte for byte follows from the edits being all that is applied.
 */
export function checkFix(
  repository: Repository,
  before: Snapshot,
  finding: Finding,
  fix: Fix,
  rules: readonly Rule[],
): readonly string[] {
  const badEdits = fix.changes.flatMap((change) => checkEdits(repository, change));
  if (badEdits.length > 0) return badEdits;
  const fixed = applyChanges(repository, fix.changes);
  const after = openRepository(fixed, rules);
  return [
    ...newProblems(repository, before, fixed, after),
    ...stillThere(finding, fix, before, after),
    ...newFindings(rules, allFindings(before, repository), allFindings(after, fixed), { fix, of: finding }),
  ];
}

function checkEdits(repository: Repository, { uri, edits }: FileEdits): readonly string[] {
  const path = pathOf(uri);
  const text = repository.get(path);
  if (text === undefined) return [`edits ${path}, which is not in the repository`];
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return sorted.flatMap((edit, index) => {
    const { start, end } = edit.range;
    const next = sorted[index + 1];
    if (start < 0 || end < start || end > text.length) return [`edit ${start}..${end} is outside of ${path}`];
    if (next !== undefined && next.range.start < end) {
      return [`edits at ${start} and ${next.range.start} overlap in ${path}`];
    }
    if (text.slice(start, end) === edit.newText) return [`edit ${start}..${end} of ${path} changes nothing`];
    return [];
  });
}

function newProblems(
  repository: Repository,
  before: Snapshot,
  fixed: Repository,
  after: Snapshot,
): readonly string[] {
  return [...repository.keys()].flatMap((path) => {
    const known = new Set(before.problems(uriOf(path)).map(({ message }) => message));
    const brought = after.problems(uriOf(path)).filter(({ message }) => !known.has(message));
    return brought.map(({ message }) => `brings a problem to ${path}: ${message}\n${fixed.get(path) ?? ''}`);
  });
}

function stillThere(finding: Finding, fix: Fix, before: Snapshot, after: Snapshot): readonly string[] {
  const { uri, range } = finding.origin;
  const edits = fix.changes.filter((change) => change.uri === uri).flatMap((change) => change.edits);
  const place = shiftRange(range, edits);
  // Where an entry of a list is taken out, the next one moves up to its place, with its own finding.
  const movedUp = new Set(
    place.start < place.end
      ? []
      : before
          .findings(uri)
          .filter((other) => other.rule === finding.rule && other.origin.range.start > range.start)
          .map((other) => shiftRange(other.origin.range, edits).start),
  );
  const same = after
    .findings(uri)
    .find(
      (candidate) =>
        candidate.rule === finding.rule &&
        candidate.suppressed === null &&
        !movedUp.has(candidate.origin.range.start) &&
        (candidate.origin.range.start === place.start || overlaps(candidate.origin.range, place)),
    );
  return same === undefined ? [] : [`leaves the finding: ${same.message}`];
}

/** What one finding hides until its text is narrower: the rule, and the rules of such findings. */
const HIDDEN_BY: Readonly<Record<string, readonly string[]>> = {
  'unneeded-permission': ['broad-token-permissions'],
  'wildcard-resource': ['wildcard-action', 'inverted-grant'],
  // Who publishes everywhere is told that alone, at that text.
  'consume-and-publish': ['wildcard-destination'],
  // Where nothing is asked for, what each tool may do without a question is no finding of its own.
  'agent-unrestricted-tool': ['agent-bypasses-approval'],
  'agent-admin-reach': ['agent-bypasses-approval'],
};

/**
 * By rule and number, not by place: a fix moves things, and what it moves it must not multiply. A suppression
 * comment that is left without its finding is no rule's business, and rightly said to be of no use. A grant that had
 * a use, or was asked for, only by what the fix takes away may now be said to be unneeded, where the fix itself did
 * not write it; and what `write-all` hid can be told scope by scope once it is spelled out. So can a resource once the
 * action that covered all of a service is narrower.
 */
function newFindings(
  rules: readonly Rule[],
  before: readonly Finding[],
  after: readonly Finding[],
  { fix, of }: { readonly fix: Fix; readonly of: Finding },
): readonly string[] {
  const count = (findings: readonly Finding[], id: string): number =>
    findings.filter((finding) => finding.rule === id).length;
  const gone = (id: string): number => Math.max(0, count(before, id) - count(after, id));
  // What a session may do by one statement hides in what others of its statements are too wide.
  const wasHidden = (finding: Finding, rule: string): boolean =>
    HIDDEN_BY[rule]?.includes(of.rule) === true &&
    finding.session === of.session &&
    !isWrittenBy(fix, finding);
  return rules.flatMap(({ meta: { id: rule } }) => {
    const old = before.filter((finding) => finding.rule === rule);
    const known = new Set(old.map(({ message }) => message));
    const now = after.filter(
      (finding) =>
        finding.rule === rule &&
        (known.has(finding.message) || !wasHidden(finding, rule)) &&
        (rule !== 'unneeded-permission' || known.has(finding.message) || isWrittenBy(fix, finding)),
    );
    const hidden = (HIDDEN_BY[rule] ?? []).map(gone);
    const allowed = old.length + hidden.reduce((sum, number) => sum + number, 0);
    if (now.length <= allowed) return [];
    const brought = now.filter(({ message }) => !known.has(message));
    return [
      `brings ${now.length - allowed} of ${rule}: ${brought.map(({ message }) => message).join(' | ')}`,
    ];
  });
}

/** Whether a finding of the fixed text points into what the fix put there. */
function isWrittenBy(fix: Fix, { origin }: Finding): boolean {
  const edits = fix.changes.filter(({ uri }) => uri === origin.uri).flatMap((change) => change.edits);
  let moved = 0;
  return [...edits]
    .sort((a, b) => a.range.start - b.range.start)
    .some(({ range, newText }) => {
      const start = range.start + moved;
      moved += newText.length - (range.end - range.start);
      return overlaps(origin.range, { start, end: start + newText.length });
    });
}
