import { workOf } from '../../support/work.js';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ToolWorkspace } from '../../../server/src/cli/mcp/toolWorkspace.js';
import { temporaryFolder } from './temporaryFolder.js';
import { silentTerminal } from '../../support/silentTerminal.js';

const JOB = (permissions: string): string => `on: { push: { branches: [main] } }
permissions: ${permissions}
jobs:
  release:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps: [{ uses: actions/checkout@v4 }]
`;

const MANY = Object.fromEntries(
  Array.from({ length: 20 }, (_, at) => [`.github/workflows/w${String(at)}.yml`, JOB('write-all')]),
);

/** A policy that is named, and would not be read by its own name. */
const MAIN = `resource "aws_iam_policy" "a" {
  name   = "a"
  policy = file("\${path.module}/policy.txt")
}
`;
const POLICY = (action: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "${action}", "Resource": "*" }] }`;

function toolsOf(folder: string): ToolWorkspace {
  return new ToolWorkspace(folder, silentTerminal(folder));
}

function scan(tools: ToolWorkspace): string {
  return tools.scan(undefined, 'hint', undefined);
}

describe('calls of a tool one after the other', () => {
  it('cost what has changed since the last one', () => {
    const folder = temporaryFolder(MANY);
    const tools = toolsOf(folder);
    const first = workOf(() => scan(tools));
    expect(workOf(() => scan(tools))).toBeLessThan(first / 4);
    writeFileSync(join(folder, '.github/workflows/w3.yml'), JOB('{ contents: read }'));
    expect(workOf(() => scan(tools))).toBeLessThan(first / 2);
  });

  it('answer as the first call of a new one does, whatever has changed', () => {
    const folder = temporaryFolder({ ...MANY, 'main.tf': MAIN });
    const tools = toolsOf(folder);
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    const steps: readonly (() => void)[] = [
      () => undefined,
      () => {
        write('.github/workflows/w3.yml', JOB('{ contents: read }'));
      },
      () => {
        write('policy.txt', POLICY('iam:*'));
      },
      () => {
        write('policy.txt', POLICY('s3:GetObject'));
      },
      () => {
        write('.trustscope.yml', "rules: { broad-token-permissions: 'off' }\n");
      },
      () => {
        write('.trustscope.yml', 'rules: { broad-token-permissions: error }\n');
      },
      () => {
        rmSync(join(folder, '.github/workflows/w4.yml'));
      },
      () => {
        write('.github/workflows/new.yml', JOB('write-all'));
      },
      () => {
        rmSync(join(folder, 'policy.txt'));
      },
    ];
    const told = new Set<string>();
    for (const step of steps) {
      step();
      const answer = scan(tools);
      expect(answer).toBe(scan(toolsOf(folder)));
      told.add(answer);
    }
    expect(told.size).toBeGreaterThan(6);
  });
});
