/** The names of what the catalogue holds; the unions are derived from `data/` by `npm run generate`. */
export type { ControlId, FindingClass, FrameworkId } from './controlId.generated.js';
