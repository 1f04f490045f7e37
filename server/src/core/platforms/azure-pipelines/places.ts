import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Pipeline } from './pipeline.js';
import type { Place } from './starts.js';

/** A job with the names by which its session is known. */
export interface NamedPlace extends Place {
  /** `job:build`, with its stage where there is one, and numbered where a name comes again. */
  readonly localId: string;
  readonly label: string;
  readonly subject: Readonly<Record<string, string>>;
}

/** Local id of the steps of a template, of which a file has one list. */
export const STEPS_OF_TEMPLATE = 'steps';

/**
 * The jobs of a file in order of writing. Names do not change when other parts of the file do.
 *
 * @param title by which steps of a template are known
 * @param cameIn whether a part came in by a template
 */
export function placesOf(
  pipeline: Pipeline,
  title: string,
  cameIn: (node: SyntaxNode) => boolean = () => false,
): readonly NamedPlace[] {
  const counts = new Map<string, number>();
  return pipeline.stages.flatMap((stage) =>
    stage.jobs.map((job) => {
      if (pipeline.isTemplate && job.kind === 'steps') {
        return { stage, job, localId: STEPS_OF_TEMPLATE, label: title, subject: { template: title } };
      }
      const path = stage.isWritten ? `${stage.id}.${job.id}` : job.id;
      // Names of one kind do not change when templates bring others.
      const word = cameIn(stage.node) || cameIn(job.node) ? 'called' : 'job';
      const id = `${job.kind === 'template' ? 'template' : word}:${path}`;
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return {
        stage,
        job,
        localId: count === 1 ? id : `${id}#${String(count)}`,
        label: path,
        subject: {
          ...(stage.isWritten ? { stage: stage.id } : {}),
          [job.kind === 'template' ? 'template' : 'job']: job.id,
        },
      };
    }),
  );
}
