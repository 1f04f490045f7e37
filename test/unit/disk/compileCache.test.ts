import { describe, expect, it } from 'vitest';
import { compileCacheFolder } from '../../../server/src/disk/compileCache.js';

describe('the folder for compiled code', () => {
  it.runIf(process.platform !== 'win32')('is that of the user, as each system has it', () => {
    expect(compileCacheFolder('linux', {}, '/home/ada')).toBe('/home/ada/.cache/trustscope/compiled');
    expect(compileCacheFolder('linux', { XDG_CACHE_HOME: '/var/ada' }, '/home/ada')).toBe(
      '/var/ada/trustscope/compiled',
    );
    expect(compileCacheFolder('darwin', { XDG_CACHE_HOME: '/var/ada' }, '/Users/ada')).toBe(
      '/Users/ada/Library/Caches/trustscope/compiled',
    );
    expect(compileCacheFolder('win32', { LOCALAPPDATA: '/Users/ada/AppData/Local' }, '/Users/ada')).toBe(
      '/Users/ada/AppData/Local/trustscope/compiled',
    );
  });

  it('is none that somebody else could fill: where no folder of the user is known there is none', () => {
    expect(compileCacheFolder('linux', { XDG_CACHE_HOME: 'here' }, 'there')).toBeUndefined();
    expect(compileCacheFolder('win32', {}, '/Users/ada')).toBeUndefined();
  });
});
