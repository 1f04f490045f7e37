import type { MappingNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { textOf } from '../expressions/value.js';
import type { Parameter } from '../variables.js';
import type { Data } from './data.js';
import { dataOf, known, openData } from './data.js';
import { isDirective } from './directives.js';

/**
 * The parameters of a template as a caller hands them over.
 *
 * @param given what the caller writes, with its expressions worked out
 */
export function boundParameters(
  declared: readonly Parameter[],
  given: SyntaxNode | undefined,
): ReadonlyMap<string, Data> {
  const bound = new Map<string, Data>();
  for (const { name, byDefault, type } of declared) {
    if (byDefault !== undefined) bound.set(name.toLowerCase(), typed(dataOf(byDefault), type));
  }
  if (given?.kind !== 'mapping') return bound;
  const types = new Map(declared.map(({ name, type }) => [name.toLowerCase(), type]));
  bindAll(given, (name, data) => {
    bound.set(name, typed(data, types.get(name)));
  });
  return bound;
}

function bindAll(given: MappingNode, bind: (name: string, data: Data) => void): void {
  for (const { key, value } of given.entries) {
    if (!isDirective(key.text)) bind(key.text.toLowerCase(), dataOf(value));
    // Only a run tells whether it is handed over, or the default counts.
    else if (value.kind === 'mapping') {
      bindAll(value, (name) => {
        bind(name, openData(`parameter ${name}`));
      });
    }
  }
}

/**
 * A scalar in the type of its parameter; those without one are texts.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/template-parameters
 */
function typed(data: Data, type: string | undefined): Data {
  if (data.kind !== 'scalar') return data;
  const text = textOf(data.value);
  const node = data.node === undefined ? {} : { node: data.node };
  switch (type?.toLowerCase()) {
    case 'boolean':
      return /^(?:true|false)$/iu.test(text)
        ? { kind: 'scalar', value: text.toLowerCase() === 'true', ...node }
        : openData('parameter');
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text))
        ? known(text)
        : { kind: 'scalar', value: Number(text), ...node };
    case 'object':
      return data;
    default:
      return { kind: 'scalar', value: text, ...node };
  }
}
