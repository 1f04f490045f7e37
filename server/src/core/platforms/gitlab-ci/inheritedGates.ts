import type { Gate } from '../../model/facts.js';
import type { Uri } from '../../text/uri.js';
import type { PipelineContext } from './jobContext.js';
import type { Job } from './pipeline.js';

/**
 * What stands before a job, with what holds back the job that starts its whole pipeline. What only a file says that may
 * not be taken in is not proved.
 */
export function gatesOf(
  { gates, reading }: PipelineContext,
  job: Job,
  { conditional, inherited }: { readonly conditional: ReadonlySet<Uri>; readonly inherited: readonly Gate[] },
): readonly Gate[] {
  const isOpen = !conditional.has(reading.uriOf(job.key.range));
  const own = gates.of(job).map((gate): Gate => {
    if (!isOpen || gate.state !== 'enforced' || !conditional.has(gate.origin.uri)) return gate;
    return {
      ...gate,
      state: 'assumed',
      why: `${gate.why}; that file is included only under conditions`,
    };
  });
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...inherited.filter(({ id }) => !ids.has(id))];
}
