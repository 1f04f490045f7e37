import { workOf } from '../work.js';
import { expect } from 'vitest';
import { openRepository, uriOf } from '../repository.js';

/** What reading any text may cost, in blocks of code that run (see `workOf`): some for itself, more for its length. */
const WORK_AT_ALL = 1_000_000;
const WORK_PER_CHARACTER = 350;

/** Opens a repository of one file and asks of it what an editor asks. */
function askEverything(path: string, text: string): void {
  const snapshot = openRepository(new Map([[path, text]]));
  const findings = snapshot.findings(uriOf(path));
  const said = [
    ...findings,
    ...snapshot.problems(uriOf(path)),
    ...findings.flatMap((finding) => snapshot.fixes(finding)),
  ];
  for (let offset = 0; offset < text.length; offset += Math.ceil(text.length / 20)) {
    snapshot.scopesAt(uriOf(path), offset);
  }
  // A few words that are said of a text without end are a fault as much as a hang is.
  expect(said.length).toBeLessThanOrEqual(text.length + 1);
}

/**
 * Demands that a text is read, judged and offered fixes for, without an exception, with an answer no longer than the
 * text. That it ends at all is what the time limit of the tests sees to.
 */
export function expectCalm(path: string, text: string): void {
  askEverything(path, text);
}

/** Demands the same of a text that is made to hurt, and that it costs no more than its length excuses. */
export function expectBoundedWork(path: string, text: string): void {
  const work = workOf(() => {
    askEverything(path, text);
  });
  expect(work).toBeLessThan(WORK_AT_ALL + WORK_PER_CHARACTER * text.length);
}
