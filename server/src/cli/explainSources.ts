import type { ExplainSources } from '../core/report/explain/sources.js';
import { ruleMetas } from '../core/report/ruleMetas.js';
import { assets } from './assets.js';
import type { Terminal } from './terminal.js';

/** What explanations draw on; the catalogue of AWS is loaded for what is written as an action of it. */
export function explainSources(topic: string, terminal: Terminal): ExplainSources {
  const speaksOfAws = topic.includes(':') ? ['AWS::IAM::Policy'] : [];
  return { rules: ruleMetas(), pages: assets().rulePages, aws: terminal.tools?.(speaksOfAws).aws };
}
