import type { ReportFormat } from '../../core/report/reportFormats.js';
import { REPORT_FORMATS } from '../../core/report/reportFormats.js';
import { ruleMetas } from '../../core/report/ruleMetas.js';
import { SEVERITIES } from '../../core/report/severity.js';
import type { Severity } from '../../core/model/vocabulary.js';
import type { Arguments } from '../arguments.js';
import type { OptionSpec } from '../optionSpec.js';
import { UsageError } from '../exitCode.js';
import { STANDARD_INPUT } from '../files/askedFiles.js';
import type { ControlId } from '../../core/frameworks/controlId.js';
import { controlFilter } from './controlFilter.js';
import { suggestion } from '../suggestion.js';

/** What one scan is asked to do. */
export interface ScanRequest {
  readonly operands: readonly string[];
  readonly inputName: string;
  readonly format: ReportFormat;
  readonly fix: 'no' | 'write' | 'dry-run';
  readonly unsafeFixes: boolean;
  /** Findings below it are neither reported nor fixed nor counted. */
  readonly minSeverity: Severity;
  readonly failOn: Severity | 'none';
  readonly configuration: string | undefined;
  readonly rules: ReadonlySet<string> | undefined;
  /** Whether findings that touch a control are wanted; undefined for all. */
  readonly controls: ((id: ControlId) => boolean) | undefined;
  /** The file whose findings are accepted. */
  readonly baseline: string | undefined;
  readonly output: string | undefined;
  readonly quiet: boolean;
  readonly noColor: boolean;
}

const FAIL_ON = [...SEVERITIES, 'none'] as const;
const DEFAULT_INPUT_NAME = '.github/workflows/stdin.yml';

export const SCAN_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  format: { value: 'FORMAT', choices: REPORT_FORMATS, short: 'f', help: 'how to report (default: text)' },
  output: { value: 'FILE', short: 'o', help: 'write the report to a file' },
  'min-severity': {
    value: 'SEVERITY',
    choices: SEVERITIES,
    help: 'leave lesser findings out',
  },
  'fail-on': {
    value: 'SEVERITY',
    choices: FAIL_ON,
    help: 'exit with 1 from this severity on (default: warning)',
  },
  rule: { value: 'ID', multiple: true, help: 'only findings of this rule' },
  control: {
    value: 'CONTROL',
    multiple: true,
    help: 'only findings that touch this control, for example NHI5:2025',
  },
  framework: { value: 'ID', multiple: true, help: 'only findings that touch a control of this framework' },
  baseline: { value: 'FILE', help: 'leave out what this file accepts; trustscope baseline writes it' },
  fix: { help: 'apply the safe fixes' },
  'fix-dry-run': { help: 'print what --fix would change as a unified diff, and change nothing' },
  'unsafe-fixes': { help: 'with --fix or --fix-dry-run: also fixes that could stop something from working' },
  config: { value: 'FILE', help: 'use this file instead of the .trustscope.yml files' },
  'stdin-filename': { value: 'PATH', help: `the path that - stands for (default: ${DEFAULT_INPUT_NAME})` },
  quiet: { short: 'q', help: 'nothing but the report: no last line, no progress, no remarks' },
  'no-color': { help: 'no colours, whatever the terminal' },
};

export const SCAN_DETAILS = `PATH is a file, a folder, a glob in quotes, or - for standard input; without any, the current folder.
Of folders the files of known platforms are read, without what .gitignore names, .git and node_modules.
Other workflows of the same repository are read too, to link callers with what they call, but not reported.

Without --min-severity hints are told in json and sarif only.

Exit codes:
  0  no finding at or above --fail-on
  1  a finding at or above --fail-on, or a file that could not be read whole
  2  the command line or a configuration file is wrong
  3  TrustScope itself failed`;

/**
 * What the arguments ask for.
 *
 * @throws UsageError when they do not go together.
 */
export function scanRequest(args: Arguments): ScanRequest {
  const { operands } = args;
  const fix = args.has('fix-dry-run') ? 'dry-run' : args.has('fix') ? 'write' : 'no';
  if (args.has('fix') && args.has('fix-dry-run')) {
    throw new UsageError('--fix changes files and --fix-dry-run does not; give one of them');
  }
  if (args.has('unsafe-fixes') && fix === 'no') {
    throw new UsageError('--unsafe-fixes goes with --fix or --fix-dry-run');
  }
  if (args.has('stdin-filename') && !operands.includes(STANDARD_INPUT)) {
    throw new UsageError('--stdin-filename goes with - for standard input');
  }
  if (fix === 'write' && operands.includes(STANDARD_INPUT)) {
    throw new UsageError('--fix cannot change standard input; --fix-dry-run prints the change');
  }
  const format = args.choice('format', REPORT_FORMATS, 'text');
  const failOn = args.choice('fail-on', FAIL_ON, 'warning');
  return {
    operands: operands.length === 0 ? ['.'] : operands,
    inputName: args.value('stdin-filename') ?? DEFAULT_INPUT_NAME,
    format,
    fix,
    unsafeFixes: args.has('unsafe-fixes'),
    minSeverity: args.choice('min-severity', SEVERITIES, leastTold(format, failOn)),
    failOn,
    configuration: args.value('config'),
    rules: args.has('rule') ? knownRules(args.values('rule')) : undefined,
    controls: controlFilter(args),
    baseline: args.value('baseline'),
    output: args.value('output'),
    quiet: args.has('quiet'),
    noColor: args.has('no-color'),
  };
}

/** Programs get everything; people would miss what matters among hints, unless they ask or a build fails on them. */
function leastTold(format: ReportFormat, failOn: Severity | 'none'): Severity {
  return format === 'json' || format === 'sarif' || failOn === 'hint' ? 'hint' : 'information';
}

function knownRules(ids: readonly string[]): ReadonlySet<string> {
  const known = ruleMetas().map(({ id }) => id);
  for (const id of ids) {
    if (!known.includes(id)) {
      throw new UsageError(
        `no rule ${JSON.stringify(id)}.${suggestion(id, known)} trustscope rules lists them`,
      );
    }
  }
  return new Set(ids);
}
