import { describe, expect, it } from 'vitest';
import {
  configurationResolver,
  isConfigurationFile,
} from '../../../server/src/core/analysis/configurationResolver.js';
import { DEFAULT_CONFIGURATION } from '../../../server/src/core/analysis/defaultConfiguration.js';
import { lookUp } from '../../../server/src/core/analysis/globs.js';
import { configuredPath, isIgnored, settingFor } from '../../../server/src/core/analysis/ruleSetting.js';
import { read } from './configurationSample.js';

describe('settingFor', () => {
  const { configuration } = read(`
rules:
  ungated-secret: off
  long-session: { severity: hint, paths: [".github/workflows/**"], exclude: ["nightly-*.yml"] }
`);

  it.each([
    ['ungated-secret', 'anywhere.yml', 'off'],
    ['long-session', '.github/workflows/release.yml', 'hint'],
    ['long-session', '.github/workflows/nightly-a.yml', 'off'],
    ['long-session', 'action.yml', 'off'],
    ['broad-token-permissions', 'action.yml', undefined],
    ['toString', 'action.yml', undefined],
  ])('of %s in %s is %s', (rule, path, setting) => {
    expect(settingFor(configuration, rule, path)).toBe(setting);
  });
});

describe('ignore', () => {
  it.each([
    ['examples/**', 'examples/.github/workflows/a.yml', true],
    ['examples/', 'examples/a.yml', true],
    ['/examples/', 'sub/examples/a.yml', false],
    ['*.generated.yml', '.github/workflows/a.generated.yml', true],
    ['./a.yml', 'a.yml', true],
    ['./a.yml', 'b/a.yml', false],
    ['.github/workflows/a.yml', '.github/workflows/b.yml', false],
  ])('%s for %s: %s', (glob, path, ignored) => {
    expect(isIgnored(read(`ignore: ["${glob}"]`).configuration, path)).toBe(ignored);
  });

  it('is relative to the configuration’s folder', () => {
    const { configuration } = read('ignore: [a/*.yml]');
    expect(configuredPath(configuration, 'file:///w/shop/a/b%20c.yml')).toBe('a/b c.yml');
    expect(configuredPath(DEFAULT_CONFIGURATION, 'file:///w/shop/a/b.yml')).toBe('');
  });
});

describe('lookUp', () => {
  const table = { 'preview-*': 1, 'preview-main': 2, constructor: 3 };

  it.each([
    ['preview-7', 1],
    ['preview-main', 2],
    ['constructor', 3],
    ['production', undefined],
    ['toString', undefined],
  ])('of %s is %s: the name itself wins over a glob', (name, value) => {
    expect(lookUp(table, name)).toBe(value);
  });
});

describe('configurationResolver', () => {
  const named = (uri: string): [string, typeof DEFAULT_CONFIGURATION] => [
    uri,
    { ...DEFAULT_CONFIGURATION, uri },
  ];
  const resolve = configurationResolver(
    new Map([
      named('file:///w/.trustscope.yaml'),
      named('file:///w/shop/.trustscope.yml'),
      named('file:///w/shop/.trustscope.yaml'),
    ]),
  );

  it.each([
    ['file:///w/shop/.github/workflows/a.yml', 'file:///w/shop/.trustscope.yml'],
    ['file:///w/shop/.trustscope.yml', 'file:///w/shop/.trustscope.yml'],
    ['file:///w/other/a.yml', 'file:///w/.trustscope.yaml'],
    ['file:///elsewhere/a.yml', undefined],
    ['untitled:Untitled-1', undefined],
  ])('gives %s the configuration %s', (uri, configuration) => {
    expect(resolve(uri).uri).toBe(configuration);
  });

  it('knows the names of configuration files', () => {
    expect(isConfigurationFile('file:///w/.trustscope.yml')).toBe(true);
    expect(isConfigurationFile('file:///w/trustscope.yml')).toBe(false);
  });
});
