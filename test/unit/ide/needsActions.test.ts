import { describe, expect, it } from 'vitest';
import { needsActions } from '../../../server/src/core/ide/needsActions.js';
import { applyChanges, openRepository, uriOf } from '../../support/repository.js';

const PATH = '.github/workflows/release.yml';
const TEXT = `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: write-all
    steps:
      - uses: softprops/action-gh-release@v2
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: nobody-knows/what-this-does@v1
`;

describe('the action that grants a job what it needs', () => {
  const repository = new Map([[PATH, TEXT]]);
  const snapshot = openRepository(repository);
  const at = (words: string) => {
    const start = TEXT.indexOf(words);
    return needsActions(snapshot, uriOf(PATH), { start, end: start });
  };

  it.each(['release:', 'permissions', 'write-all'])('is offered at %s', (words) => {
    const [action] = at(words);
    expect(action?.title).toBe('Set permissions to what this job needs');
    const fixed = applyChanges(repository, action?.changes ?? []).get(PATH);
    expect(fixed).toMatch(/permissions:\n {6}contents: write +# step 1 /u);
    const again = openRepository(new Map([[PATH, fixed ?? '']]));
    const start = TEXT.indexOf('release:');
    expect(needsActions(again, uriOf(PATH), { start, end: start })).toEqual([]);
  });

  it.each(['build:', 'steps'])('is not offered at %s', (words) => {
    expect(at(words)).toEqual([]);
  });
});
