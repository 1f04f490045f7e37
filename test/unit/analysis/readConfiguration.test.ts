import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIGURATION } from '../../../server/src/core/analysis/defaultConfiguration.js';
import { CONFIGURATION_URI, read } from './configurationSample.js';

const DEFAULTS = { ...DEFAULT_CONFIGURATION, uri: CONFIGURATION_URI };

describe('readConfiguration', () => {
  it('reads every key', () => {
    const { configuration, problems } = read(`
rules:
  ungated-secret: off
  long-session: { severity: warning, paths: [a/**], exclude: [a/b/**] }
assume:
  defaultTokenPermissions: restricted
  environments: { production: { reviewers: true }, "preview-*": { reviewers: false } }
  runners: { build-pool: ephemeral }
  repository: acme/shop
sensitive:
  customer-data: [crm]
limits:
  long-session: 1h30m
ignore: [examples/**]
actions:
  acme/notify: { token: [github-token], needs: { issues: write }, federates: false, source: https://example.com }
`);
    expect(problems).toEqual([]);
    expect(configuration).toEqual({
      uri: CONFIGURATION_URI,
      rules: {
        'ungated-secret': { severity: 'off' },
        'long-session': { severity: 'warning', paths: ['a/**'], exclude: ['a/b/**'] },
      },
      assume: {
        defaultTokenPermissions: 'restricted',
        environments: { production: { reviewers: true }, 'preview-*': { reviewers: false } },
        runners: { 'build-pool': 'ephemeral' },
        repository: 'acme/shop',
      },
      sensitive: { 'customer-data': ['crm'] },
      limits: { longSessionSeconds: 5400 },
      ignore: ['examples/**'],
      actions: new Map([
        [
          'acme/notify',
          {
            token: { inputs: ['github-token'], env: [], default: false },
            needs: { issues: 'write' },
            federates: false,
          },
        ],
      ]),
      scopes: [],
    });
  });

  it('reads a contract with the places that say it', () => {
    const text = `scopes:
  - identities: [job publish]
    files: [a/*.yml]
    may: [{ system: repository, access: read }]
    lasts: 90m
    credentialsLast: unbounded
    startedBy: [{ event: push }]
    gates: [{ name: environment production }]
    notKnown: [what *]
`;
    const { configuration, problems } = read(text);
    expect(problems).toEqual([]);
    const [{ identities, files, ceiling } = {}] = configuration.scopes;
    expect([identities, files]).toEqual([['job publish'], ['a/*.yml']]);
    expect(ceiling).toMatchObject({
      may: { value: [{ system: 'repository', access: 'read' }] },
      lasts: { value: 5400 },
      credentialsLast: { value: null },
      startedBy: { value: [{ event: 'push', conditions: [], withheld: [] }] },
      gates: [{ before: [], name: 'environment production', proof: 'files', index: 0 }],
      notKnown: ['what *'],
    });
    const at = ({ origin: { range } }: { origin: { range: { start: number; end: number } } }): string =>
      text.slice(range.start, range.end);
    expect([ceiling?.may, ceiling?.lasts, ceiling?.gates[0]].map((part) => part && at(part))).toEqual([
      'may',
      'lasts',
      '{ name: environment production }',
    ]);
  });

  it('counts none of a contract that is wrong in one place', () => {
    const { configuration, problems } = read(
      'scopes: [{ identities: [a], lasts: soon }, { identities: [b] }]',
    );
    expect(problems).toHaveLength(1);
    expect(configuration.scopes).toEqual([]);
  });

  it.each(['', '# nothing yet\n', '---\n', 'rules:\n', 'rules:\n  long-session:\n', 'ignore:\n  -\n'])(
    'takes %j, which somebody is still writing, for the defaults',
    (text) => {
      expect(read(text)).toEqual({ configuration: DEFAULTS, problems: [] });
    },
  );

  it.each([
    ['1h', 3600],
    ['90m', 5400],
    ['1h30m10s', 5410],
    ['5400', 5400],
  ])('reads the duration %s', (duration, seconds) => {
    expect(read(`limits: { long-session: ${duration} }`).configuration.limits.longSessionSeconds).toBe(
      seconds,
    );
  });

  it('follows aliases', () => {
    const { configuration, problems } = read('rules:\n  long-session: &off off\n  ungated-secret: *off\n');
    expect(problems).toEqual([]);
    expect(configuration.rules['ungated-secret']).toEqual({ severity: 'off' });
  });
});

