/** The life of a credential that ends with the session, or before. */
export const WITHIN = 'no longer than the session';

/** How long a credential lives: seconds, `null` where nothing bounds it, or no longer than the session. */
export type Life = number | null | typeof WITHIN;
