import type { Platform } from '../platform.js';
import { compose, names } from './compose.js';
import { lower } from './lower.js';
import { named } from './named.js';
import { point } from './point.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

/** GitLab CI/CD: the pipeline's file, and the files that it includes. */
export const gitlabCi: Platform = {
  id: 'gitlab-ci',
  name: 'GitLab CI/CD',
  globs: [
    '**/*.gitlab-ci.{yml,yaml}',
    '**/.gitlab-ci.{yml,yaml}',
    '**/.gitlab/ci/**/*.{yml,yaml}',
    '**/.gitlab-ci/**/*.{yml,yaml}',
  ],
  select,
  format: () => 'yaml',
  parsing: () => ({ merge: true }),
  lower,
  composer: { begins: ({ path }) => [path], names, compose },
  point,
  named,
  remediate,
};
