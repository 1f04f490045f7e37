import type { Confidence } from '../../model/vocabulary.js';
import type { Grant, Influence, Initiator, TurnedAway } from '../../model/facts.js';
import { grantsAreKnown } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import { doubtWords } from './sessions.js';

/** An assumed gate before all of it, or a pipeline that is not read, lowers no severity, but it may ask. */
export function confidenceOf(
  scope: TrustScope,
  held: readonly Grant[],
  influence: Influence | undefined,
  initiator?: Initiator,
): Confidence {
  const runs = influence?.kind === 'code' || influence?.kind === 'text';
  const sure = runs && influence.unsure !== true && grantsAreKnown(scope);
  const isDoubtful = doubtWords(scope, held) !== '' || unreadBefore(scope, initiator).length > 0;
  if (!isDoubtful) return sure ? 'high' : 'medium';
  return sure ? 'medium' : 'low';
}

/** Names of pipelines elsewhere that run before a session that is started in this way. */
export function unreadBefore({ facts }: TrustScope, initiator: Initiator | undefined): readonly string[] {
  return [...new Set([...(facts.unreadBefore ?? []), ...(initiator?.unreadBefore ?? [])])];
}

/** From the gravest on; code that it is not sure that they can bring is less than a change that is merged. */
const GRAVITY: readonly ((influence: Influence) => boolean)[] = [
  ({ kind, unsure }) => kind === 'code' && unsure !== true,
  ({ kind }) => kind === 'text',
  ({ kind }) => kind === 'merged',
  ({ kind }) => kind === 'code',
  ({ kind }) => kind === 'aimed',
  ({ kind }) => kind === 'files',
];

/** The gravest of what whoever starts the session in this way gets into it. */
export function gravestInfluence({ facts }: TrustScope, { id }: Initiator): Influence | undefined {
  const reached = facts.influences.filter(({ initiators }) => initiators?.includes(id) ?? true);
  return GRAVITY.map((isSuch) => reached.find(isSuch)).find((found) => found !== undefined);
}

/** What the session asks for when it is started in this way, and is refused. */
export function refusedThen({ facts }: TrustScope, { id }: Initiator): readonly TurnedAway[] {
  return (facts.turnedAway ?? []).filter(({ initiators }) => initiators.includes(id));
}
