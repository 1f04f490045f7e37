import { chownSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Repositories } from '../../../server/src/disk/repository.js';
import { temporaryFolder } from './temporaryFolder.js';

const ASKED = { 'asked/ci.yml': 'on: push\n' };

describe('the top of what was asked for', () => {
  it('is no folder above that only looks like one', () => {
    const above = temporaryFolder({ ...ASKED, '.github/workflows/planted.yml': 'on: push\n' });
    const asked = join(above, 'asked');
    expect(new Repositories().topOf(asked, asked)).toBe(asked);
  });

  it('is the repository above that is real', () => {
    const above = temporaryFolder({ ...ASKED, '.git/HEAD': 'ref: refs/heads/main\n' });
    const asked = join(above, 'asked');
    expect(new Repositories().topOf(asked, asked)).toBe(above);
  });

  it.runIf(process.getuid?.() === 0)('is no repository above that somebody else owns', () => {
    const above = temporaryFolder({ ...ASKED, '.git/HEAD': 'ref: refs/heads/main\n' });
    const asked = join(above, 'asked');
    chownSync(asked, 1, 1);
    expect(new Repositories().topOf(asked, asked)).toBe(asked);
  });
});
