import { resolve } from 'node:path';
import { Places } from '../../core/report/places.js';
import type { Asked } from '../../core/report/show.js';
import { sessionsMeant, showJson, showMarkdown } from '../../core/report/show.js';
import { markdownText } from '../../core/report/text/markdownText.js';
import { below, fileUri } from '../../disk/fileUri.js';
import { Arguments } from '../arguments.js';
import { assets } from '../assets.js';
import type { Command } from '../command.js';
import { EXIT, UsageError } from '../exitCode.js';
import { paintFor } from '../paint.js';
import { Progress } from '../progress.js';
import { suggestion } from '../suggestion.js';
import { analyse } from '../scanning/analysis.js';
import { scanRequest } from '../scanning/scanOptions.js';

const FORMATS = ['text', 'markdown', 'json'] as const;

export const show: Command = {
  name: 'show',
  summary: 'show the card of a session: who starts it, how long it lasts, what it reaches, what is not known',
  operands: 'NAME|FILE:LINE [PATH...] [OPTIONS]',
  details: `NAME is a session as reports name it ("publish", "job publish", "role deploy"), its id, or an identity that
sessions carry, such as a secret or a role. FILE:LINE means the sessions that stand there. PATH is what to read; without
any, the current folder. The card is the one that an editor shows.`,
  options: {
    format: { value: 'FORMAT', choices: FORMATS, short: 'f', help: 'how to print it (default: text)' },
    config: { value: 'FILE', help: 'use this file instead of the .trustscope.yml files' },
    quiet: { short: 'q', help: 'no progress, no remarks' },
    'no-color': { help: 'no colours, whatever the terminal' },
  },
  run: (args, terminal) => {
    const [name, ...paths] = args.operands;
    if (name === undefined) throw new UsageError('show needs the name of a session, or FILE:LINE');
    const options = ['config', 'quiet'].filter((each) => args.has(each));
    const request = scanRequest(
      new Arguments(paths, new Map(options.map((each) => [each, args.values(each)]))),
    );
    const progress = new Progress(terminal, !request.quiet);
    const analysis = analyse(request, terminal, progress);
    progress.clear();
    const [mistake] = analysis.configurationMistakes;
    if (mistake !== undefined) throw new UsageError(mistake);
    const { snapshot } = analysis.host;
    const root = fileUri(analysis.root);
    const found = sessionsMeant(snapshot, root, askedFor(name, terminal.cwd, analysis.root));
    if (found.length === 0) {
      const known = snapshot.model.scopes.map(({ facts }) => facts.label);
      throw new UsageError(`no session ${JSON.stringify(name)}.${suggestion(name, known)}`);
    }
    const format = args.choice('format', FORMATS, 'text');
    if (format === 'json') terminal.out(showJson(snapshot, root, found, assets().version));
    else {
      const text = showMarkdown(snapshot, found, new Places(snapshot, root));
      const paint = paintFor(terminal, args.has('no-color'));
      terminal.out(format === 'markdown' ? text : markdownText(text, paint, terminal.columns));
    }
    return EXIT.clean;
  },
};

function askedFor(name: string, cwd: string, root: string): Asked {
  const [, file, line] = /^(.+):(\d+)$/u.exec(name) ?? [];
  if (file === undefined || line === undefined) return { name };
  const path = below(root, resolve(cwd, file));
  return path === undefined ? { name } : { path, line: Number(line) - 1 };
}
