import type { Initiator } from '../../model/facts.js';
import type { EnvironmentName } from './gates.js';

/**
 * The `sub` claims that a job of this repository presents, in the default format; `OWNER/REPO` stands for the
 * repository, whose name the file does not tell. The first that applies counts: environment, pull request, ref.
 * Repositories created after 2026-07-15 have `OWNER@ID/REPO@ID` there.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function oidcSubjects(
  environment: EnvironmentName | undefined,
  initiators: readonly Initiator[],
): readonly string[] {
  if (environment !== undefined) {
    return [`repo:OWNER/REPO:environment:${environment.name.replaceAll(':', '%3A')}`];
  }
  return [...new Set(initiators.map((initiator) => `repo:OWNER/REPO:${contextOf(initiator)}`))];
}

function contextOf(initiator: Initiator): string {
  // Which subject pull_request_target gets is not documented; its ref is the default branch.
  if (initiator.event === 'pull_request') return 'pull_request';
  const branch = literalAfter(initiator, 'branch ');
  if (branch !== undefined) return `ref:refs/heads/${branch}`;
  const tag = literalAfter(initiator, 'tag ');
  if (tag !== undefined) return `ref:refs/tags/${tag}`;
  return initiator.event === 'push' || initiator.event === 'workflow_dispatch'
    ? 'ref:*'
    : 'ref:refs/heads/DEFAULT_BRANCH';
}

function literalAfter(initiator: Initiator, prefix: string): string | undefined {
  return initiator.conditions
    .findLast((condition) => condition.startsWith(prefix) && !condition.includes(', '))
    ?.slice(prefix.length);
}
