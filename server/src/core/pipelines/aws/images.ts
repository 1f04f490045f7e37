import { ECR_IMAGE, ECR_PUBLIC_PUSH, ECR_PULL, ECR_PUSH } from '../../knowledge/aws/needs/images.js';
import { named } from '../../knowledge/commands/aws.js';
import type { AwsStepUse, AwsSurroundings } from './use.js';
import { NO_AWS } from './use.js';

/** Images that are pushed or pulled: their names as written, computed parts as they stand. */
export interface ImageTraffic {
  readonly pushes: boolean | 'maybe';
  readonly names: readonly string[];
  /** What for, in words that follow "to". */
  readonly why: string;
}

/** What pushing and pulling images asks of the session behind the login to a registry of ECR. */
export function imageUse({ catalogue, registry }: AwsSurroundings, traffic: ImageTraffic): AwsStepUse {
  const { names, pushes, why } = traffic;
  const ofEcr = names.filter((name) => ECR_IMAGE.test(name));
  // A name that is written out and is of another registry needs nothing; a computed one may be any.
  const open = names.length === 0 || names.some((name) => name.includes('$'));
  if (ofEcr.length === 0 && !(registry && open)) return NO_AWS;
  const isPublic = ofEcr.length > 0 && ofEcr.every((name) => name.includes('public.ecr.aws'));
  const push = isPublic ? ECR_PUBLIC_PUSH : ECR_PUSH;
  const sure = pushes === true ? push : [];
  const maybe = [...ECR_PULL, ...(pushes === false ? [] : [...push, ...ECR_PUBLIC_PUSH])];
  const { needs } = named({ needs: sure, maybe }, catalogue);
  return {
    needs: needs.map((need) => ({ ...need, why, conditional: false, by: 'registry' as const })),
    gaps: [],
  };
}
