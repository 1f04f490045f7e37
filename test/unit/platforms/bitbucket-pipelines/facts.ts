import type { FileFacts, SessionFacts } from '../../../../server/src/core/model/facts.js';
import { bitbucketPipelines } from '../../../../server/src/core/platforms/bitbucket-pipelines/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { uriOf } from '../../../support/repository.js';

/** The facts of a `bitbucket-pipelines.yml`. */
export function factsOf(text: string): FileFacts {
  return bitbucketPipelines.lower(uriOf('bitbucket-pipelines.yml'), parse(text, 'yaml', { merge: true }));
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

/** A file whose default pipeline has one step, `Build`, with these keys. */
export function withStep(keys: string, more = ''): string {
  return `${more}pipelines:\n  default:\n    - step:\n        name: Build\n${keys}\n`;
}
