import { readFileSync } from 'node:fs';
import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { FileProblem } from '../../server/src/core/analysis/snapshot.js';
import type { NeedFacts } from '../../server/src/core/model/facts.js';
import { gapsFor, knownMinimum, minimumOf } from '../../server/src/core/model/needs.js';
import type { TrustScope } from '../../server/src/core/model/trustScope.js';
import type { AccessLevel } from '../../server/src/core/model/vocabulary.js';
import { accessRank } from '../../server/src/core/model/vocabulary.js';
import type { JobPlace } from './needsSample.js';
import { placeKey } from './needsSample.js';
import type { CorpusRepository } from './repositories.js';
import { pathIn } from './scan.js';
import { shellReader } from './shellReader.js';
import { markdownTable } from './tables.js';

type Levels = Readonly<Record<string, AccessLevel>>;

/** What somebody found that a job needs of its token, reading it and the vendors' texts, not our output. */
export interface NeedsLabel extends JobPlace {
  readonly needs: Levels;
  /** What a part uses but works without, or only in a private repository: neither with nor without it is wrong. */
  readonly optional?: Levels;
  /** Other rights that do as well as one of `needs`. */
  readonly either?: Readonly<Record<string, readonly string[]>>;
  /** Why more may be needed that nobody can tell. */
  readonly unknown?: string;
  readonly reason: string;
  readonly sources: readonly string[];
  /** What was changed in the label after the comparison, and which text showed that it was wrong. */
  readonly mended?: string;
}

/** What the engine says of the jobs of a corpus. */
interface Answers {
  readonly scopes: ReadonlyMap<string, TrustScope>;
  /** Files that the engine says it does not read, by repository and path. */
  readonly unread: ReadonlySet<string>;
}

interface Comparison {
  readonly label: NeedsLabel;
  /** Whether the engine says that it did not read the file. */
  readonly unread: boolean;
  /** What the engine holds to be enough; null where it says that something is not known. */
  readonly minimum: Levels | null;
  /** Whether the minimum is what the label says; absent where there is none. */
  readonly exact?: boolean;
  /** Rights of the label that the engine neither has among the needs nor holds to be unknown. */
  readonly dropped: readonly string[];
}

/** The labels in a file. */
export function readNeedsLabels(path: string): readonly NeedsLabel[] {
  return JSON.parse(readFileSync(path, 'utf8')) as readonly NeedsLabel[];
}

/** Holds what the engine says of labelled jobs against their labels, and prints it. False if a needed right is dropped. */
export async function compareWithLabels(
  repositories: readonly CorpusRepository[],
  drawn: readonly JobPlace[],
  path: string,
): Promise<boolean> {
  const labels = new Map(readNeedsLabels(path).map((label) => [placeKey(label), label]));
  const answers = await answersFor(repositories);
  const comparisons = drawn.flatMap((place) => {
    const label = labels.get(placeKey(place));
    return label === undefined ? [] : [compare(label, answers)];
  });
  printComparisons(comparisons, drawn.length);
  return comparisons.every(({ dropped }) => dropped.length === 0);
}

async function answersFor(repositories: readonly CorpusRepository[]): Promise<Answers> {
  const tools = { parseShell: await shellReader() };
  const scopes = new Map<string, TrustScope>();
  const unread = new Set<string>();
  for (const repository of repositories) {
    for (const root of repository.roots) {
      const host = new AnalysisHost({ tools });
      const snapshot = host.apply(root.map((file) => ({ uri: file.uri, root: file.root, text: file.text })));
      for (const scope of snapshot.model.scopes) {
        const [kind, job] = scope.facts.localId.split(/:(.*)/su);
        if (kind !== 'job' || job === undefined) continue;
        const path = pathIn(repository, scope.facts.origin.uri);
        scopes.set(placeKey({ repository: repository.name, path, job }), scope);
      }
      for (const { uri } of root) {
        if (!snapshot.problems(uri).some(isUnreadable)) continue;
        unread.add(fileKey({ repository: repository.name, path: pathIn(repository, uri) }));
      }
    }
  }
  return { scopes, unread };
}

