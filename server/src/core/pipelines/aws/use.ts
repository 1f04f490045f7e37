import type { NeedGap } from '../../model/facts.js';
import type { AwsNeed } from '../../knowledge/commands/aws.js';
import type { AwsCatalogue } from '../../model/awsCatalogue.js';

/** What surrounds a step that may act in AWS. */
export interface AwsSurroundings {
  /** The step in a reader's words. */
  readonly label: string;
  readonly catalogue: AwsCatalogue;
  /** Whether a login to a registry of ECR stands before it. */
  readonly registry: boolean;
}

/** One action that a step takes with the session that its environment holds, or that a login to a registry is behind. */
export interface AwsStepNeed extends AwsNeed {
  /** What for, in words that follow "to". */
  readonly why: string;
  readonly conditional: boolean;
  readonly by: 'environment' | 'registry';
}

/** What a step does in AWS. */
export interface AwsStepUse {
  readonly needs: readonly AwsStepNeed[];
  readonly gaps: readonly Pick<NeedGap, 'why' | 'rights' | 'unlikely'>[];
  /** Set when it logs in to registries of ECR for the steps after it. */
  readonly registryLogin?: boolean;
}

export const NO_AWS: AwsStepUse = { needs: [], gaps: [] };

/** All that parts of a step do. */
export function allUses(uses: readonly AwsStepUse[]): AwsStepUse {
  const gaps = uses.flatMap((use) => use.gaps);
  return {
    needs: uses.flatMap((use) => use.needs),
    gaps: [...new Map(gaps.map((gap) => [gap.why, gap])).values()],
    ...(uses.some(({ registryLogin }) => registryLogin === true) ? { registryLogin: true } : {}),
  };
}

/** Something of which it is not known what it does with the session. */
export function openUse(why: string, unlikely = false): AwsStepUse {
  return { needs: [], gaps: [{ why, rights: 'all', ...(unlikely ? { unlikely: true as const } : {}) }] };
}
