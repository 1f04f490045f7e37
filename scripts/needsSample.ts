/**
 * `tsx scripts/needsSample.ts FOLDER… [--draw N] [--seed N] [--match REGEX] [--compare LABELS]`: what jobs need, against
 * labels that were given by hand. Draws among all jobs, or among those whose text matches. Without `--compare` it prints
 * where the drawn jobs stand and nothing that the engine says of them; with it, how the engine's answer and each label
 * agree. See docs/evaluation.md.
 */
import { parseArgs } from 'node:util';
import { compareWithLabels } from './evaluation/needsLabels.js';
import { drawJobs, jobsOf } from './evaluation/needsSample.js';
import { repositoriesIn } from './evaluation/repositories.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    draw: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    match: { type: 'string', default: '' },
    compare: { type: 'string' },
  },
});

if (positionals.length === 0) {
  console.error(
    'usage: tsx scripts/needsSample.ts FOLDER… [--draw N] [--seed N] [--match REGEX] [--compare LABELS]',
  );
  process.exitCode = 2;
} else {
  const repositories = repositoriesIn(positionals);
  const pattern = new RegExp(values.match, 'u');
  const jobs = jobsOf(repositories).filter(({ text }) => pattern.test(text));
  const drawn = drawJobs(jobs, Number(values.draw), Number(values.seed));
  if (values.compare === undefined) {
    console.log(`${drawn.length} of ${jobs.length} jobs, seed ${values.seed}`);
    for (const { repository, path, line, job } of drawn) console.log(`${repository} ${path}:${line} ${job}`);
  } else if (!(await compareWithLabels(repositories, drawn, values.compare))) {
    process.exitCode = 1;
  }
}
