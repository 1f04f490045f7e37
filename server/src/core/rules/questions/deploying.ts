import type { TrustScope } from '../../model/trustScope.js';
import type { Widening } from './breadths.js';

/** Services that run what puts other things in place. */
const DEPLOYING_SERVICES =
  /^(?:codebuild|codepipeline|codedeploy|cloudformation|servicecatalog|imagebuilder)\./iu;
const DEPLOYING_NAMES =
  /deploy|release|pipeline|provision|terraform|cloudformation|bootstrap|(?:^|[^a-z])ci(?:[^a-z]|cd|$)/iu;

/** Whether the session is there to put things in place: a pipeline takes it, or it is called so. */
export function deploys({ facts }: TrustScope): boolean {
  if (DEPLOYING_NAMES.test(facts.label)) return true;
  return (facts.trust?.admissions ?? []).some(({ kind, name, initiator }) => {
    if (kind === 'service') return DEPLOYING_SERVICES.test(name);
    // Pipelines log in with a token that names their project.
    return (
      kind === 'federated' &&
      facts.initiators.some(({ id, actor }) => id === initiator && actor === 'collaborator')
    );
  });
}

/** Without what would leave the reading part only: to change things is what such a session is for. */
export function withoutReading(widening: Widening): Widening {
  const { breadth } = widening;
  return {
    ...widening,
    breadth: { ...breadth, options: breadth.options.filter(({ reading }) => reading !== true) },
  };
}
