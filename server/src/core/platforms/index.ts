import type { FileDescriptor, Platform } from './platform.js';
import { SURE } from './platform.js';
import { agents } from './agents/index.js';
import { aws } from './aws/index.js';
import { azurePipelines } from './azure-pipelines/index.js';
import { bitbucketPipelines } from './bitbucket-pipelines/index.js';
import { circleci } from './circleci/index.js';
import { githubActions } from './github-actions/index.js';
import { gitlabCi } from './gitlab-ci/index.js';
import { kubernetes } from './kubernetes/index.js';
import { mosquitto } from './mosquitto/index.js';
import { nats } from './nats/index.js';
import { rabbitmq } from './rabbitmq/index.js';
import { redis } from './redis/index.js';

/** Every platform. Where two are as sure that a file is theirs, the earlier one reads it. */
export const PLATFORMS: readonly Platform[] = [
  githubActions,
  azurePipelines,
  circleci,
  bitbucketPipelines,
  gitlabCi,
  agents,
  kubernetes,
  aws,
  rabbitmq,
  nats,
  redis,
  mosquitto,
];

/** The platform that reads a file: the surest one; `undefined` when none is. */
export function platformFor(
  file: FileDescriptor,
  platforms: readonly Platform[] = PLATFORMS,
): Platform | undefined {
  let surest: Platform | undefined;
  let sureness: number = SURE.not;
  for (const platform of platforms) {
    const found = platform.select(file);
    if (found <= sureness) continue;
    if (found === SURE.place) return platform;
    surest = platform;
    sureness = found;
  }
  return surest;
}
