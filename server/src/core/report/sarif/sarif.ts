import { shownJson } from '../shownJson.js';
import type { Snapshot } from '../../analysis/snapshot.js';
import type { RuleMeta } from '../../rules/rule.js';
import type { Uri } from '../../text/uri.js';
import type { ReportOptions } from '../report.js';
import type { Selection } from '../selection.js';
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
  const log = { $schema: SCHEMA, version: '2.1.0', runs: [run(select(snapshot, root, options), options)] };
  return `${shownJson(log)}\n`;
}

function run(selection: Selection, options: SarifOptions): object {
  const { places, findings } = selection;
  const metas = options.ruleMetas ?? [];
  const taxonomies = taxonomiesOf([
    ...metas.flatMap(controlsOfRule),
    ...findings.flatMap(({ finding }) => finding.controls),
  ]);
  const ruleIndexes = new Map(metas.map((meta, index) => [meta.id, index]));
  const marks = fingerprints(findings, ({ finding: { origin } }) =>
    (places.text(origin.uri) ?? '').slice(origin.range.start, origin.range.end),
  );
  return {
    tool: {
      driver: {
        name: 'TrustScope',
        version: options.version,
        semanticVersion: options.version,
        rules: metas.map((meta) => reportingDescriptor(meta, taxonomies, options.rulePages?.[meta.id])),
        supportedTaxonomies: taxonomies.supported,
      },
    },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    originalUriBaseIds: { [ROOT_ID]: { uri: `${places.root.replace(/\/$/u, '')}/` } },
    taxonomies: taxonomies.components,
    results: findings.map((selected, index) =>
      result(
        selected,
        ruleIndexes.get(selected.finding.rule),
        marks[index] ?? '',
        selected.finding.controls.map(taxonomies.reference),
        places,
      ),
    ),
    invocations: [invocation(selection)],
  };
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
