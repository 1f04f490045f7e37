/** Rows: method, path template, scopes with levels (`none` for no scope). */
export const REST_PERMISSIONS = `
`;
