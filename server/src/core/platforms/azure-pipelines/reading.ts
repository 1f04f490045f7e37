import type { Origin } from '../../model/origin.js';
import { PipelineReading } from '../../pipelines/pipelineReading.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';

/** One file being read: makes origins and gathers what Azure Pipelines would refuse. */
export class Reading extends PipelineReading {
  /** Where a part of a scalar's text stands. */
  placeOf(scalar: ScalarNode, part: string): Origin {
    return placeIn(this, scalar, part);
  }
}
