import { LEGACY_TOKENS, LEGACY_TOKENS_PAGE } from '../../knowledge/gitlab/federation.js';
import { keywordPage } from '../../knowledge/gitlab/keywords.js';
import type { Note } from '../../model/facts.js';
import { entry, entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { Pipeline } from './pipeline.js';
import type { Reading } from './reading.js';
import type { Scripts } from './scripts.js';

/** https://docs.gitlab.com/ci/variables/#enable-debug-logging */
const DEBUG = {
  variables: ['CI_DEBUG_TRACE', 'CI_DEBUG_SERVICES'],
  source: 'https://docs.gitlab.com/ci/variables/#enable-debug-logging',
} as const;

function debugNotes(reading: Reading, pipeline: Pipeline): readonly Note[] {
  const blocks = [pipeline.root, ...pipeline.jobs.map(({ raw }) => raw)].map((node) =>
    get(node, 'variables'),
  );
  return blocks
    .flatMap((block) => entries(block))
    .filter(({ key, value }) => DEBUG.variables.some((name) => name === key.text) && textOf(value) === 'true')
    .map(({ key }) => ({
      origin: reading.originOf(key),
      title: 'Debug logging writes out every variable',
      text: 'Credentials among them stand in the job log then, for all who may read it with the Developer role.',
      source: DEBUG.source,
    }));
}

/** What a reader may take for something that it is not. */
export function notesOf(reading: Reading, pipeline: Pipeline, scripts: Scripts): readonly Note[] {
  const ofJobs = pipeline.jobs.flatMap((job) => {
    const group = entry(job.raw, 'resource_group');
    const legacy = scripts
      .of(job)
      .flatMap(({ node, seen }) =>
        seen.reads.filter((name) => LEGACY_TOKENS.has(name)).map((name) => ({ node, name })),
      );
    return [
      ...(group === undefined
        ? []
        : [
            {
              origin: reading.originOf(group.key),
              title: 'A resource group is no gate',
              text: 'It decides how many of its jobs run at a time. Nobody is asked again.',
              source: keywordPage('resource_group'),
            },
          ]),
      ...legacy.map(({ node, name }) => ({
        origin: reading.originWithin(node, name),
        title: `${name} is gone`,
        text: 'GitLab 17.0 took it away: every job had it, for whoever would take it. Ask for a token with an audience of its own under `id_tokens`.',
        source: LEGACY_TOKENS_PAGE,
      })),
    ];
  });
  return [...ofJobs, ...debugNotes(reading, pipeline)];
}
