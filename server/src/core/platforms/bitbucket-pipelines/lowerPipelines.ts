import { SOURCES } from '../../knowledge/bitbucket/sources.js';
import { emptySession } from '../../model/emptySession.js';
import type { FileFacts, Note, SessionFacts } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entry } from '../../syntax/syntaxTree.js';
import { initiatorsOf } from './initiators.js';
import { lowerStep } from './lowerStep.js';
import type { Pipeline } from './pipelines.js';
import { MOST_STEPS, readPipelines } from './pipelines.js';
import { spanning } from '../../text/block.js';
import type { Reading } from './reading.js';
import { checkShape } from './shape.js';
import { quoted } from '../../text/quoted.js';

/** The facts of a `bitbucket-pipelines.yml`. */
export function lowerPipelines(reading: Reading): FileFacts {
  const pipelines = readPipelines(reading.tree);
  checkShape(reading, pipelines);
  const steps = pipelines.reduce((sum, pipeline) => sum + pipeline.steps.length, 0);
  const isWhole = reading.tree.complete && steps < MOST_STEPS;
  const [root] = reading.tree.documents;
  return {
    uri: reading.uri,
    platform: 'bitbucket-pipelines',
    title: 'bitbucket-pipelines',
    complete: isWhole,
    problems: reading.problems,
    sessions: pipelines.flatMap((pipeline) => [
      ...imported(reading, pipeline),
      ...pipeline.steps.map((step) => lowerStep(reading, pipeline, step)),
    ]),
    definitions:
      root === undefined
        ? []
        : [{ space: 'pipeline-file', key: reading.uri, origin: reading.originOf(firstKey(root)) }],
    notes: notesOf(reading),
  };
}

function firstKey(root: SyntaxNode): SyntaxNode {
  return root.kind === 'mapping' ? (root.entries[0]?.key ?? root) : root;
}

/**
 * A pipeline that is another repository's: what it runs stands there.
 * https://support.atlassian.com/bitbucket-cloud/docs/share-pipelines-configurations/
 */
function imported(reading: Reading, pipeline: Pipeline): readonly SessionFacts[] {
  const { imports, key, name } = pipeline;
  if (imports === undefined) return [];
  const origin = reading.originOf(key);
  const at = reading.originOf(imports);
  return [
    {
      ...emptySession(origin, spanning(key.written, imports.written)),
      localId: `pipeline:${name}`,
      kind: 'job-token',
      name: `${name} / ${imports.text}`,
      noun: 'pipeline',
      label: name,
      credential: "the steps' tokens",
      subject: { pipeline: name },
      role: 'delegates',
      initiators: initiatorsOf(reading, pipeline),
      lifetime: {
        seconds: null,
        basis: 'unknown',
        boundBy: 'the imported file',
        origin: at,
      },
      references: [
        {
          id: 'calls',
          kind: 'calls',
          target: { space: 'external', key: imports.text },
          name: imports.text,
          origin: at,
        },
      ],
      unknowns: [
        {
          what: `what the steps of ${quoted(imports.text)} do`,
          why: 'they stand in another repository',
          origin: at,
        },
      ],
    },
  ];
}

/** What holds for every step and is written nowhere is worth knowing once for the file. */
function notesOf(reading: Reading): readonly Note[] {
  const [root] = reading.tree.documents;
  const written = entry(root, 'pipelines');
  if (written === undefined) return [];
  return [
    {
      origin: reading.originOf(written.key),
      title: 'What every step may do',
      text: 'Each step that clones the repository may also push to it, within the permissions of its branches: the remote takes it without a credential. Pull requests from forks start nothing.',
      source: SOURCES.push,
    },
  ];
}
