import type { Composer, UnitFile } from '../../compose/composer.js';
import {
  calledFrom,
  composeModule,
  composeRun,
  composeTemplate,
  foldersRun,
  nestedIn,
  partOfModule,
  valuesOf,
} from './compose.js';
import { mayNest, mayShare, mayTake, SHARED } from './template/unit/stackTexts.js';
import { isTerraformPath } from './terraform/select.js';
import { isTerragruntPath, UNITS } from './terragrunt/select.js';

const TEMPLATE = 'template:';
const RUN = 'run:';

/**
 * A folder of Terraform is one module; it is a unit by itself, with the modules that it calls, where nobody calls it. A
 * template of CloudFormation is a unit with the stacks that it nests, what it takes in, and the values that other stacks
 * give it. A unit of Terragrunt is one that runs a module with inputs, so that the module is made once for each.
 */
export const composer: Composer = {
  begins: (file) => {
    if (isTerraformPath(file.path)) return [file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))];
    if (isTerragruntPath(file.path)) return [`${RUN}${file.path}`];
    return says(file, mayNest) || says(file, mayTake) ? [`${TEMPLATE}${file.path}`] : [];
  },
  names: (file) => {
    if (isTerraformPath(file.path)) return calledFrom(file);
    if (isTerragruntPath(file.path)) return [UNITS];
    return [...(says(file, mayNest) ? nestedIn(file) : []), ...(says(file, mayShare) ? [SHARED] : [])];
  },
  compose: (unit, composing) => {
    if (unit.startsWith(TEMPLATE)) return composeTemplate(unit.slice(TEMPLATE.length), composing);
    return unit.startsWith(RUN)
      ? composeRun(unit.slice(RUN.length), composing)
      : composeModule(unit, composing);
  },
  part: (key, composing) => {
    if (key.startsWith(SHARED)) return valuesOf(key.slice(`${SHARED}:`.length), composing);
    return key.startsWith(UNITS)
      ? foldersRun(key.slice(`${UNITS}:`.length), composing)
      : partOfModule(key, composing);
  },
};

function says({ path, text }: UnitFile, what: (text: string) => boolean): boolean {
  return !path.endsWith('.tfvars') && what(text);
}
