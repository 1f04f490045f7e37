import type { Composer, UnitFile } from '../../compose/composer.js';
import { compose, part } from './compose.js';
import { namedTemplates } from './templateFiles.js';

/**
 * A unit is a pipeline with the templates that it takes in, named by the path of its file. A template that some pipeline
 * takes in is no unit, and has no sessions of its own; one that nothing here takes in is a unit with those that it takes
 * in itself, since somebody elsewhere does.
 */
export const composer: Composer = {
  begins: ({ path, text }: UnitFile) => (namedTemplates(path, text).length === 0 ? [] : [path]),
  names: ({ path, text }: UnitFile) => namedTemplates(path, text),
  compose,
  part,
};
