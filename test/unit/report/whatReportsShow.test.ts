import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../server/src/core/report/diff.js';
import { shownJson } from '../../../server/src/core/report/shownJson.js';
import { visibleJson, visibleLines } from '../../../server/src/core/text/visible.js';

const TOKEN = `ghp_${'a1B2c3D4'.repeat(5)}`;

describe('JSON that goes into a log', () => {
  it('has credentials dotted over, also the second time that a text is met', () => {
    const line = `curl -H "Authorization: Bearer ${TOKEN}"`;
    for (const json of [shownJson([line, line]), shownJson({ excerpt: line })]) {
      expect(json).toContain('•');
      expect(json).not.toContain(TOKEN);
    }
  });

  it('has credentials of long texts dotted over', () => {
    expect(shownJson(`${'x '.repeat(300)}${TOKEN}`)).not.toContain(TOKEN);
  });

  it('keeps an edit and a path to the letter', () => {
    expect(shownJson({ newText: TOKEN, path: TOKEN }).split(TOKEN)).toHaveLength(3);
  });

  it('writes what a terminal would act upon as escapes, and says the same', () => {
    const text = 'a\u001b[2Jb\u009bc\u202ed\u200be';
    const json = visibleJson(JSON.stringify({ text }, undefined, 2));
    expect(json).not.toMatch(/[\u001b\u009b\u202e\u200b]/u);
    expect(JSON.parse(json)).toEqual({ text });
  });
});

describe('a text of several lines', () => {
  it('keeps its lines and tabs, and shows all else that a terminal would act upon', () => {
    expect(visibleLines('a\n\tb\r\nc\u001b[2Jd\u009be\u202ef')).toBe('a\n\tb\r\nc␛[2Jd�e�f');
  });
});

describe('a diff', () => {
  it('has credentials dotted over on both sides', () => {
    const [before, after] = [`token: ${TOKEN}\na: 1\n`, `token: ${TOKEN}x\na: 2\n`];
    const diff = unifiedDiff('a.yml', before, after);
    expect(diff).toContain('•');
    expect(diff).not.toContain(TOKEN);
  });
});
