import type { Composer, UnitFile } from '../../compose/composer.js';
import { beginnings, compose, part, releasedCharts } from './compose.js';

/**
 * A unit is a chart of Helm with its values: by itself, or once for each object of the workspace that installs it. Its
 * facts stand in the templates. A chart that something here installs is no unit by itself.
 */
export const composer: Composer = {
  begins: (file: UnitFile) => beginnings(file),
  names: (file: UnitFile) => releasedCharts(file),
  compose,
  part,
};
