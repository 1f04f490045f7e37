import type { Composer } from '../../compose/composer.js';
import { calledFrom, composeModule, partOfModule } from './compose.js';
import { isTerraformPath } from './terraform/select.js';

/** A folder of Terraform is one module; it is a unit by itself, with the modules that it calls, where nobody calls it. */
export const composer: Composer = {
  begins: ({ path }) => (isTerraformPath(path) ? [path.slice(0, Math.max(0, path.lastIndexOf('/')))] : []),
  names: (file) => (isTerraformPath(file.path) ? calledFrom(file) : []),
  compose: (folder, composing) => composeModule(folder, composing),
  part: (key, composing) => partOfModule(key, composing),
};
