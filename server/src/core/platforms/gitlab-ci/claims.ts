import { GITLAB_ISSUER, gitlabSubject } from '../../knowledge/gitlab/federation.js';
import { UNKNOWN_OWNER, UNKNOWN_REPOSITORY } from '../../knowledge/oidc/githubActions.js';
import type { ClaimSet } from '../../model/claims.js';
import type { Host } from '../../model/facts.js';
import type { Job } from './pipeline.js';
import type { Run } from './runs.js';
import { environmentOf, inRun } from './runs.js';
import type { Situation } from './situations.js';

/** More ways of running than that are not told apart. */
const MOST_SETS = 64;

/**
 * The claims of the tokens that runs of a job are given, without the audience. A merge request's run shows its source
 * branch; that of a fork, which a member has to start, shows the fork's project and is left out.
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload
 */
export function claimsOf(job: Job, runs: readonly Run[], host: Host | undefined): readonly ClaimSet[] {
  const sets = new Map<string, ClaimSet>();
  for (const run of runs) {
    for (const initiator of run.sources) {
      const set = { ...claimSet(job, run, host), initiator };
      sets.set(JSON.stringify(set), set);
    }
    if (sets.size >= MOST_SETS) break;
  }
  return [...sets.values()];
}

function claimSet(job: Job, run: Run, host: Host | undefined): Omit<ClaimSet, 'initiator'> {
  const { situation } = run;
  const { ref, type } = refOf(situation);
  const environment = environmentOf(job);
  const name = environment === undefined ? undefined : openName(inRun(environment.name, run));
  return {
    issuer: GITLAB_ISSUER,
    values: {
      sub: gitlabSubject(UNKNOWN_REPOSITORY, type, ref),
      project_path: UNKNOWN_REPOSITORY,
      namespace_path: UNKNOWN_OWNER,
      project_id: 'PROJECT_ID',
      namespace_id: 'ORGANIZATION_ID',
      pipeline_source: situation.source.name,
      ref,
      ref_type: type,
      ref_path: `refs/${type === 'tag' ? 'tags' : 'heads'}/${ref}`,
      ...(situation.isProtected === undefined ? {} : { ref_protected: String(situation.isProtected) }),
      ...(host === undefined || host.kind === 'unknown'
        ? {}
        : { runner_environment: host.kind === 'hosted' ? 'gitlab-hosted' : 'self-hosted' }),
      ...(name === undefined || environment === undefined
        ? {}
        : { environment: name, environment_action: environment.action }),
    },
    absent: name === undefined ? ['environment', 'environment_protected', 'deployment_tier'] : [],
  };
}

function refOf({ ref, atom }: Situation): { readonly ref: string; readonly type: 'branch' | 'tag' } {
  const type = ref === 'tag' ? 'tag' : 'branch';
  if (ref === 'merge-request') return { ref: '*', type };
  if (atom.kind === 'name') return { ref: atom.name, type };
  if (atom.kind === 'default') return { ref: 'DEFAULT_BRANCH', type };
  return { ref: atom.kind === 'pattern' ? atom.glob : '*', type };
}

/** A name with `*` for what only a run can tell. */
export function openName(name: string): string {
  return name.replace(/\$\{[^}]*\}|\$\w+/gu, '*').replace(/\*{2,}/gu, '*');
}
