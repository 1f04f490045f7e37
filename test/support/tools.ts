import type { LoweringTools } from '../../server/src/core/model/loweringTools.js';
import { remembered } from '../../server/src/core/syntax/shell/remembered.js';
import { awsCatalogue, managedPolicies } from './aws/catalogue.js';
import { bashParser } from './bash.js';

/** All tools that the programs load when a file comes that may gain by them. */
export async function everyTool(): Promise<LoweringTools> {
  return {
    aws: await awsCatalogue(),
    managedPolicies: managedPolicies(),
    parseShell: remembered(await bashParser()),
  };
}
