import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { ROOT, uriOf } from '../repository.js';
import { awsCatalogue, managedPolicies } from './catalogue.js';

const tools = { aws: await awsCatalogue(), managedPolicies: managedPolicies() };

/** A host that has read files of AWS, texts by path: what it asks for besides stays open. */
export function openedHost(files: Readonly<Record<string, string>>): AnalysisHost {
  const host = new AnalysisHost({ tools });
  host.apply(Object.entries(files).map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
  return host;
}
