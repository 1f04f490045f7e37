import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { renderJUnit } from '../../../server/src/core/report/formats/junit.js';
import { findingOf, originAt, RELEASE, ROOT, snapshotOf } from './sample.js';

/**
 * Children and attributes that the schema of Jenkins' plugin allows, without those that the report does not use.
 * https://github.com/jenkinsci/xunit-plugin/blob/031e285ef3b60dee7aaf36e9096d7dcd95ffae83/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
const SCHEMA: Readonly<
  Record<string, { readonly children: readonly string[]; readonly attributes: readonly string[] }>
> = {
  testsuites: { children: ['testsuite'], attributes: ['name', 'tests', 'failures', 'errors'] },
  testsuite: {
    children: ['testcase'],
    attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'file'],
  },
  testcase: { children: ['failure', 'error', 'skipped'], attributes: ['classname', 'name'] },
  failure: { children: [], attributes: ['message', 'type'] },
  error: { children: [], attributes: ['message', 'type'] },
  skipped: { children: [], attributes: ['message'] },
};

/** Every element and attribute that is not allowed where it stands; throws for what is no XML. */
function offences(xml: string): readonly string[] {
  const found: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1);
    const allowed = parent === undefined ? ['testsuites'] : (SCHEMA[parent]?.children ?? []);
    if (!allowed.includes(name)) found.push(`<${name}> in <${parent ?? ''}>`);
    for (const each of Object.keys(attributes)) {
      if (SCHEMA[name]?.attributes.includes(each) !== true) found.push(`${name}@${each}`);
    }
    open.push(name);
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
}

const render = (sample: Parameters<typeof snapshotOf>[0] = {}, options = {}) =>
  renderJUnit(snapshotOf(sample), ROOT, options);

const SUPPRESSED = { rule: 'x', reason: 'y', origin: originAt('jobs') };
const PROBLEM = {
  uri: RELEASE,
  message: 'odd',
  range: { start: 0, end: 4 },
  severity: 'error',
  kind: 'syntax',
} as const;

describe('renderJUnit', () => {
  it('is XML of the elements and attributes that readers know', () => {
    const xml = render(
      { findings: [findingOf(), findingOf({ suppressed: SUPPRESSED })], problems: [PROBLEM] },
      { notRead: [{ path: 'infra', why: 'cannot be read' }] },
    );
    expect(offences(xml)).toEqual([]);
    expect(xml).toContain('<testsuites name="trustscope" tests="5" failures="1" errors="1">');
    expect(xml).toContain('skipped="2"');
    expect(xml).toContain('<skipped message="suppressed: y">');
    expect(xml).toContain('<skipped message="cannot be read">');
  });

  it('has a case that passed for a file of which nothing is said', () => {
    const xml = render({ findings: [] });
    expect(xml).toContain('tests="1" failures="0" errors="0"');
    expect(xml).toContain('<testcase classname=".github/workflows/release.yml" name="nothing found"/>');
  });

  it('numbers cases of one name, and keeps lines out of names', () => {
    const names = [
      ...render({ findings: [findingOf(), findingOf()] }).matchAll(/<testcase [^>]* name="([^"]*)"/gu),
    ];
    expect(names.map(([, name]) => name)).toEqual([
      'broad-token-permissions: publish',
      'broad-token-permissions: publish (2)',
    ]);
  });

  it('holds nothing that XML does not allow or a reader would act upon', () => {
    const message = 'a <b> & "c" ]]> \u0000\u001b[31m \ud800 \ufffe --> done';
    const xml = render({ findings: [findingOf({ message })] });
    expect(offences(xml)).toEqual([]);
    expect(xml).toContain(
      'message="a &lt;b&gt; &amp; &quot;c&quot; ]]&gt; ␀␛[31m \ufffd \ufffd --&gt; done"',
    );
  });
});
