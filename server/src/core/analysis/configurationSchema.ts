import { CONFIGURATION_SCHEMA } from './configurationSchema.generated.js';
import type { SchemaNode } from './schemaNode.js';

/** The schema of `.trustscope.yml`, by a function, so that it is loaded with the first configuration and not before. */
export function configurationSchema(): SchemaNode {
  return CONFIGURATION_SCHEMA;
}
