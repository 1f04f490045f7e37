const PAGES = 'https://github.com/trustscope/trustscope/blob/main/docs/rules/';

/** Where a reader finds the page of a rule. `trustscope explain` shows the same offline. */
export function ruleUri(id: string): string {
  return `${PAGES}${id}.md`;
}
