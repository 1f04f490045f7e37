import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get } from '../../../syntax/syntaxTree.js';
import { quoted } from '../../../text/quoted.js';
import type { Reading } from '../reading.js';

/** CloudFormation takes no template whose resources are a list, and none with a resource of which the type is missing. */
export function checkResources(reading: Reading, root: SyntaxNode): void {
  const resources = get(root, 'Resources');
  if (resources?.kind === 'sequence') {
    reading.refuse(resources, '`Resources` is an object: each resource under its logical id.');
  }
  for (const { key, value } of entries(resources)) {
    if (
      get(value, 'Type') === undefined &&
      get(value, 'Properties') !== undefined &&
      !key.text.startsWith('Fn::')
    ) {
      reading.refuse(key, `Resource ${quoted(key.text)} has no \`Type\`, which CloudFormation refuses.`);
    }
  }
}
