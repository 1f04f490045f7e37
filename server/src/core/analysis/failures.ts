import { Unsettled } from '../engine/query.js';
import type { LinkFailure } from '../link/linker.js';
import type { Uri } from '../text/uri.js';
import type { RuleFailure } from './findings.js';
import type { FileProblem } from './snapshot.js';

/**
 * A failure of ours in one sentence or two, as a problem of a file tells it.
 *
 * @param what what failed, as the start of a sentence
 * @param lost what that costs, as a sentence
 */
export function failureText(what: string, error: unknown, lost: string): string {
  // A text that runs the stack out has nothing to say but that.
  const said = error instanceof Error && error.message !== '' ? error.message : 'unknown';
  return `${what}, which is an error in TrustScope (${said}). ${lost}`;
}

/** What failed for the sessions of a file, each place once. */
export function failureProblems(
  uri: Uri,
  rules: readonly (RuleFailure & Pick<LinkFailure, 'origin'>)[],
  links: readonly Pick<LinkFailure, 'origin' | 'error'>[],
): readonly FileProblem[] {
  const found = new Map<string, FileProblem>();
  const add = (message: string, { range }: LinkFailure['origin']): void => {
    const place = `${String(range.start)} ${message}`;
    found.set(place, { uri, message, range, severity: 'warning', kind: 'limit' });
  };
  for (const { rule, origin, error } of rules) {
    const what = `The rule ${rule} failed on this session`;
    add(failureText(what, error, 'What it would say of it is missing.'), origin);
  }
  for (const { origin, error } of links) {
    add(
      error instanceof Unsettled
        ? `The sessions that lead to each other around this one were not followed to the end (${error.message}). They may reach more than is said.`
        : failureText('Joining this with other files failed', error, 'What it reaches is not known whole.'),
      origin,
    );
  }
  return [...found.values()];
}
