import type { Composer, UnitFile } from '../../compose/composer.js';
import { calledFrom, composeModule, composeTemplate, nestedIn, partOfModule, valuesOf } from './compose.js';
import { mayNest, mayShare, mayTake, SHARED } from './template/unit/stackTexts.js';
import { isTerraformPath } from './terraform/select.js';

const TEMPLATE = 'template:';

/**
 * A folder of Terraform is one module; it is a unit by itself, with the modules that it calls, where nobody calls it. A
 * template of CloudFormation is a unit with the stacks that it nests, what it takes in, and the values that other stacks
 * give it.
 */
export const composer: Composer = {
  begins: (file) => {
    if (isTerraformPath(file.path)) return [file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))];
    return says(file, mayNest) || says(file, mayTake) ? [`${TEMPLATE}${file.path}`] : [];
  },
  names: (file) => {
    if (isTerraformPath(file.path)) return calledFrom(file);
    return [...(says(file, mayNest) ? nestedIn(file) : []), ...(says(file, mayShare) ? [SHARED] : [])];
  },
  compose: (unit, composing) =>
    unit.startsWith(TEMPLATE)
      ? composeTemplate(unit.slice(TEMPLATE.length), composing)
      : composeModule(unit, composing),
  part: (key, composing) =>
    key.startsWith(SHARED)
      ? valuesOf(key.slice(`${SHARED}:`.length), composing)
      : partOfModule(key, composing),
};

function says({ path, text }: UnitFile, what: (text: string) => boolean): boolean {
  return !path.endsWith('.tfvars') && what(text);
}
