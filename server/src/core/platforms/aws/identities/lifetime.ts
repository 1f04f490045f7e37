import type { Lifetime } from '../../../model/facts.js';
import { isAbsent } from '../../../syntax/syntaxTree.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import { isKnown } from '../text/sourceText.js';
import { quoted } from '../../../text/quoted.js';

/**
 * How long a session of a role may be asked to last: an hour by default, and from one to twelve hours where it is set.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html#id_roles_update-session-duration
 */
export const SESSION_SECONDS = { default: 3_600, least: 3_600, most: 43_200 } as const;

/** @param place where one would write it, for a role that does not */
export function roleLifetime(
  { reading, texts }: Context,
  node: SyntaxNode | undefined,
  place: SyntaxNode,
): Lifetime {
  const boundBy = reading.isTerraform ? 'max_session_duration' : 'MaxSessionDuration';
  if (node === undefined || isAbsent(node)) {
    return {
      seconds: SESSION_SECONDS.default,
      basis: 'platform-default',
      boundBy,
      origin: reading.originOf(place),
    };
  }
  const values = texts.texts(node);
  const origin = values[0]?.origin ?? reading.originOf(node);
  const seconds = values.filter(isKnown).map(({ text }) => Number(text));
  const isRead = values.length > 0 && seconds.length === values.length && seconds.every(Number.isInteger);
  if (!isRead) {
    return {
      seconds: SESSION_SECONDS.most,
      basis: 'platform-maximum',
      boundBy: `${boundBy}, which is computed`,
      origin,
    };
  }
  const longest = Math.max(...seconds);
  if (longest < SESSION_SECONDS.least || longest > SESSION_SECONDS.most) {
    reading.refuse(node, `${quoted(boundBy)} is from 3600 to 43200 seconds; IAM refuses ${String(longest)}.`);
  }
  return {
    seconds: Math.min(Math.max(longest, 0), SESSION_SECONDS.most),
    basis: 'declared',
    boundBy,
    origin,
  };
}

/**
 * A user's password and access keys work until somebody deletes them.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
export function userLifetime({ reading }: Context, place: SyntaxNode): Lifetime {
  return {
    seconds: null,
    basis: 'unbounded',
    boundBy: 'nothing: an access key works until it is deleted',
    origin: reading.originOf(place),
  };
}
