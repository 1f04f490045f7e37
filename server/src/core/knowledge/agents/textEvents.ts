/** Events of GitHub that bring a text of whoever causes them. */
const BRINGS_TEXT =
  /^(?:issues|issue_comment|pull_request|pull_request_target|pull_request_review|pull_request_review_comment|discussion|discussion_comment|workflow_run)$/u;

/** Whether whoever causes the event writes something that the run can read. */
export function bringsText(event: string): boolean {
  return BRINGS_TEXT.test(event);
}
