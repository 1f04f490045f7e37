import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const PIPELINE = uriOf('.gitlab-ci.yml');
const INCLUDED = uriOf('ci/base.yml');

describe('a file that is read because another includes it', () => {
  const broken = 'default:\n  retry: 1\n  retry: 2\n';
  const pipeline = 'include:\n  - local: ci/base.yml\nbuild:\n  script: [make]\n';

  it('has no problems any more as soon as nothing includes it', () => {
    const host = new AnalysisHost();
    host.apply([
      { uri: PIPELINE, root: ROOT, text: pipeline },
      { uri: INCLUDED, root: ROOT, text: broken },
    ]);
    expect(host.snapshot.problems(INCLUDED).map(({ kind }) => kind)).toEqual(['syntax']);
    host.apply([{ uri: PIPELINE, root: ROOT, text: null }]);
    expect(host.snapshot.problems(INCLUDED)).toEqual([]);
  });
});
