import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { build } from 'esbuild';
import type { Row } from './stopwatch.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What is there only to tell what a job's steps need: the actions, the API, the commands, and who reads them. */
const NEEDS =
  /server\/src\/core\/(?:knowledge\/(?:actions\/needs|commands)\/|knowledge\/github\/(?:graphql|octokit|rest)|platforms\/github-actions\/needs\/)/u;

/** As the server is built. */
const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

/** The knowledge by itself, with one question to each part: a first look-up parses the part's whole data. */
const ENTRY = `
import { actionNeeds } from './server/src/core/knowledge/actions/needs/lookup.js';
import { commandUse } from './server/src/core/knowledge/commands/index.js';
import { graphqlPermission } from './server/src/core/knowledge/github/graphqlPermissions.js';
import { octokitPermission } from './server/src/core/knowledge/github/octokitMethods.js';
import { restPermission } from './server/src/core/knowledge/github/restPermissions.js';
export const answers = () => [
  actionNeeds('actions/checkout@v4'),
  commandUse({ name: 'gh', args: [{ text: 'pr', dynamic: false }, { text: 'edit', dynamic: false }], assignments: {}, start: 0 }),
  graphqlPermission('mutation { addComment { clientMutationId } }'),
  octokitPermission('issues', 'createComment'),
  restPermission('POST', '/repos/o/r/issues'),
];
`;

/** Times it in a fresh process, which has compiled nothing yet. */
const STOPWATCH = `
const start = performance.now();
const { answers } = require(process.argv[1]);
const loaded = performance.now();
if (answers().includes(undefined)) throw new Error('a part of the knowledge has no answer');
console.log(JSON.stringify([loaded - start, performance.now() - loaded]));
`;

/** What the knowledge of needs adds to the server: bytes of the bundle, and milliseconds of a cold start. */
export async function knowledgeCost(
  times: number,
): Promise<{ readonly rows: readonly Row[]; readonly summary: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'trustscope-knowledge-'));
  try {
    const outfile = join(folder, 'knowledge.cjs');
    await build({
      ...OPTIONS,
      stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
      outfile,
    });
    const samples = Array.from({ length: times }, () => {
      const printed = execFileSync(process.execPath, ['-e', STOPWATCH, outfile], { encoding: 'utf8' });
      return JSON.parse(printed) as [number, number];
    });
    return {
      rows: [
        { what: 'knowledge of needs: load', samples: samples.map(([load]) => load), unit: 'ms' },
        { what: 'knowledge of needs: first look-ups', samples: samples.map(([, ask]) => ask), unit: 'ms' },
      ],
      summary: await sizeSummary(),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function sizeSummary(): Promise<string> {
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints: ['server/src/lsp/node.ts'],
    outfile: 'server.cjs',
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output?.inputs ?? {}).filter(([path]) => NEEDS.test(path));
  const bytesOf = (paths: typeof inputs): string =>
    `${(paths.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) / 1024).toFixed(0)} KB`;
  const data = inputs.filter(([path]) => path.includes('.generated.'));
  return `knowledge of needs: ${bytesOf(inputs)} of the server's ${((output?.bytes ?? 0) / 1024).toFixed(0)} KB, ${bytesOf(data)} of them data`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { renderTable } = await import('./stopwatch.js');
  const { rows, summary } = await knowledgeCost(31);
  console.log(`${summary}\n\n${renderTable(rows)}`);
}
