import type { AwsCatalogue } from '../../model/awsCatalogue.js';
import type { RuleMeta } from '../../rules/rule.js';

/** What explanations draw on besides the catalogue. */
export interface ExplainSources {
  readonly rules: readonly RuleMeta[];
  /** The documentation of rules in Markdown, by id. */
  readonly pages: Readonly<Record<string, string>>;
  /** Every action of AWS, where it could be loaded. */
  readonly aws?: AwsCatalogue | undefined;
}
