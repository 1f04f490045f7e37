import type { JoinedFiles } from '../../joinedFile.js';
import { joinEach } from '../../joinedFile.js';
import type { Joined, JoinInput } from '../../joiner.js';
import { Includes } from './included.js';

/** Configurations with the files that they include, in which permissions of their users may stand. */
export function assembleConfigurations(
  inputs: readonly JoinInput[],
  previous: JoinedFiles | undefined,
): Joined<JoinedFiles> {
  const includes = new Includes(inputs.map(({ facts }) => facts));
  return joinEach(inputs, previous, (facts) => includes.joined(facts));
}
