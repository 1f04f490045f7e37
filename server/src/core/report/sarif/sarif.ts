import { shownJson } from '../shownJson.js';
import type { Snapshot } from '../../analysis/snapshot.js';
import type { RuleMeta } from '../../rules/rule.js';
import type { Uri } from '../../text/uri.js';
import type { ReportOptions } from '../report.js';
import type { Comparison } from '../change/comparison.js';
import type { Copies } from '../copies.js';
import type { Places } from '../places.js';
import type { SelectedFinding, Selection } from '../selection.js';
import { changeResults } from './changes.js';
import { select } from '../selection.js';
import { coverageOf } from '../coverage.js';
import { fingerprints } from './fingerprint.js';
import { ROOT_ID } from './locations.js';
import { coverageNotifications, notification, result } from './results.js';
import { controlsOfRule, reportingDescriptor } from './rules.js';
import { taxonomiesOf } from './taxonomies.js';

export interface SarifOptions extends ReportOptions {
  /** All rules that were run. */
  readonly ruleMetas?: readonly RuleMeta[];
  /** Documentation of rules in Markdown, by id. */
  readonly rulePages?: Readonly<Record<string, string>>;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** The report as a SARIF 2.1.0 log, for code scanning services and editors. */
export function renderSarif(snapshot: Snapshot, root: Uri, options: SarifOptions): string {
  const selection = select(snapshot, root, options);
  const { findings, places, copies } = selection;
  const told = { findings, places, copies, more: [] };
  return logText(told, [], options, invocation(selection));
}

/** What a change brought as a SARIF log: sessions that got wider, and findings that were not there before. */
export function renderSarifChanges(comparison: Comparison, options: SarifOptions): string {
  const { after, brought = [], contract = [] } = comparison;
  const others = brought.filter(
    ({ finding }) => !contract.some((each) => each.finding.message === finding.message),
  );
  const { descriptors, results } = changeResults(comparison);
  const told = { findings: [...contract, ...others], places: after, more: results };
  return logText(told, descriptors, options, { executionSuccessful: true });
}

interface Told {
  readonly findings: readonly SelectedFinding[];
  readonly places: Places;
  readonly copies?: Copies;
  /** Results that are no findings. */
  readonly more: readonly object[];
}

/** Only rules that have results are described: their pages are most of what a log would weigh. */
function logText(
  { findings, places, copies, more }: Told,
  descriptors: readonly object[],
  options: SarifOptions,
  called: object,
): string {
  const used = new Set(findings.map(({ finding }) => finding.rule));
  const metas = (options.ruleMetas ?? []).filter(({ id }) => used.has(id));
  const described = new Map(metas.map((meta, index) => [meta.id, index]));
  const unlisted = findings.filter(({ finding }) => !described.has(finding.rule));
  const taxonomies = taxonomiesOf([
    ...metas.flatMap(controlsOfRule),
    ...unlisted.flatMap(({ finding }) => finding.controls),
  ]);
  const marks = fingerprints(findings, ({ finding: { origin } }) =>
    (places.text(origin.uri) ?? '').slice(origin.range.start, origin.range.end),
  );
  const saysSuppressed = findings.some(({ finding }) => finding.suppressed !== null);
  const run = {
    tool: {
      driver: {
        name: 'TrustScope',
        version: options.version,
        semanticVersion: options.version,
        rules: [
          ...metas.map((meta) => reportingDescriptor(meta, taxonomies, options.rulePages?.[meta.id])),
          ...descriptors,
        ],
        supportedTaxonomies: taxonomies.supported,
      },
    },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    originalUriBaseIds: { [ROOT_ID]: { uri: `${places.root.replace(/\/$/u, '')}/` } },
    taxonomies: taxonomies.components,
    results: [
      ...findings.map((selected, index) =>
        result(selected, marks[index] ?? '', places, {
          ruleIndex: described.get(selected.finding.rule),
          // Those of a rule stand with the rule.
          taxa: described.has(selected.finding.rule)
            ? []
            : selected.finding.controls.map(taxonomies.reference),
          saysSuppressed,
          ...(copies === undefined ? {} : { copies }),
        }),
      ),
      ...more,
    ],
    invocations: [called],
  };
  return `${shownJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, 0)}\n`;
}

function invocation(selection: Selection): object {
  const { files, places } = selection;
  const problems = files.flatMap((file) => file.problems);
  return {
    executionSuccessful: true,
    toolExecutionNotifications: [
      ...problems.map((problem) => notification(problem, places)),
      ...coverageNotifications(coverageOf(selection)),
    ],
  };
}
