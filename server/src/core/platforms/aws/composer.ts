import type { Composer, UnitFile } from '../../compose/composer.js';
import { calledFrom, composeModule, composeTemplate, nestedIn, partOfModule } from './compose.js';
import { isTerraformPath } from './terraform/select.js';

/** What only a template has that nests stacks, or takes other files in. */
const NESTS = /AWS::CloudFormation::Stack\b|AWS::Serverless::Application\b|AWS::Include\b/u;
const TEMPLATE = 'template:';

/**
 * A folder of Terraform is one module; it is a unit by itself, with the modules that it calls, where nobody calls it. A
 * template of CloudFormation is a unit with the stacks that it nests and what it takes in.
 */
export const composer: Composer = {
  begins: (file) => {
    if (isTerraformPath(file.path)) return [file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))];
    return nests(file) ? [`${TEMPLATE}${file.path}`] : [];
  },
  names: (file) => (isTerraformPath(file.path) ? calledFrom(file) : nests(file) ? nestedIn(file) : []),
  compose: (unit, composing) =>
    unit.startsWith(TEMPLATE)
      ? composeTemplate(unit.slice(TEMPLATE.length), composing)
      : composeModule(unit, composing),
  part: (key, composing) => partOfModule(key, composing),
};

function nests({ path, text }: UnitFile): boolean {
  return !path.endsWith('.tfvars') && NESTS.test(text);
}
