import { renderRules, renderRulesAsJson } from '../../core/report/renderRules.js';
import { ruleMetas } from '../../core/report/ruleMetas.js';
import type { Command } from '../command.js';
import { EXIT, UsageError } from '../exitCode.js';
import { paintFor } from '../paint.js';

const FORMATS = ['text', 'json'] as const;

export const rules: Command = {
  name: 'rules',
  summary: 'list all rules with their severity and the controls they bear on',
  operands: '[OPTIONS]',
  options: {
    format: { value: 'FORMAT', choices: FORMATS, short: 'f', help: 'how to list them (default: text)' },
    'no-color': { help: 'no colours, whatever the terminal' },
  },
  run: (args, terminal) => {
    if (args.operands.length > 0) {
      throw new UsageError('rules takes no operands; see trustscope explain RULE');
    }
    const metas = ruleMetas();
    terminal.out(
      args.choice('format', FORMATS, 'text') === 'json'
        ? renderRulesAsJson(metas)
        : renderRules(metas, paintFor(terminal, args.has('no-color')), terminal.columns),
    );
    return EXIT.clean;
  },
};
