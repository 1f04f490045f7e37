import { append } from '../../collections/grouping.js';
import type { Snapshot } from '../../analysis/snapshot.js';
import { shownMessage } from '../../text/quoted.js';
import type { Uri } from '../../text/uri.js';
import { coverageOf } from '../coverage.js';
import { compareText } from '../places.js';
import { ruleUri } from '../ruleUri.js';
import type { Selection, SelectionOptions } from '../selection.js';
import { select } from '../selection.js';
import { summarize, summaryLine } from '../summary.js';
import { lineColumn } from '../text/layout.js';
import type { Annotation } from './annotation.js';
import { annotationsOf } from './annotation.js';

/** One case: without an outcome it has passed. */
interface TestCase {
  readonly name: string;
  readonly outcome?: {
    readonly element: 'failure' | 'error' | 'skipped';
    /** Its `type`; absent for what was skipped, which has none. */
    readonly type?: string;
    readonly message: string;
    readonly text: string;
  };
}

/**
 * JUnit's XML: a suite for each file, in it a case for each finding, which has failed, for each problem of the file, which
 * is an error, and for what is suppressed or was not read, which is skipped; a file of which nothing is said has one case
 * that has passed. Names hold no line, so that a service that compares two runs by them knows a finding that moved.
 *
 * There is no standard; these are the elements and attributes that GitLab, Jenkins and Azure Pipelines read:
 * https://docs.gitlab.com/ci/testing/unit_test_reports/#junit-xml-format-specification
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export function renderJUnit(snapshot: Snapshot, root: Uri, options: SelectionOptions = {}): string {
  const selection = select(snapshot, root, options);
  const suites = [...suitesOf(selection)].sort(([a], [b]) => compareText(a, b));
  const cases = suites.flatMap(([, each]) => each);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: 'trustscope', ...counts(cases) })}>`,
    ...suites.flatMap(([path, each]) => suite(path, each)),
    `  <!-- ${summaryLine(summarize(selection)).replaceAll('--', '- -')} -->`,
    '</testsuites>',
    '',
  ].join('\n');
}

function suitesOf(selection: Selection): ReadonlyMap<string, readonly TestCase[]> {
  const suites = new Map<string, TestCase[]>();
  for (const annotation of annotationsOf(selection)) {
    append(suites, annotation.place.path, caseOf(annotation));
  }
  for (const { finding, place, scope } of selection.findings) {
    if (finding.suppressed === null) continue;
    const message = `suppressed: ${finding.suppressed.reason}`;
    append(suites, place.path, {
      name: nameOf(finding.rule, scope?.facts.name),
      outcome: { element: 'skipped', message, text: finding.message },
    });
  }
  for (const { path, why } of coverageOf(selection).notRead) {
    append(suites, path, { name: 'is read', outcome: { element: 'skipped', message: why, text: '' } });
  }
  for (const { path } of selection.files) {
    if (!suites.has(path)) suites.set(path, [{ name: 'nothing found' }]);
  }
  return suites;
}

function caseOf({ severity, code, message, place, isRule, finding }: Annotation): TestCase {
  const at = `${place.path}:${lineColumn(place)}`;
  return {
    name: nameOf(code, finding?.scope?.facts.name),
    outcome: {
      element: isRule ? 'failure' : 'error',
      type: severity,
      message,
      text: [message, `at ${at}`, ...(isRule ? [ruleUri(code)] : [])].join('\n'),
    },
  };
}

function nameOf(code: string, session: string | undefined): string {
  return session === undefined ? code : `${code}: ${session}`;
}

/** Services that read these take the first of two cases with one name and class, so those that follow are numbered. */
function suite(path: string, cases: readonly TestCase[]): readonly string[] {
  const seen = new Map<string, number>();
  const lines = cases.flatMap(({ name, outcome }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const numbered = count === 1 ? name : `${name} (${String(count)})`;
    const head = attributes({ classname: path, name: numbered });
    if (outcome === undefined) return [`    <testcase ${head}/>`];
    const { element, type, message, text } = outcome;
    const inner = attributes({ message, ...(type === undefined ? {} : { type }) });
    return [
      `    <testcase ${head}>`,
      `      <${element} ${inner}>${escaped(text)}</${element}>`,
      '    </testcase>',
    ];
  });
  return [
    `  <testsuite ${attributes({ name: path, ...counts(cases), skipped: count(cases, 'skipped'), file: path })}>`,
    ...lines,
    '  </testsuite>',
  ];
}

function counts(cases: readonly TestCase[]): Readonly<Record<string, string>> {
  return { tests: String(cases.length), failures: count(cases, 'failure'), errors: count(cases, 'error') };
}

function count(cases: readonly TestCase[], element: string): string {
  return String(cases.filter(({ outcome }) => outcome?.element === element).length);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Text as XML may hold it: nothing that is not seen, no half of a character, credentials dotted over. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map((line) => shownMessage(line))
    .join('\n')
    .replace(
      /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g,
      '\ufffd',
    )
    .replace(/[&<>"\n]/gu, (sign) => ENTITIES[sign] ?? sign);
}
