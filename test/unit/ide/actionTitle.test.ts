import { describe, expect, it } from 'vitest';
import { actionTitle, TITLE_LENGTH } from '../../../server/src/core/ide/actionTitle.js';

describe('the title of a quick-fix', () => {
  it.each<[title: string, caution: string | undefined, shown: string]>([
    ['Grant only `contents: read`', undefined, 'Grant only contents: read'],
    ['Remove `s3:*`', 'what uses it stops working', 'Remove s3:* ⚠ what uses it stops working'],
    // All of the caveat or its first part, else the sign alone: never half a word.
    [
      'Let it ask: `workspace-write`',
      'it stops unattended runs, and whatever else there is to say of them',
      'Let it ask: workspace-write ⚠ it stops unattended runs',
    ],
    [
      'Bind the role to `repo:acme/shop:environment:production`',
      'whatever assumes the role from elsewhere is refused from then on',
      'Bind the role to repo:acme/shop:environment:production ⚠',
    ],
    // What is said at the end goes before a name is touched.
    [
      'Grant only `contents: write, pull-requests: write`, all that these steps need',
      undefined,
      'Grant only contents: write, pull-requests: write',
    ],
    [
      'Remove `arn:aws:dynamodb:eu-west-1:111122223333:table/staging-orders` of `x`',
      undefined,
      'Remove arn:aws:dynamodb:eu-wes…333:table/staging-orders of x',
    ],
    ['Write ``a`b``', undefined, "Write a'b"],
  ])('%s (%s)', (title, caution, shown) => {
    expect(actionTitle(title, caution)).toBe(shown);
    expect(shown.length).toBeLessThanOrEqual(TITLE_LENGTH);
  });

  it('stays short whatever the names are', () => {
    const names = Array.from({ length: 9 }, (_, index) => `\`${'name'.repeat(index + 1)}\``).join(', ');
    expect(actionTitle(`Allow ${names}`, 'x'.repeat(99)).length).toBeLessThanOrEqual(TITLE_LENGTH);
  });
});
