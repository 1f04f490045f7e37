import { everyFixture } from '../support/contract/everyFixture.js';
import { HOSTILE } from '../fuzz/hostile.js';
import { Random } from '../support/random.js';
import type { Build } from './serverProcess.js';
import { ServerProcess, uriOf } from './serverProcess.js';
import { unrelated } from './editing.js';

/** Words that are typed: names of each time anew, so that what is remembered by name shows. */
const WORDS: readonly ((at: number) => string)[] = [
  (at) => `name${String(at)}`,
  (at) => `  - run: tool${String(at)} --to x${String(at)}\n`,
  (at) => `\${{ secrets.S${String(at)} }}`,
  (at) => `arn:aws:iam::${String(100_000_000_000 + at)}:role/r${String(at)}`,
];

interface Options {
  /** Keys typed, and files opened and closed in the second part. */
  readonly edits: number;
  readonly opened: number;
  readonly say: (what: string) => void;
}

/**
 * What the server holds after collections while somebody types at random for long, and while file after file is opened
 * and closed: the files are what they were at each line that is said, so that the figure should stay where it is.
 */
export async function leaking(build: Build, { edits, opened, say }: Options): Promise<void> {
  const random = Random.of('leaking');
  const files = new Map(
    everyFixture()
      .filter((_, at) => at % 20 === 0)
      .flatMap(({ repository }, at) =>
        [...repository].map(([path, text]) => [`d${String(at)}/${path}`, text] as const),
      ),
  );
  const server = await ServerProcess.start(build, files);
  await server.quiet();
  const paths = [...files.keys()];
  say(`${String(files.size)} files, ${megabytes(await server.heap())}`);
  for (let at = 0; at < edits; at += 1) {
    const path = random.pick(paths);
    const text = files.get(path) ?? '';
    await server.open(uriOf(path), text);
    for (let key = 0; key < 4; key += 1, at += 1) {
      const typed = random.chance(0.5) ? random.pick(HOSTILE) : random.pick(WORDS)(at);
      const line = random.below(text.split('\n').length);
      await server.type(uriOf(path), { line, character: 0 }, 0, typed);
      await server.diagnostics(uriOf(path));
      if (random.chance(0.3)) await server.hover(uriOf(path), { line, character: 2 });
    }
    await server.lenses(uriOf(path));
    // Closed, the file is again what stands on disk.
    await server.close(uriOf(path));
    if (at % 1_000 < 5) say(`${String(at)} keys, ${megabytes(await settled(server))}`);
  }
  for (let from = 0; from < opened; from += 200) {
    for (const [path, text] of unrelated(200)) {
      const uri = uriOf(path.replace(/(\.\w+)$/u, `-${String(from)}$1`));
      await server.open(uri, text.replaceAll('build', `build${String(from)}`));
      await server.diagnostics(uri);
      await server.close(uri);
    }
    say(`${String(from + 200)} files opened and closed, ${megabytes(await settled(server))}`);
  }
  server.stop();
}

async function settled(server: ServerProcess): Promise<number> {
  await server.quiet();
  return server.heap();
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}
