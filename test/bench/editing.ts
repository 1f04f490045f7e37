import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LineIndex } from '../../server/src/core/text/lineIndex.js';
import { manifestOf, manifestTypingPlace } from './manifest.js';
import { ServerProcess } from './serverProcess.js';
import { stages } from './stages.js';
import type { Row } from './stopwatch.js';
import { measure } from './stopwatch.js';
import { typingPlace, workflowOf } from './workflow.js';

export const SIZES = [100, 500, 2_000, 10_000];

const PATH = '.github/workflows/ci.yml';

/** From nothing running to the diagnostics of an open 500-line workflow. */
export async function coldStart(times: number): Promise<Row> {
  return inFolder(PATH, workflowOf(500), async (folder, uri, text) => {
    const samples = await measure(times, async () => {
      const server = await ServerProcess.start(folder);
      await server.open(uri, text);
      await server.diagnostics(uri);
      await server.stop();
    });
    return { what: 'cold start to first diagnostics, 500 lines', samples, unit: 'ms' };
  });
}

/** What one waits for while typing into and pointing at a workflow of a given size. */
export async function editing(lines: number, times: number): Promise<readonly Row[]> {
  return inFolder(PATH, workflowOf(lines), async (folder, uri, text) => {
    const server = await ServerProcess.start(folder);
    await server.open(uri, text);
    if ((await server.diagnostics(uri)) === 0) {
      throw new Error('the server finds nothing, so there is nothing to time');
    }
    const { line, character } = new LineIndex(text).positionAt(typingPlace(text));

    const keystrokes = await measure(times, async (round) => {
      const replaced = round === 0 ? 0 : 1;
      await server.type(uri, line, character, character + replaced, round % 2 === 0 ? 'x' : 'y');
      await server.diagnostics(uri);
    });
    const hovers = await measure(times, async () => {
      await server.hover(uri, line, 6);
    });
    const memory = server.memory();
    await server.stop();
    const size = lines.toLocaleString('en');
    return [
      { what: `keystroke to diagnostics, ${size} lines`, samples: keystrokes, unit: 'ms' },
      ...(await stages(text, times)),
      { what: `hover, ${size} lines`, samples: hovers, unit: 'ms' },
      { what: `memory of the server, ${size} lines`, samples: [memory], unit: 'MB' },
    ];
  });
}

/** What one waits for in an install manifest of Kubernetes: at first, and while typing. */
export async function editingManifest(powerful: 'all' | number, times: number): Promise<readonly Row[]> {
  const lines = 20_000;
  return inFolder('install.yaml', manifestOf({ lines, powerful }), async (folder, uri, text) => {
    const whom = powerful === 'all' ? 'every account' : `one account of ${String(powerful)}`;
    const what = `manifest of ${lines.toLocaleString('en')} lines, ${whom} can become all`;
    const first = await measure(3, async () => {
      const server = await ServerProcess.start(folder);
      await server.open(uri, text);
      await server.diagnostics(uri);
      await server.stop();
    });
    const server = await ServerProcess.start(folder);
    await server.open(uri, text);
    await server.diagnostics(uri);
    const { line, character } = new LineIndex(text).positionAt(manifestTypingPlace(text));
    const keystrokes = await measure(times, async (round) => {
      const replaced = round === 0 ? 0 : 1;
      await server.type(uri, line, character, character + replaced, round % 2 === 0 ? 'x' : 'y');
      await server.diagnostics(uri);
    });
    await server.stop();
    return [
      { what: `cold start to first diagnostics, ${what}`, samples: first, unit: 'ms' },
      { what: `keystroke to diagnostics, ${what}`, samples: keystrokes, unit: 'ms' },
    ];
  });
}

async function inFolder<T>(
  path: string,
  text: string,
  work: (folder: string, uri: string, text: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'trustscope-bench-'));
  try {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return await work(folder, pathToFileURL(file).href, text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
