import { describe, expect, it } from 'vitest';
import { codeActions } from '../../../server/src/core/ide/codeActions.js';
import { applyChanges, openRepository, pathOf, uriOf } from '../../support/repository.js';

const PATH = 'infra/[live]/trust.json';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/*' },
      },
    },
  ],
});

/** The configuration after the rule was turned off in the file, and whether the finding is gone. */
function turnedOff(configuration: string | undefined) {
  const files = new Map([[PATH, TRUST]]);
  if (configuration !== undefined) files.set('.trustscope.yml', configuration);
  const snapshot = openRepository(files);
  const at = TRUST.indexOf('repo:acme/*');
  const action = codeActions(snapshot, uriOf(PATH), { start: at, end: at }).find(
    ({ of }) => of === 'exclusion',
  );
  if (action?.of !== 'exclusion') return undefined;
  const made = new Map(files);
  if (action.change.isNew === true) made.set(pathOf(action.change.uri), '');
  const after = applyChanges(made, [action.change]);
  const left = openRepository(after).findings(uriOf(PATH));
  return {
    title: action.title,
    text: [...after].find(([path]) => path.endsWith('.trustscope.yml'))?.[1],
    isGone: left.every(({ rule, suppressed }) => rule !== 'open-trust-policy' || suppressed !== null),
  };
}

describe('a finding in a file that takes no comments', () => {
  it('is turned off by a new configuration that names the file under the rule', () => {
    expect(turnedOff(undefined)).toMatchObject({
      title: 'Turn off open-trust-policy for this file',
      isGone: true,
    });
  });

  it.each([
    ['rules:\n  long-session: hint\n'],
    ['rules:\n  open-trust-policy:\n    severity: warning\n'],
    ["rules:\n  open-trust-policy:\n    exclude: ['other/**']\n"],
    ['rules:\n  open-trust-policy:\n    exclude:\n      - other/**\n'],
    ['assume:\n  defaultTokenPermissions: restricted\n'],
  ])('is added to %j, which keeps what it says', (configuration) => {
    const { text = '', isGone } = turnedOff(configuration) ?? {};
    expect(isGone).toBe(true);
    for (const word of configuration.match(/[\w*/]+/gu) ?? []) expect(text).toContain(word);
  });

  it.each([
    ['rules:\n  open-trust-policy: warning\n'],
    ['rules: []\n'],
    ['rules:\n  open-trust-policy: { severity: warning }\n'],
  ])('is left where the configuration %j has no room for it', (configuration) => {
    expect(turnedOff(configuration)).toBeUndefined();
  });
});
