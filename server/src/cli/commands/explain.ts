import { explanation, explainableNames } from '../../core/report/explain/explanation.js';
import { markdownText } from '../../core/report/text/markdownText.js';
import { ruleMetas } from '../../core/report/ruleMetas.js';
import { assets } from '../assets.js';
import type { Command } from '../command.js';
import { EXIT, UsageError } from '../exitCode.js';
import { paintFor } from '../paint.js';

import { suggestion } from '../suggestion.js';

export const explain: Command = {
  name: 'explain',
  summary: 'explain a rule, a control of a framework or a permission of GITHUB_TOKEN',
  operands: 'RULE|CONTROL|PERMISSION',
  details: `Examples:
  trustscope explain broad-token-permissions
  trustscope explain NHI5:2025        labels in use elsewhere, such as NHI-01 or PR.AC-4, are understood
  trustscope explain contents:write`,
  options: { 'no-color': { help: 'no colours, whatever the terminal' } },
  run: (args, terminal) => {
    const topic = args.operands.join(' ').trim();
    if (topic === '') throw new UsageError('explain needs the name of a rule, a control or a permission');
    const sources = { rules: ruleMetas(), pages: assets().rulePages };
    const text = explanation(topic, sources);
    if (text === undefined) {
      throw new UsageError(
        `nothing known by the name ${JSON.stringify(topic)}.${suggestion(topic, explainableNames(sources))} ` +
          'trustscope rules lists the rules',
      );
    }
    terminal.out(markdownText(text, paintFor(terminal, args.has('no-color')), terminal.columns));
    return EXIT.clean;
  },
};
