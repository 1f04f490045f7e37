import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/core/rules/index.js';
import { everyFixture } from '../support/contract/everyFixture.js';
import { checkFix } from '../support/fixes/checkFix.js';
import { allFindings, openRepository } from '../support/repository.js';

// All rules run over all fixtures, whatever they were written for: a fix meets more than its author thought of.
describe('each fix, applied alone, mends its finding and breaks nothing', () => {
  for (const { name, repository } of everyFixture()) {
    it(`in ${name}`, () => {
      const before = openRepository(repository);
      const findings = allFindings(before, repository).filter(({ suppressed }) => suppressed === null);
      const complaints = findings.flatMap((finding) =>
        before
          .fixes(finding)
          .flatMap((fix) =>
            checkFix(repository, before, finding, fix, RULES).map(
              (why) => `[${finding.rule}] "${fix.title}" ${why}`,
            ),
          ),
      );
      if (complaints.length > 0) expect.fail(complaints.join('\n\n'));
    });
  }
});
