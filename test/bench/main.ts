/**
 * How quick it is, as a person in an editor and a run in CI feel it:
 *
 *     npm run bench [-- FOLDER-OF-REPOSITORIES]
 *
 * The server is the built one, in a process of its own. Its pause after typing is off.
 */
import { cpus } from 'node:os';
import { awsCatalogueCost } from './awsCatalogue.js';
import { corpusScan } from './corpus.js';
import { coldStart, editing, editingManifest, SIZES } from './editing.js';
import { knowledgeCost } from './knowledge.js';
import type { Row } from './stopwatch.js';
import { renderTable } from './stopwatch.js';

const ROUNDS = 30;

const rows: Row[] = [await coldStart(5)];
for (const lines of SIZES) rows.push(...(await editing(lines, lines > 5_000 ? ROUNDS / 3 : ROUNDS)));

for (const powerful of ['all', 10] as const) rows.push(...(await editingManifest(powerful, ROUNDS / 3)));

const { rows: knowledge, summary: knowledgeSize } = await knowledgeCost(ROUNDS);
rows.push(...knowledge);
console.log(knowledgeSize);
const { rows: catalogue, summary: catalogueSize } = await awsCatalogueCost(ROUNDS);
rows.push(...catalogue);
console.log(catalogueSize);

const folder = process.argv[2];
if (folder !== undefined) {
  const { row, summary } = corpusScan(folder);
  rows.push(row);
  console.log(`${folder}: ${summary}`);
}

console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
console.log(renderTable(rows));
