import type { Finding, Fix } from '../analysis/snapshot.js';
import type { TrustScope } from '../model/trustScope.js';
import type { ReportPlace } from './document.js';

/** A finding with its place and the fixes that can be done now. */
export interface SelectedFinding {
  readonly finding: Finding;
  readonly place: ReportPlace;
  readonly fixes: readonly Fix[];
  /** Whether a fix is left out because its file is too long to try it. */
  readonly hasUntriedFix: boolean;
  readonly scope: TrustScope | undefined;
}
