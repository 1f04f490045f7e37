import type { Remediation } from '../../../model/remediation.js';
import { locate, valueAt } from '../../../syntax/edit/located.js';
import { setValue } from '../../../syntax/edit/valueEdits.js';
import type { SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextEdit } from '../../../text/textRange.js';
import { SESSION_SECONDS } from '../identities/lifetime.js';

/** Sets how long sessions of a role may last; IAM takes from one to twelve hours. */
export function boundLifetime(
  tree: SyntaxTree,
  { session, seconds, at }: Extract<Remediation, { kind: 'bound-lifetime' }>,
): readonly TextEdit[] | undefined {
  const bounded = Math.max(Math.round(seconds), SESSION_SECONDS.least);
  if (bounded > SESSION_SECONDS.most) return undefined;
  if (at !== undefined) {
    const located = locate(tree, at.range);
    const written = located && textOf(valueAt(located));
    // Only a number gives way to a number.
    if (located?.kind === 'entry' && /^\d+$/u.test(written ?? '')) {
      return written === String(bounded) ? undefined : setValue(tree, at.range, [], bounded);
    }
    if (located?.kind === 'entry' && /^PT?\d/u.test(written ?? '')) {
      const iso = bounded % 3_600 === 0 ? `PT${String(bounded / 3_600)}H` : `PT${String(bounded)}S`;
      return written === iso ? undefined : setValue(tree, at.range, [], iso);
    }
  }
  const id = session.replace(/^role:/u, '');
  const role = resourceOf(tree, id);
  if (role === undefined) return undefined;
  const properties = entry(role, 'Properties');
  return properties && setValue(tree, properties.key.written, ['MaxSessionDuration'], bounded);
}

function resourceOf(tree: SyntaxTree, id: string): SyntaxNode | undefined {
  const found = tree.documents
    .flatMap((root) => [get(root, 'Resources'), get(get(root, 'resources'), 'Resources')])
    .map((resources) => get(resources, id))
    .find((node) => node !== undefined);
  return textOf(get(found, 'Type')) === 'AWS::IAM::Role' ? found : undefined;
}
