import { formatDuration } from '../../model/duration.js';
import type { Grant, Influence, Initiator } from '../../model/facts.js';
import type { TrustScope } from '../../model/trustScope.js';
import { grantWords } from '../../model/words.js';
import { quoted } from '../../text/quoted.js';
import { refusedThen, unreadBefore } from './influences.js';
import { doubtWords, sessionWords } from './sessions.js';

/** What somebody outside can do by starting the session, and what to do about it, in a few sentences. */
export function strangerWords(
  scope: TrustScope,
  initiator: Initiator,
  held: readonly Grant[],
  influence: Influence | undefined,
): string {
  const { who } = initiator;
  const start = `${who.charAt(0).toUpperCase()}${who.slice(1)}, can start ${sessionWords(scope)}`;
  const [asking] = unreadBefore(scope, initiator);
  const unless =
    doubtWords(scope, held) ||
    (asking === undefined ? '' : `, unless ${quoted(asking)} asks who it is (not read)`);
  const powers = `${grantWords(held, 2)} for up to ${formatDuration(scope.lifetime.seconds)}${unless}`;
  switch (influence?.kind) {
    case 'code':
      return `${start}; ${influence.how}, and it runs with ${powers}. Run it in a job without credentials.`;
    case 'text':
      return `${start}; ${influence.how}, where it runs as code with ${powers}. Hand it over in a variable.`;
    case 'merged':
      return `${start}; ${influence.how}, with ${powers}. Ask who opened it, or put an approval before it.`;
    case 'aimed':
      return `${start}; ${influence.how}, with ${powers}. Look the pull request up by the commit of the run that this one follows.`;
    case 'files':
      return `${start}; ${influence.how}, beside ${powers}. Treat them as hostile, or put an approval before it.`;
    case undefined: {
      const [refused] = refusedThen(scope, initiator);
      const why =
        refused === undefined
          ? ''
          : ` ${refused.what.charAt(0).toUpperCase()}${refused.what.slice(1)}, but ${refused.why}.`;
      return `${start}, which holds ${powers}.${why} Check who it is before it starts, or put an approval before it.`;
    }
  }
}
