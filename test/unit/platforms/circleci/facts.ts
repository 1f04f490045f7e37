import type { FileFacts, SessionFacts } from '../../../../server/src/core/model/facts.js';
import { circleci } from '../../../../server/src/core/platforms/circleci/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { uriOf } from '../../../support/repository.js';

/** The facts of a file of CircleCI. */
export function factsOf(text: string, path = '.circleci/config.yml'): FileFacts {
  return circleci.lower(uriOf(path), parse(text, 'yaml', { merge: true }));
}

/** The session with this label; fails with the labels that there are. */
export function sessionOf(text: string, label: string): SessionFacts {
  const { sessions } = factsOf(text);
  const found = sessions.find((session) => session.label === label);
  if (found === undefined) {
    throw new Error(`no session ${label}; there are ${sessions.map((one) => one.label).join(', ')}`);
  }
  return found;
}

/** A file with one job `build` of these steps, and these workflows. */
export function withJob(steps: string, workflows: string, more = ''): string {
  return `version: 2.1
${more}jobs:
  build:
    docker: [{ image: 'cimg/base:2026.01' }]
    steps:
${steps}
workflows:
${workflows}
`;
}
