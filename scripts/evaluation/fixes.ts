import { parseAllDocuments } from 'yaml';
import type { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { Finding, Fix, Snapshot } from '../../server/src/core/analysis/snapshot.js';
import type { LoweringTools } from '../../server/src/core/model/loweringTools.js';
import { unifiedDiff } from '../../server/src/core/report/diff.js';
import { applyEdits } from '../../server/src/core/text/textRange.js';
import { missedIntents } from './intents.js';
import type { CorpusFile, CorpusRepository } from './repositories.js';
import { openRoot } from './repositories.js';
import { pathIn } from './scan.js';
import { markdownTable } from './tables.js';

interface Tally {
  tried: number;
  failed: number;
  reworded: number;
}

/** Applies every fix that any finding offers, each alone, and prints what went wrong. Whether all went well. */
export function checkAllFixes(repositories: readonly CorpusRepository[], tools: LoweringTools = {}): boolean {
  const tallies = new Map<string, Tally>();
  for (const repository of repositories) {
    for (const files of repository.roots) checkFixesOf(repository, openRoot(files, tools), files, tallies);
  }
  const rows = [...tallies].sort().map(([label, { tried, failed, reworded }]) => {
    return [label, String(tried), String(failed), String(reworded)];
  });
  const head = ['rule (applicability)', 'applied', 'failed', 'other findings reworded'];
  console.log(`\nfixes, each applied alone\n${markdownTable(head, rows)}`);
  return [...tallies.values()].every(({ failed }) => failed === 0);
}

function checkFixesOf(
  repository: CorpusRepository,
  host: AnalysisHost,
  files: readonly CorpusFile[],
  tallies: Map<string, Tally>,
): void {
  const before = host.snapshot;
  for (const finding of files.flatMap(({ uri }) => before.findings(uri))) {
    for (const fix of before.fixes(finding)) {
      const label = `${finding.rule} (${fix.applicability})`;
      const tally = tallies.get(label) ?? { tried: 0, failed: 0, reworded: 0 };
      tallies.set(label, tally);
      tally.tried++;
      const { failures, reworded } = tryFix(host, before, files, finding, fix);
      if (reworded) tally.reworded++;
      if (failures.length === 0) continue;
      tally.failed++;
      printFailure(repository, files, finding, fix, failures);
    }
  }
}

/** What a finding hides until its text is narrower: a resource counts as wide once the action on it no longer does. */
const HIDES: Readonly<Record<string, readonly string[]>> = {
  'wildcard-action': ['wildcard-resource'],
  'inverted-grant': ['wildcard-resource'],
};

interface Outcome {
  readonly failures: readonly string[];
  /** Whether findings that stay say something else than before. */
  readonly reworded: boolean;
}

/** Applies the fix in the host, looks, and takes it back. */
function tryFix(
  host: AnalysisHost,
  before: Snapshot,
  files: readonly CorpusFile[],
  finding: Finding,
  fix: Fix,
): Outcome {
  const changed = fix.changes.map(({ uri, edits }) => {
    const file = files.find((candidate) => candidate.uri === uri);
    if (file === undefined) throw new Error(`a fix edits ${uri}, which is not in the corpus`);
    return { uri, root: file.root, old: file.text, text: applyEdits(file.text, edits) };
  });
  const after = host.apply(changed);
  const failures: string[] = [];
  for (const { uri, old, text } of changed) {
    if (text === old) failures.push('it changes nothing');
    failures.push(...parseErrors(text).filter((error) => !parseErrors(old).includes(error)));
    const known = new Set(before.problems(uri).map(({ message }) => message));
    failures.push(
      ...after
        .problems(uri)
        .flatMap(({ message }) => (known.has(message) ? [] : [`new problem: ${message}`])),
    );
  }
  const all = (snapshot: Snapshot): readonly Finding[] => files.flatMap(({ uri }) => snapshot.findings(uri));
  const fresh = notIn(all(after), all(before), messageKey);
  const gone = notIn(all(before), all(after), messageKey);
  if (!gone.some((candidate) => messageKey(candidate) === messageKey(finding))) {
    failures.push('the finding is still there');
  }
  // A finding of another rule that was there before may tell a new number or list; more of them are new ones.
  const brought = notIn(
    fresh,
    gone.filter((candidate) => candidate !== finding),
    placeKey,
  );
  const told = HIDES[finding.rule] ?? [];
  failures.push(
    ...brought
      .filter(({ rule }) => !told.includes(rule))
      .map((news) => `new ${news.severity} ${news.rule}: ${news.message}`),
  );
  failures.push(...missedIntents(finding, fix, before, after));
  host.apply(changed.map(({ uri, root, old }) => ({ uri, root, text: old })));
  const back = all(host.snapshot);
  if (notIn(back, all(before), messageKey).length + notIn(all(before), back, messageKey).length > 0) {
    failures.push('after it is taken back, the findings are not those of before');
  }
  return { failures, reworded: fresh.length > brought.length };
}

function parseErrors(text: string): readonly string[] {
  const documents = parseAllDocuments(text, { merge: true, uniqueKeys: false });
  return 'empty' in documents ? [] : documents.flatMap(({ errors }) => errors.map(({ message }) => message));
}

function messageKey({ rule, session, message }: Finding): string {
  return `${rule} ${session ?? ''} ${message}`;
}

function placeKey({ rule, session }: Finding): string {
  return `${rule} ${session ?? ''}`;
}

/** Those of `findings` that `others` has fewer of. */
function notIn(
  findings: readonly Finding[],
  others: readonly Finding[],
  key: (finding: Finding) => string,
): readonly Finding[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(key(other), (left.get(key(other)) ?? 0) + 1);
  return findings.filter((finding) => {
    const count = left.get(key(finding)) ?? 0;
    left.set(key(finding), count - 1);
    return count <= 0;
  });
}

function printFailure(
  repository: CorpusRepository,
  files: readonly CorpusFile[],
  finding: Finding,
  fix: Fix,
  failures: readonly string[],
): void {
  const path = pathIn(repository, finding.origin.uri);
  console.log(`\nFIX ${repository.name} ${path} ${finding.rule}: ${fix.title} (${fix.applicability})`);
  for (const failure of failures) console.log(`  ! ${failure}`);
  for (const { uri, edits } of fix.changes) {
    const text = files.find((file) => file.uri === uri)?.text ?? '';
    console.log(unifiedDiff(pathIn(repository, uri), text, applyEdits(text, edits)));
  }
}
