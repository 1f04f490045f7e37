import { describe, expect, it } from 'vitest';
import { mayBeTakenIn } from '../../../server/src/core/analysis/takingIn.js';

const files = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([path, text]) => ({ uri: `file:///r/${path}`, path, text }));

const TERRAFORM = 'resource "aws_iam_policy" "p" {\n  policy = file("policies/own.json")\n}\n';
const PIPELINE = 'pipelines:\n  default:\n    - step: { script: [cat own.json] }\n';

describe('mayBeTakenIn', () => {
  it('asks for a name in what takes files in, not in what is read alone', () => {
    expect(mayBeTakenIn('policies/own.json', files({ 'main.tf': TERRAFORM }))).toBe(true);
    expect(mayBeTakenIn('policies/own.json', files({ 'bitbucket-pipelines.yml': PIPELINE }))).toBe(false);
    expect(mayBeTakenIn('policies/other.json', files({ 'main.tf': TERRAFORM }))).toBe(false);
  });

  it('follows files that hand it on, in circles too', () => {
    const chain = {
      '.gitlab-ci.yml': 'include: [{ local: ci/a.yml }]\njob: { script: [make] }\n',
      'ci/a.yml': 'x: b.yml\n',
      'ci/b.yml': 'x: [c.yml, a.yml]\n',
    };
    expect(mayBeTakenIn('ci/c.yml', files(chain))).toBe(true);
    expect(
      mayBeTakenIn('ci/c.yml', files({ 'ci/a.yml': 'x: b.yml c.yml\n', 'ci/b.yml': 'x: a.yml\n' })),
    ).toBe(false);
  });

  it('takes all of a chart for part of it', () => {
    const chart = files({ 'charts/shop/Chart.yaml': 'name: shop\n' });
    expect(mayBeTakenIn('charts/shop/values-eu.yaml', chart)).toBe(true);
    expect(mayBeTakenIn('charts/other/values.yaml', chart)).toBe(false);
    expect(mayBeTakenIn('values.yaml', files({ 'Chart.yaml': '' }))).toBe(true);
  });
});
