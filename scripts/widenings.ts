/**
 * `tsx scripts/widenings.ts FOLDER… [--seed N] [--most N]`: widens each session of the workspaces in the folders in
 * every dimension for which its file has a place, one at a time, and asks whether `trustscope check` against the lock
 * of the workspace as it was tells it at that session. Prints what was missed, and a table. See docs/reviewing.md.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AnalysisHost } from '../server/src/core/analysis/analysisHost.js';
import { compareStates, stateOf } from '../server/src/core/compare/compareStates.js';
import { lockText, readLock } from '../server/src/core/compare/lock.js';
import { readAwsCatalogue } from '../server/src/core/knowledge/aws/catalogue.js';
import { decodeManagedPolicies } from '../server/src/core/knowledge/aws/managedPolicies/decode.js';
import type { TrustScope } from '../server/src/core/model/trustScope.js';
import type { CorpusFile } from './evaluation/repositories.js';
import { repositoriesIn } from './evaluation/repositories.js';
import { shellReader } from './evaluation/shellReader.js';
import { awsTable } from './generate/aws/table.js';
import { ROOT } from './steps/root.js';
import { widenMosquittoUser, widenNatsUser, widenRedisUser } from './widening/brokers.js';
import { widenAccount, widenAgent, widenRabbitUser, widenRole } from './widening/identities.js';
import { widenAzureJob, widenBitbucketStep } from './widening/otherPipelines.js';
import { widenCircleciJob, widenGithubJob, widenGitlabJob } from './widening/pipelines.js';
import type { Widener, Widening } from './widening/widening.js';

const WIDENERS: Readonly<Record<string, Widener>> = {
  'github-actions': widenGithubJob,
  'gitlab-ci': widenGitlabJob,
  circleci: widenCircleciJob,
  'azure-pipelines': widenAzureJob,
  'bitbucket-pipelines': widenBitbucketStep,
  aws: widenRole,
  kubernetes: widenAccount,
  rabbitmq: widenRabbitUser,
  mosquitto: widenMosquittoUser,
  nats: widenNatsUser,
  redis: widenRedisUser,
  agents: widenAgent,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, most: { type: 'string', default: '40' } },
});

const tools = {
  aws: readAwsCatalogue(await awsTable()),
  managedPolicies: decodeManagedPolicies(
    readFileSync(join(ROOT, 'server/src/core/knowledge/aws/managedPolicies/data.json'), 'utf8'),
  ),
  parseShell: await shellReader(),
};

const tally = new Map<string, { caught: number; all: number }>();
for (const { name, roots } of repositoriesIn(positionals)) {
  for (const files of roots) widenAll(name, files);
}
for (const [key, { caught, all }] of [...tally].sort()) {
  console.log(`${key.padEnd(40)} ${String(caught)} of ${String(all)}`);
}
const counts = [...tally.values()];
const [caught, all] = [sum(counts.map((each) => each.caught)), sum(counts.map((each) => each.all))];
console.log(`all: ${String(caught)} of ${String(all)} (${((100 * caught) / Math.max(1, all)).toFixed(1)} %)`);
process.exitCode = caught >= all * 0.99 ? 0 : 1;

function widenAll(name: string, files: readonly CorpusFile[]): void {
  const [first] = files;
  if (first === undefined) return;
  const { root } = first;
  const host = new AnalysisHost({ tools, rules: [] });
  host.apply(files.map(({ uri, text }) => ({ uri, root, text })));
  const locked = readLock(lockText(stateOf(host.snapshot.model, root)));
  const texts = new Map(files.map(({ uri, text }) => [uri, text]));
  for (const scope of drawn(host.snapshot.model.scopes)) {
    const { uri, platform } = scope.file;
    const text = texts.get(uri);
    if (text === undefined) continue;
    for (const widening of WIDENERS[platform]?.(scope, text) ?? []) {
      const told = isTold(host, { uri, root, locked, scope }, widening);
      const key = `${platform} ${widening.name}`;
      const { caught: before, all: count } = tally.get(key) ?? { caught: 0, all: 0 };
      tally.set(key, { caught: before + Number(told), all: count + 1 });
      if (!told) {
        console.log(`MISSED ${name} ${uri.slice(root.length + 1)} ${scope.facts.label}: ${widening.name}`);
      }
      host.apply([{ uri, root, text }]);
    }
  }
}

interface Place {
  readonly uri: string;
  readonly root: string;
  readonly locked: ReturnType<typeof readLock>;
  readonly scope: TrustScope;
}

function isTold(
  host: AnalysisHost,
  { uri, root, locked, scope }: Place,
  { text, dimensions }: Widening,
): boolean {
  host.apply([{ uri, root, text }]);
  const changes = compareStates(locked, stateOf(host.snapshot.model, root));
  const label = `${scope.facts.noun} ${scope.facts.label}`;
  return changes.some(
    ({ direction, dimension, session }) =>
      direction === 'wider' && session.label === label && dimensions.includes(dimension),
  );
}

/** As many sessions as are asked for, by the seed; all where there are no more. */
function drawn(scopes: readonly TrustScope[]): readonly TrustScope[] {
  let state = Number(values.seed);
  const keyed = scopes.map((scope) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return { scope, key: state };
  });
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, Number(values.most))
    .map(({ scope }) => scope);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
