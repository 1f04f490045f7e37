import type { ContextValue, RequestContext } from './types.js';

/**
 * A context with these values.
 *
 * @param otherwise what holds for every other key
 */
export function requestContext(
  values: Readonly<Record<string, ContextValue>>,
  otherwise: 'absent' | 'unknown',
): RequestContext {
  const known = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
  return { get: (key) => known.get(key.toLowerCase()) ?? otherwise };
}

/** A context of which nothing is known. */
export const UNKNOWN_CONTEXT: RequestContext = { get: () => 'unknown' };
