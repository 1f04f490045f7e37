import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsTable } from '../../../scripts/generate/aws/table.js';
import { managedPoliciesFile } from '../../support/aws/catalogue.js';
import { loweringTools } from '../../../server/src/cli/loweringTools.js';

const ARN = 'arn:aws:iam::111122223333:role/deploy';

describe('the tools of the command line', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trustscope-tools-'));
    writeFileSync(join(folder, 'aws-catalogue.txt'), await awsTable());
    writeFileSync(join(folder, 'aws-managed-policies.json'), managedPoliciesFile());
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('have the catalogue of AWS only for files that speak of AWS', async () => {
    const toolsFor = await loweringTools(folder);
    expect(toolsFor(['on: push']).aws).toBeUndefined();
    expect(toolsFor(['on: push', ARN]).aws?.action('iam:PassRole')).toBeDefined();
  });

  it('are none where no files of ours are', async () => {
    const [nowhere, empty] = [await loweringTools(undefined), await loweringTools(join(folder, 'gone'))];
    expect(nowhere([ARN])).toEqual({});
    expect(empty([ARN])).toEqual({});
  });
});
