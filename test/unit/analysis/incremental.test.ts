import { describe, expect, it } from 'vitest';
import { awsCatalogue, managedPolicies } from '../../support/aws/catalogue.js';
import { PLAYBOOKS, playbooks } from '../../support/compose/playbooks.js';
import { TERRAFORM, TERRAGRUNT } from '../../support/compose/terraformWorkspace.js';
import { Random } from '../../support/random.js';
import { RandomWorkspace, severalFiles } from '../../support/randomWorkspace.js';

/** Steps for each workspace; more on demand: `STEPS=200 npx vitest run test/unit/analysis/incremental.test.ts`. */
const STEPS = Number(process.env['STEPS'] ?? '4');
const SEED = Number(process.env['SEED'] ?? '20261201');

describe('a workspace after random changes', async () => {
  const tools = { aws: await awsCatalogue(), managedPolicies: managedPolicies() };

  it.each([...severalFiles()])('answers as one that is opened anew: %s', (name, files) => {
    walk(new RandomWorkspace(files, new Random(SEED + seedOf(name)), tools), STEPS);
  });

  it('answers as one that is opened anew: the child of a pipeline that is renamed after some forty steps', () => {
    const name = 'gitlab-ci-composed';
    walk(
      new RandomWorkspace(severalFiles().get(name) ?? new Map(), new Random(SEED + seedOf(name)), tools),
      48,
    );
  });

  it('answers as one that is opened anew: files that compose', () => {
    walk(new RandomWorkspace(PLAYBOOKS, new Random(SEED), tools, [playbooks]), STEPS * 20);
  });

  it.each([...severalFiles()])(
    'answers so too where it is linked by slices, and asked in between: %s',
    (name, files) => {
      const random = new Random(SEED + seedOf(name));
      walk(new RandomWorkspace(files, random, tools, undefined, new Random(SEED)), STEPS);
    },
  );

  it('answers so too where it is linked by slices: files that compose', () => {
    const random = new Random(SEED);
    walk(new RandomWorkspace(PLAYBOOKS, random, tools, [playbooks], new Random(SEED)), STEPS * 20);
  });

  it('answers so too where it is linked by slices: modules of Terraform', () => {
    walk(new RandomWorkspace(TERRAFORM, new Random(SEED), tools, undefined, new Random(SEED)), STEPS);
  });

  it('answers as one that is opened anew: modules of Terraform', () => {
    walk(new RandomWorkspace(TERRAFORM, new Random(SEED), tools), STEPS);
  });

  it('answers as one that is opened anew: units of Terragrunt', () => {
    walk(new RandomWorkspace(TERRAGRUNT, new Random(SEED), tools), STEPS);
  });
});

/** Makes so many changes, and holds the workspace against one that is opened anew after each. */
function walk(workspace: RandomWorkspace, steps: number): void {
  const story: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    story.push(workspace.step());
    const difference = workspace.difference();
    expect(difference === undefined ? '' : `after ${story.join('; ')}: ${difference}`).toBe('');
  }
}

/** A number of its own for each name. */
function seedOf(name: string): number {
  let seed = 7;
  for (let at = 0; at < name.length; at += 1) seed = (seed * 31 + name.charCodeAt(at)) % 1_000_003;
  return seed;
}
