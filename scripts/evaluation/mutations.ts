import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { CorpusFile, CorpusRepository } from './repositories.js';
import { pathIn } from './scan.js';

/** Of processor time: how long one file may hold the server. */
const LIMIT_MS = 1_000;

type Random = () => number;

/**
 * Spoils a file of the corpus `count` times, each time in its repository, and reads it, judges it and makes its
 * fixes. Prints what throws or takes longer than a second; whether nothing did.
 */
export function spoilFiles(repositories: readonly CorpusRepository[], count: number, seed: number): boolean {
  const random = randomFrom(seed);
  const pool = repositories.flatMap((repository) =>
    repository.roots.flatMap((root) => root.map((file) => ({ repository, file }))),
  );
  let failures = 0;
  let slowest = { milliseconds: 0, what: 'none' };
  for (let round = 0; round < count; round++) {
    const { repository, file } = pick(pool, random);
    const [how, spoil] = pick(SPOILINGS, random);
    const text = spoil(file.text, random);
    const what = `${repository.name} ${pathIn(repository, file.uri)}, ${how} (round ${round})`;
    const before = process.cpuUsage();
    try {
      judge(file, text);
    } catch (error) {
      failures++;
      console.log(
        `THROWS ${what}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
    const { user, system } = process.cpuUsage(before);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, what };
    if (milliseconds > LIMIT_MS) {
      failures++;
      console.log(`SLOW ${what}: ${milliseconds.toFixed(0)} ms`);
    }
  }
  console.log(
    `\n${count} spoiled files, ${failures} failures; slowest ${slowest.milliseconds.toFixed(0)} ms: ${slowest.what}`,
  );
  return failures === 0;
}

/** Everything that is asked of a file: problems, sessions, findings and their fixes; first whole, then spoiled. */
function judge({ uri, root, text }: CorpusFile, spoiled: string): void {
  const host = new AnalysisHost();
  host.apply([{ uri, root, text }]);
  const snapshot = host.apply([{ uri, root, text: spoiled }]);
  snapshot.problems(uri);
  for (const finding of snapshot.findings(uri)) snapshot.fixes(finding);
}

type Spoiling = (text: string, random: Random) => string;

const SPOILINGS: readonly (readonly [string, Spoiling])[] = [
  ['cut off', (text, random) => text.slice(0, at(text, random))],
  ['beginning cut off', (text, random) => text.slice(at(text, random))],
  ['lines taken out', (text, random) => onLines(text, random, () => [])],
  ['lines doubled', (text, random) => onLines(text, random, (line) => [line, line])],
  ['lines indented', (text, random) => onLines(text, random, (line) => [` ${line}`])],
  ['tabs', (text, random) => inserted(text, random, '\t')],
  ['NUL', (text, random) => inserted(text, random, '\0')],
  ['emoji', (text, random) => inserted(text, random, '🔑')],
  ['half an emoji', (text, random) => inserted(text, random, '\uD83D')],
  ['open brackets', (text, random) => inserted(text, random, '${{ [')],
  ['lone carriage returns', (text) => text.replaceAll('\n', '\r')],
];

function at(text: string, random: Random): number {
  return Math.floor(random() * (text.length + 1));
}

/** Every twentieth line or so, at least one, goes through `change`. */
function onLines(text: string, random: Random, change: (line: string) => readonly string[]): string {
  const lines = text.split('\n');
  const sure = Math.floor(random() * lines.length);
  return lines
    .flatMap((line, index) => (index === sure || random() < 0.05 ? change(line) : [line]))
    .join('\n');
}

function inserted(text: string, random: Random, scrap: string): string {
  const times = 1 + Math.floor(random() * 5);
  let result = text;
  for (let time = 0; time < times; time++) {
    const offset = at(result, random);
    result = result.slice(0, offset) + scrap + result.slice(offset);
  }
  return result;
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
