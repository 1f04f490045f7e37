import type { JobTokenUse } from '../../knowledge/gitlab/jobToken.js';
import { JOB_TOKEN_PAGE, JOB_TOKEN_USES } from '../../knowledge/gitlab/jobToken.js';
import type { Grant, SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { AccessLevel } from '../../model/vocabulary.js';
import { get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import type { JobContext } from './jobContext.js';
import type { ScriptItem } from './scripts.js';

type OwnToken = Pick<SessionFacts, 'grants' | 'tokenUses'>;

/**
 * What a job is seen to do with CI_JOB_TOKEN. What it may do beyond, its starter's rights and settings of projects tell;
 * what it does, it must be allowed to.
 */
export function ownToken(context: JobContext): OwnToken {
  const { items, job, reading } = context;
  const text = items.map((item) => item.text.replace(/\\\r?\n\s*/gu, ' ')).join('\n');
  const grants: Grant[] = job.isTrigger ? [] : [checkoutGrant(context)];
  const tokenUses: { origin: Origin; to: string }[] = [];
  JOB_TOKEN_USES.forEach((use, index) => {
    const item = items.find(({ seen }) => seen.tokenUses.includes(index));
    if (item === undefined || !isOwn(use, items)) return;
    const origin = placeOf(context, item, use);
    tokenUses.push({ origin, to: use.to });
    const access = use.writes?.test(use.together === true ? item.text : text) === true ? 'write' : 'read';
    grants.push(...grantOf(context, use, access, origin));
  });
  const release = get(job.body, 'release');
  const releases = JOB_TOKEN_USES.find(({ right }) => right === 'releases');
  // https://docs.gitlab.com/ci/yaml/#release
  if (release !== undefined && !isAbsent(release) && releases !== undefined) {
    grants.push(...grantOf(context, releases, 'write', reading.originOf(release)));
  }
  if (tokenUses.length === 0) {
    const item = items.find(({ seen }) => seen.namesJobToken);
    if (item !== undefined) {
      tokenUses.push({ origin: reading.originWithin(item.node, 'CI_JOB_TOKEN'), to: 'the script' });
    }
  }
  return { grants: distinct(grants), tokenUses };
}

/** What an address of the API shows, whoever's token is sent along. */
const BY_API: ReadonlySet<string> = new Set([
  'packages',
  'pipelines',
  'releases',
  'deployments',
  'environments',
  'artifacts',
]);

/** Whether it is the job's token that is used: elsewhere others may stand in its place. */
function isOwn({ right }: JobTokenUse, items: readonly ScriptItem[]): boolean {
  if (right === undefined || !BY_API.has(right)) return true;
  const isCli = right === 'releases' && items.some(({ text }) => /\brelease-cli\b/u.test(text));
  return (
    isCli || items.some(({ seen, text }) => seen.namesJobToken || /gitlab-ci-token|--job-token/u.test(text))
  );
}

function placeOf({ reading }: JobContext, { node, text }: ScriptItem, { pattern }: JobTokenUse): Origin {
  const words = ['CI_REGISTRY_PASSWORD', 'CI_JOB_TOKEN', 'release-cli', 'gitlab-terraform'];
  return reading.originWithin(
    node,
    words.find((word) => text.includes(word)) ?? pattern.exec(text)?.[0].split('\n')[0] ?? '',
  );
}

/** The runner fetches the repository with the token. https://docs.gitlab.com/ci/jobs/ci_job_token/ */
function checkoutGrant({ job, reading, gates, variables }: JobContext): Grant {
  const strategy = variables.find(({ name }) => name === 'GIT_STRATEGY')?.node;
  const none = strategy?.text === 'none';
  const origin = reading.originOf(none ? strategy : job.key);
  return {
    ...grantBase,
    action: 'repository:read',
    right: 'repository',
    access: 'read',
    system: { kind: 'repository', name: 'this project' },
    resource: 'this project',
    certainty: 'platform-default',
    declaredFor: 'default',
    evidence: none ? 'unknown' : 'needed',
    evidenceFrom: none ? [] : [{ origin, why: `the runner fetches the code with it (${JOB_TOKEN_PAGE})` }],
    gates,
    opens: 'read the code',
    origin,
  };
}

const grantBase = { via: [] } as const;

function grantOf(
  { gates }: JobContext,
  { right, system, opens, to }: JobTokenUse,
  access: AccessLevel,
  origin: Origin,
): readonly Grant[] {
  if (right === undefined || system === undefined) return [];
  return [
    {
      ...grantBase,
      action: `${right}:${access}`,
      right,
      access,
      system,
      resource: system.name,
      certainty: 'inferred',
      declaredFor: 'session',
      evidence: 'needed',
      evidenceFrom: [{ origin, why: `the script hands it to ${to}` }],
      gates,
      opens: opens?.[access] ?? `use ${to}`,
      origin,
    },
  ];
}

/** One grant per right: the strongest. */
function distinct(grants: readonly Grant[]): readonly Grant[] {
  const byRight = new Map<string, Grant>();
  for (const grant of grants) {
    const key = `${grant.right} ${grant.resource}`;
    const known = byRight.get(key);
    if (known?.access !== 'write') byRight.set(key, grant);
  }
  return [...byRight.values()];
}

/** Whether a job makes a release by its own keyword. */
export function makesRelease({ job }: Pick<JobContext, 'job'>): boolean {
  const release = get(job.body, 'release');
  return release !== undefined && textOf(get(release, 'tag_name')) !== undefined;
}