/** A file that is too long, or that no parser could make anything of, has no session and says so. */
function isUnreadable({ kind, severity }: FileProblem): boolean {
  return kind === 'limit' || (kind === 'syntax' && severity === 'error');
}

function fileKey({ repository, path }: Pick<JobPlace, 'repository' | 'path'>): string {
  return `${repository} ${path}`;
}

function compare(label: NeedsLabel, { scopes, unread }: Answers): Comparison {
  const scope = scopes.get(placeKey(label));
  const needs = scope?.needs ?? { items: [], gaps: [] };
  const minimum = scope === undefined ? null : knownMinimum(scope);
  const isUnread = scope === undefined && unread.has(fileKey(label));
  return {
    label,
    minimum,
    unread: isUnread,
    dropped: isUnread ? [] : droppedRights(label, needs),
    ...(minimum === null ? {} : { exact: isExact(label, minimum) }),
  };
}

/** The names under which a right of the label may be found. */
function namesOf(label: NeedsLabel, right: string): readonly string[] {
  return [right, ...(label.either?.[right] ?? [])];
}

function isExact(label: NeedsLabel, minimum: Levels): boolean {
  if (label.unknown !== undefined) return false;
  const wanted = Object.entries(label.needs);
  const matched = wanted.flatMap(
    ([right, level]) => namesOf(label, right).find((name) => minimum[name] === level) ?? [],
  );
  const extra = Object.entries(minimum).filter(([right]) => !matched.includes(right));
  return (
    matched.length === wanted.length && extra.every(([right, level]) => label.optional?.[right] === level)
  );
}

function droppedRights(label: NeedsLabel, needs: NeedFacts): readonly string[] {
  const least = minimumOf(needs);
  return Object.entries({ ...label.optional, ...label.needs }).flatMap(([right, level]) => {
    const names = namesOf(label, right);
    const seen = names.some(
      (name) => accessRank(least[name]) >= accessRank(level) || gapsFor(needs, name).length > 0,
    );
    return seen ? [] : [`${right}: ${level}`];
  });
}

function printComparisons(comparisons: readonly Comparison[], drawn: number): void {
  const known = comparisons.filter(({ minimum }) => minimum !== null);
  const exact = known.filter((comparison) => comparison.exact);
  const dropping = comparisons.filter(({ dropped }) => dropped.length > 0);
  const unread = comparisons.filter((comparison) => comparison.unread);
  console.log(`${comparisons.length} of ${drawn} drawn jobs are labelled`);
  console.log(
    `called fully known: ${share(known, comparisons)}; in files that are said not to be read: ${unread.length}`,
  );
  console.log(`of those fully known, the minimum is exact: ${share(exact, known)}`);
  console.log(`jobs of which a needed right is dropped: ${dropping.length}\n`);
  console.log(markdownTable(['job', 'label', 'inferred', 'verdict'], comparisons.map(row)));
}

function share(part: readonly unknown[], whole: readonly unknown[]): string {
  return `${part.length} of ${whole.length} (${((100 * part.length) / Math.max(1, whole.length)).toFixed(1)} %)`;
}

function row({ label, minimum, unread, exact, dropped }: Comparison): readonly string[] {
  const verdict = exact === undefined ? 'open' : exact ? 'exact' : 'differs';
  return [
    `${label.repository} ${label.path.replace('.github/workflows/', '')} ${label.job}`,
    labelWords(label),
    unread ? 'not read' : minimum === null ? 'not known' : levelWords(minimum),
    dropped.length === 0 ? verdict : `${verdict}, drops ${dropped.join(', ')}`,
  ];
}

function labelWords({ needs, optional, unknown }: NeedsLabel): string {
  const works = optional === undefined ? '' : ` (${levelWords(optional)})`;
  return `${levelWords(needs)}${works}${unknown === undefined ? '' : ', more not known'}`;
}

function levelWords(levels: Levels): string {
  const words = Object.entries(levels).map(([right, level]) => `${right}:${level}`);
  return words.length === 0 ? 'nothing' : words.sort().join(' ');
}
