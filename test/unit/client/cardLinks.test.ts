import { describe, expect, it } from 'vitest';
import { resolveCardLink } from '../../../client/src/views/cardLinks.js';

function argumentOf(link: string | undefined): unknown {
  const prefix = 'command:trustscope.openLocation?';
  expect(link?.startsWith(prefix)).toBe(true);
  return JSON.parse(decodeURIComponent(link!.slice(prefix.length)));
}

describe('resolveCardLink', () => {
  it('lets pages and our own commands through', () => {
    expect(resolveCardLink('https://owasp.org')).toBe('https://owasp.org');
    expect(resolveCardLink('command:trustscope.showScope?%5B%5D')).toBe(
      'command:trustscope.showScope?%5B%5D',
    );
  });

  it('turns a place in a file into a command, with positions from zero', () => {
    expect(argumentOf(resolveCardLink('file:///w/a.yml#L14,5'))).toEqual([
      { uri: 'file:///w/a.yml', position: { line: 13, character: 4 } },
    ]);
    expect(argumentOf(resolveCardLink('vscode-vfs://github/o/r/a.yml'))).toEqual([
      { uri: 'vscode-vfs://github/o/r/a.yml', position: { line: 0, character: 0 } },
    ]);
  });

  it.each(['javascript:alert(1)', 'command:workbench.action.quit', 'data:text/html,x', '#here', ''])(
    'leaves %j as words',
    (target) => {
      expect(resolveCardLink(target)).toBeUndefined();
    },
  );
});
