/** The name by which rules know a server: what is no letter, number, hyphen or underscore becomes an underscore. */
export function ruleName(server: string): string {
  return server.replace(/[^A-Za-z0-9_-]/gu, '_');
}
