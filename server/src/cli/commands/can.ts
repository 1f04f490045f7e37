import { loginJson, loginReport, sessionsNamed } from '../../core/report/loginReport.js';
import type { NamedSession } from '../../core/report/loginReport.js';
import { markdownText } from '../../core/report/text/markdownText.js';
import type { LoginVerdict } from '../../core/model/login.js';
import type { Command } from '../command.js';
import type { ExitCode } from '../exitCode.js';
import { EXIT, UsageError } from '../exitCode.js';
import { fileUri } from '../../disk/fileUri.js';
import { paintFor } from '../paint.js';
import { Progress } from '../progress.js';
import type { Analysis } from '../scanning/analysis.js';
import { analyse } from '../scanning/analysis.js';
import { scanRequest } from '../scanning/scanOptions.js';
import { Arguments } from '../arguments.js';

const FORMATS = ['text', 'json'] as const;

const CODES: Readonly<Record<LoginVerdict, ExitCode>> = {
  admitted: EXIT.clean,
  refused: EXIT.findings,
  'not-known': EXIT.unknown,
};

export const can: Command = {
  name: 'can',
  summary: 'say whether a role trusts a job, with the claims, the conditions and what differs',
  operands: 'JOB ROLE [PATH...] [OPTIONS]',
  details: `JOB is the id of a job, or the path of its file, a colon and its id; ROLE is a role's name or ARN. PATH is a file, a
folder or a glob in quotes; without any, the current folder.

What a workflow does not tell is settled by assume in .trustscope.yml, by a facts file (trustscope facts), and by the
address that the folder was cloned from.

Exit codes:
  0  admitted: in at least one way in which the job can run
  1  refused, in all of them
  2  the command line or a configuration file is wrong
  3  TrustScope itself failed
  4  not known; the answer says what it hangs on`,
  options: {
    format: { value: 'FORMAT', choices: FORMATS, short: 'f', help: 'how to print it (default: text)' },
    config: { value: 'FILE', help: 'use this file instead of the .trustscope.yml files' },
    quiet: { short: 'q', help: 'no progress, no remarks' },
    'no-color': { help: 'no colours, whatever the terminal' },
  },
  run: (args, terminal) => {
    const [job, role, ...paths] = args.operands;
    if (job === undefined || role === undefined) throw new UsageError('can needs a JOB and a ROLE');
    const options = Object.keys(can.options)
      .filter((name) => args.has(name))
      .map((name) => [name, args.values(name)] as const);
    const request = scanRequest(new Arguments(paths, new Map(options)));
    const progress = new Progress(terminal, !request.quiet);
    const analysis = analyse(request, terminal, progress);
    progress.clear();
    const wrong = analysis.configurationMistakes;
    terminal.err(wrong.map((line) => `trustscope: ${line}\n`).join(''));
    if (wrong.length > 0) return EXIT.usage;
    const asking = only(analysis, job, 'job');
    const asked = only(analysis, role, 'role');
    const login = analysis.host.snapshot.model.login(asking.scope.id, asked.scope.id);
    if (login === undefined) {
      throw new UsageError(`${asking.name} has no token to show: nothing that starts it is given one`);
    }
    terminal.out(
      args.choice('format', FORMATS, 'text') === 'json'
        ? loginJson(asking, asked, login)
        : markdownText(
            loginReport(asking.scope, asked.scope, login),
            paintFor(terminal, args.has('no-color')),
            terminal.columns,
          ),
    );
    return CODES[login.verdict];
  },
};

/** More candidates than that are not listed. */
const MOST = 10;

function only(analysis: Analysis, text: string, wanted: 'job' | 'role'): NamedSession {
  const { snapshot } = analysis.host;
  const found = sessionsNamed(snapshot, text, { root: fileUri(analysis.root), wanted });
  const [first, second] = found;
  if (first === undefined) {
    const why = wanted === 'role' ? ' whose trust policy is in these files' : '';
    throw new UsageError(`no ${wanted} ${JSON.stringify(text)}${why}`);
  }
  if (second !== undefined) {
    const names = found.slice(0, MOST).map(({ name }) => name);
    throw new UsageError(`${JSON.stringify(text)} is the name of several; write one of: ${names.join(', ')}`);
  }
  return first;
}