describe('a mistake in the configuration', () => {
  it.each([
    [
      'assume:\n  defaultTokenPermissions: open',
      '`assume.defaultTokenPermissions` is `open`; allowed: permissive, restricted. @ open',
    ],
    [
      'assume:\n  defaultTokenPermission: restricted',
      '`assume` has no key `defaultTokenPermission`; did you mean `defaultTokenPermissions`? Allowed: defaultTokenPermissions, environments, runners, blockedEvents, repository, subject. @ defaultTokenPermission',
    ],
    [
      'colour: red',
      'The configuration has no key `colour`. Allowed: rules, assume, sensitive, limits, ignore, scopes, actions. @ colour',
    ],
    [
      '- a',
      'The configuration is a list; expected a mapping with rules, assume, sensitive, limits, ignore, scopes, actions. @ - a',
    ],
    [
      'rules:\n  long-sesion: off',
      'There is no rule `long-sesion`; did you mean `long-session`? @ long-sesion',
    ],
    [
      'rules:\n  nothing-like-it: off',
      'There is no rule `nothing-like-it`; `trustscope rules` lists them. @ nothing-like-it',
    ],
    [
      'rules: { long-session: fatal }',
      '`rules.long-session` is `fatal`; allowed: off, hint, information, warning, error, or a mapping with severity, paths, exclude. @ fatal',
    ],
    [
      'rules:\n  long-session:\n    severity: fatal',
      '`rules.long-session.severity` is `fatal`; allowed: off, hint, information, warning, error. @ fatal',
    ],
    [
      'rules:\n  long-session: [off]',
      '`rules.long-session` is a list; allowed: off, hint, information, warning, error, or a mapping with severity, paths, exclude. @ long-session',
    ],
    [
      'rules:\n  long-session: { severity: off, paths: [a] }',
      '`rules.long-session` is off everywhere, whatever its paths; to silence it in some files only, name them under `exclude` and leave `severity` out. @ long-session',
    ],
    [
      'assume:\n  environments:\n    production: {}',
      '`assume.environments.production` lacks `reviewers`. @ production',
    ],
    [
      'assume:\n  environments: { a/b: { reviewers: yes } }',
      '`assume.environments.a/b.reviewers` is `yes`; expected true or false, for example `true`. @ yes',
    ],
    ['assume: { repository: shop }', '`assume.repository` is `shop`; write it like `acme/shop`. @ shop'],
    [
      'limits: { long-session: soon }',
      '`limits.long-session` is `soon`; write it like `1h`, `90m`, `5400`. @ soon',
    ],
    [
      'limits: { long-session: 0 }',
      '`limits.long-session` is `0`; expected a number or a text, for example `1h`, `90m`, `5400`. @ 0',
    ],
    [
      'ignore: examples',
      '`ignore` is `examples`; expected a list, for example `["examples/**"]`. @ examples',
    ],
    ['ignore: [a, 1]', '`ignore[1]` is `1`; expected a text, for example `**/*.yml`. @ 1'],
    [
      'actions: { notify: { token: none } }',
      '`actions` has a key `notify` of the wrong form; write it like `acme/notify`. @ notify',
    ],
    [
      'actions: { a/b: { token: all } }',
      '`actions.a/b.token` is `all`; allowed: none, default, or a list or a mapping with inputs, env, default. @ all',
    ],
    ['ignore: [a]\nignore: [b]', 'Key `ignore` is written twice in this mapping. @ ignore'],
    [
      '--- {}\n--- { ignore: [a] }',
      'Only the first document of a configuration file counts. @ { ignore: [a] }',
    ],
  ])('%j is told once, at its place', (text, problem) => {
    expect(read(text).problems).toEqual([problem]);
  });

  it('leaves the rest in force', () => {
    const { configuration, problems } = read(`
rules: { long-session: fatal, ungated-secret: hint }
assume:
  environments: { production: { reviewers: true, who: me }, staging: { reviewer: false }, test: true }
ignore: [1, a/**]
limits: long
`);
    expect(problems).toHaveLength(7);
    expect(configuration).toEqual({
      ...DEFAULTS,
      rules: { 'ungated-secret': { severity: 'hint' } },
      assume: { environments: { production: { reviewers: true } }, runners: {} },
      ignore: ['a/**'],
    });
  });

  it('is a problem of the text where that cannot be read, and the rest counts', () => {
    const { configuration, problems } = read('ignore: [a]\nrules: { long-session: off');
    expect(problems[0]).toMatch(/^This YAML cannot be read/u);
    expect(configuration.ignore).toEqual(['a']);
  });

  it.each(['__proto__', 'constructor', 'toString'])('named %s is a key like any other', (key) => {
    expect(read(`${key}: 1`).problems).toHaveLength(1);
    const { configuration } = read(`assume: { environments: { ${key}: { reviewers: true } } }`);
    expect(Object.entries(configuration.assume.environments)).toEqual([[key, { reviewers: true }]]);
  });
});

describe('any configuration', () => {
  const key = fc.constantFrom(
    'rules',
    'assume',
    'environments',
    'production',
    'reviewers',
    'ignore',
    'limits',
    'long-session',
    'sensitive',
    'actions',
    'a/b',
    'token',
    'needs',
    '~1',
    '__proto__',
  );
  const leaf = fc.oneof(
    fc.constantFrom('off', 'error', 'none', '1h'),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.string(),
  );
  const { value: anything } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
    ),
  }));

  it('is read without an exception, every problem inside the text', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const { configuration, problems } = read(JSON.stringify(value));
        expect(problems.every((problem) => !problem.endsWith('@ '))).toBe(true);
        for (const glob of configuration.ignore) expect(typeof glob).toBe('string');
        expect(configuration.limits.longSessionSeconds).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is read without an exception however broken its text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        (text) => read(text).configuration.uri === CONFIGURATION_URI,
      ),
    );
  });
});
