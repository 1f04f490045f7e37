import { describe, expect, it } from 'vitest';
import type { Remediation } from '../../../../server/src/core/model/remediation.js';
import { remediate } from '../../../../server/src/core/platforms/bitbucket-pipelines/remediate.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { applyEdits } from '../../../../server/src/core/text/textRange.js';

const URI = 'file:///bitbucket-pipelines.yml';

function after(text: string, intent: Remediation): string | undefined {
  const edits = remediate(intent, parse(text, 'yaml', { merge: true }));
  return edits && applyEdits(text, edits);
}

const bound = (session: string, seconds = 1800): Remediation => ({
  kind: 'bound-lifetime',
  uri: URI,
  session,
  seconds,
});
const gate = (session: string): Remediation => ({
  kind: 'require-gate',
  uri: URI,
  session,
  gate: 'production',
});

const TEXT = `pipelines:
  default:
    - step:
        name: Build
        script:
          - make
    - step:
        max-time: 90
        script:
          - ./deploy.sh
`;

describe('edits', () => {
  it('write a limit behind the name', () => {
    expect(after(TEXT, bound('step:default/Build'))).toBe(
      TEXT.replace('name: Build\n', 'name: Build\n        max-time: 30\n'),
    );
  });

  it('write another limit', () => {
    expect(after(TEXT, bound('step:default/step 2'))).toBe(TEXT.replace('max-time: 90', 'max-time: 30'));
  });

  it('name an environment', () => {
    expect(after(TEXT, gate('step:default/Build'))).toBe(
      TEXT.replace('name: Build\n', 'name: Build\n        deployment: production\n'),
    );
  });

  it('name none where another step of the pipeline deploys there, or the step deploys elsewhere', () => {
    const other = TEXT.replace('max-time: 90', 'deployment: production');
    expect(after(other, gate('step:default/Build'))).toBeUndefined();
    expect(
      after(TEXT.replace('max-time: 90', 'deployment: test'), gate('step:default/step 2')),
    ).toBeUndefined();
  });

  it('give a step a token, and take it away', () => {
    const token = (level: 'write' | undefined): Remediation => ({
      kind: 'set-right',
      uri: URI,
      session: 'step:default/Build',
      right: 'oidc',
      level,
      current: {},
    });
    const given = TEXT.replace('name: Build\n', 'name: Build\n        oidc: true\n');
    expect(after(TEXT, token('write'))).toBe(given);
    expect(after(given, token(undefined))).toBe(TEXT);
    expect(after(given, { ...token('write'), right: 'contents' } as Remediation)).toBeUndefined();
  });

  it('leave alone what several steps are made of', () => {
    const text = `definitions:
  steps:
    - step: &build
        name: Build
        script: [make]
pipelines:
  default:
    - step: *build
  branches:
    main:
      - step: *build
`;
    expect(after(text, bound('step:default/Build'))).toBeUndefined();
  });

  it('work in flow style', () => {
    expect(
      after('pipelines: { default: [{ step: { name: A, script: [a] } }] }\n', bound('step:default/A')),
    ).toBe('pipelines: { default: [{ step: { max-time: 30, name: A, script: [a] } }] }\n');
  });
});
