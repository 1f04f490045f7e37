import { describe, expect, it } from 'vitest';
import { mutateNeeds, RAISES } from '../../../scripts/evaluation/needsMutations.js';
import { repositoriesIn } from '../../../scripts/evaluation/repositories.js';
import { bashParser } from '../../support/bash.js';

const roots = repositoriesIn(['examples']).flatMap((repository) => repository.roots);
const came = mutateNeeds(roots, { parseShell: await bashParser() });

describe('the jobs of the examples that are known whole', () => {
  it('are some', () => {
    expect(came.jobs).toBeGreaterThan(5);
  });

  it('are told every scope beyond their needs, and the fix restores the text', () => {
    expect(came.failures).toEqual([]);
    expect([...came.raised.keys()].sort()).toEqual(
      RAISES.map(([right, level]) => `${right}:${level}`).sort(),
    );
    for (const [what, { made, told, restored, unknown }] of came.raised) {
      expect({ what, told, restored }).toEqual({ what, told: made - unknown, restored: made - unknown });
    }
  });

  it('are told every scope that they lack, and the fix restores the rights', () => {
    expect(came.dropped.size).toBeGreaterThan(2);
    for (const [what, { made, told, restored }] of came.dropped) {
      expect({ what, told, restored }).toEqual({ what, told: made, restored: made });
    }
  });
});
