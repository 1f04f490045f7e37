import { expect, it } from 'vitest';
import { lowered, written } from './lowered.js';

it.each([
  ['job:\n  script: make\n  resource_group: live\n', 'resource_group', 'A resource group is no gate'],
  ['job:\n  script: login $CI_JOB_JWT_V2\n', 'CI_JOB_JWT_V2', 'CI_JOB_JWT_V2 is gone'],
  [
    'job:\n  script: make\n  variables:\n    CI_DEBUG_TRACE: "true"\n',
    'CI_DEBUG_TRACE',
    'Debug logging writes out every variable',
  ],
])('a note stands at its place in %j', (text, place, title) => {
  const { notes } = lowered(text);
  expect(notes.map((note) => [written(text, note.origin), note.title])).toEqual([[place, title]]);
});
