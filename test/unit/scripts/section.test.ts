import { describe, expect, it } from 'vitest';
import { fillSection, section } from '../../../scripts/rule-trio/section.js';

const rules = section('rules');

describe('a generated section of a page', () => {
  it('is replaced, and all around it stays', () => {
    const page = `before\n\n${rules.open}\nold\n${rules.close}\n\nafter\n`;
    const filled = fillSection(page, rules, '| new |');
    expect(filled).toBe(`before\n\n${rules.open}\n\n| new |\n\n${rules.close}\n\nafter\n`);
    expect(fillSection(filled, rules, '| new |')).toBe(filled);
  });

  it('is left alone when the page has none', () => {
    expect(fillSection('no section\n', rules, 'x')).toBe('no section\n');
    expect(fillSection(`${rules.open} and no end\n`, rules, 'x')).toBe(`${rules.open} and no end\n`);
  });
});
