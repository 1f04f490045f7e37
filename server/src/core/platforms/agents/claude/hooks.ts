import type { Gate } from '../../../model/facts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import { quoted } from '../../../text/quoted.js';

const SOURCE = 'https://code.claude.com/docs/en/hooks';

/**
 * Hooks run on the machine without a question. Those before a tool may refuse its use; what they refuse is in a script,
 * so that each is a gate that is taken for granted and stands before nothing in particular.
 * https://code.claude.com/docs/en/permissions#extend-permissions-with-hooks
 */
export function hookGates(reading: Reading, hooks: SyntaxNode | undefined): readonly Gate[] {
  const gates: Gate[] = [];
  for (const { key: event, value: groups } of entries(hooks)) {
    if (groups.kind !== 'sequence') continue;
    for (const group of groups.items) {
      const matcher = textOf(get(group, 'matcher')) ?? '*';
      const handlers = get(group, 'hooks');
      for (const handler of handlers?.kind === 'sequence' ? handlers.items : []) {
        const command = get(handler, 'command') ?? get(handler, 'url') ?? get(handler, 'prompt');
        const text = textOf(command);
        if (command === undefined || text === undefined) continue;
        reading.note(
          command,
          `Hook of ${event.text}`,
          'It runs by itself, without a question, with the rights of whoever works here.',
          SOURCE,
        );
        if (event.text !== 'PreToolUse') continue;
        gates.push({
          id: `hook:${matcher}:${String(gates.length)}`,
          kind: 'condition',
          state: 'assumed',
          name: `hook before ${matcher === '' || matcher === '*' ? 'every tool' : quoted(matcher)}`,
          why: 'It may refuse a use of the tool; what it refuses is in the script that it runs',
          origin: reading.originOf(command),
        });
      }
    }
  }
  return gates;
}
