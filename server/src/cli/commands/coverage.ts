import { frameworks } from '../../core/frameworks/catalogue.js';
import { coverageJson, coverageMarkdown, frameworkCoverage } from '../../core/report/frameworkCoverage.js';
import { ruleMetas } from '../../core/report/ruleMetas.js';
import { select } from '../../core/report/selection.js';
import { markdownText } from '../../core/report/text/markdownText.js';
import { fileUri } from '../../disk/fileUri.js';
import { Arguments } from '../arguments.js';
import { assets } from '../assets.js';
import type { Command } from '../command.js';
import { EXIT, UsageError } from '../exitCode.js';
import { paintFor } from '../paint.js';
import { Progress } from '../progress.js';
import { analyse } from '../scanning/analysis.js';
import { frameworkNamed } from '../scanning/controlFilter.js';
import { scanRequest } from '../scanning/scanOptions.js';

const FORMATS = ['text', 'markdown', 'json'] as const;

export const coverage: Command = {
  name: 'coverage',
  summary: 'say which controls of a framework the workspace touches, and where',
  operands: '--framework ID [PATH...] [OPTIONS]',
  details: `Without --framework the frameworks there are. A control is touched where a finding carries it; that none does is
no proof that it is met.`,
  options: {
    framework: { value: 'ID', help: 'for example owasp-nhi-2025' },
    format: { value: 'FORMAT', choices: FORMATS, short: 'f', help: 'how to print it (default: text)' },
    config: { value: 'FILE', help: 'use this file instead of the .trustscope.yml files' },
    quiet: { short: 'q', help: 'no progress, no remarks' },
    'no-color': { help: 'no colours, whatever the terminal' },
  },
  run: (args, terminal) => {
    const name = args.value('framework');
    if (name === undefined) {
      const all = frameworks().map(({ id, name: title, version }) => `${id}: ${title} ${version}\n`);
      terminal.out(all.join(''));
      return EXIT.clean;
    }
    const framework = frameworkNamed(name);
    const options = ['config', 'quiet'].filter((each) => args.has(each));
    const request = scanRequest(
      new Arguments(args.operands, new Map(options.map((each) => [each, args.values(each)]))),
    );
    const progress = new Progress(terminal, !request.quiet);
    const analysis = analyse(request, terminal, progress);
    progress.clear();
    const [mistake] = analysis.configurationMistakes;
    if (mistake !== undefined) throw new UsageError(mistake);
    const selection = select(analysis.host.snapshot, fileUri(analysis.root), {
      ...analysis.selection,
      minSeverity: 'hint',
    });
    const covered = frameworkCoverage(framework, selection, ruleMetas());
    const format = args.choice('format', FORMATS, 'text');
    if (format === 'json') terminal.out(coverageJson(framework, covered, assets().version));
    else {
      const text = coverageMarkdown(framework, covered);
      const paint = paintFor(terminal, args.has('no-color'));
      terminal.out(format === 'markdown' ? text : markdownText(text, paint, terminal.columns));
    }
    return EXIT.clean;
  },
};
