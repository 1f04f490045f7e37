import { explainableName, explanation } from '../../core/report/explain/explanation.js';
import { markdownText } from '../../core/report/text/markdownText.js';
import type { Command } from '../command.js';
import { EXIT, UsageError } from '../exitCode.js';
import { paintFor } from '../paint.js';
import { explainSources } from '../explainSources.js';
import { question } from '../suggestion.js';

export const explain: Command = {
  name: 'explain',
  summary: 'explain a rule, a control, a permission, an action of AWS, a right in Kubernetes',
  operands: 'NAME',
  details: `NAME is a rule, a control of a framework, a permission of GITHUB_TOKEN, an action of AWS, a verb or resource of
Kubernetes, a gate, or the code of a problem (syntax, shape, limit, configuration).

Examples:
  trustscope explain broad-token-permissions
  trustscope explain NHI5:2025        labels in use elsewhere, such as NHI-01 or PR.AC-4, are understood
  trustscope explain contents:write
  trustscope explain s3:PutObject     s3:Put* lists what it names
  trustscope explain create pods/exec
  trustscope explain shape`,
  options: { 'no-color': { help: 'no colours, whatever the terminal' } },
  run: (args, terminal) => {
    const topic = args.operands.join(' ').trim();
    if (topic === '') {
      throw new UsageError('explain needs a name: of a rule, a control, a permission, an action, a problem');
    }
    const sources = explainSources(topic, terminal);
    const text = explanation(topic, sources);
    if (text === undefined) {
      throw new UsageError(
        `nothing known by the name ${JSON.stringify(topic)}.${question(explainableName(topic, sources))} ` +
          'trustscope rules lists the rules',
      );
    }
    terminal.out(markdownText(text, paintFor(terminal, args.has('no-color')), terminal.columns));
    return EXIT.clean;
  },
};
