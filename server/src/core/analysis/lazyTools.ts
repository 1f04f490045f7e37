import { decodeAwsCatalogue } from '../knowledge/aws/catalogue.js';
import { decodeManagedPolicies } from '../knowledge/aws/managedPolicies/decode.js';
import { mayHoldAws } from '../knowledge/aws/mayHoldAws.js';
import type { LoweringTools } from '../model/loweringTools.js';
import { loadShell, mayHoldScript } from './loadShell.js';
import type { ReadAsset } from './ownAssets.js';
import { OWN_ASSETS } from './ownAssets.js';

export { mayHoldAws };

/** A tool that is loaded when the first file comes that could gain by it. */
export interface LazyTool {
  readonly key: 'parseShell' | 'aws';
  /** For the log. */
  readonly name: string;
  /** A cheap look at the text; yes too often rather than too seldom. */
  readonly mayServe: (text: string) => boolean;
  /** Rejects when a file of ours cannot be read. */
  readonly load: (readAsset: ReadAsset) => Promise<LoweringTools>;
}

export const LAZY_TOOLS: readonly LazyTool[] = [
  {
    key: 'parseShell',
    name: 'the shell reader',
    mayServe: mayHoldScript,
    load: async (readAsset) => ({ parseShell: await loadShell(readAsset) }),
  },
  {
    key: 'aws',
    name: 'the catalogue of AWS',
    mayServe: mayHoldAws,
    load: async (readAsset) =>
      awsTools(
        ...(await Promise.all([
          readAsset(OWN_ASSETS.awsCatalogue),
          readAsset(OWN_ASSETS.awsManagedPolicies),
        ])),
      ),
  },
];

/** The catalogue of AWS and its managed policies from the bytes of their files, for those who read them themselves. */
export function awsTools(catalogue: Uint8Array, policies: Uint8Array): LoweringTools {
  return {
    aws: decodeAwsCatalogue(catalogue),
    managedPolicies: decodeManagedPolicies(policies),
  };
}

/** Whether a file with this text may say more when it is read with these tools. */
export function couldGain(text: string, tools: LoweringTools): boolean {
  return LAZY_TOOLS.some(({ key, mayServe }) => tools[key] !== undefined && mayServe(text));
}
