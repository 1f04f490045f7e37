import type { FileDescriptor, Platform } from './platform.js';
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

/** Every platform, in the order in which they are asked. */
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

/** The platform that reads a file; `undefined` when none does. */
export function platformFor(file: FileDescriptor): Platform | undefined {
  return PLATFORMS.find((platform) => platform.select(file));
}
