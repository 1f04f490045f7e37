import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AnalysisHost } from '../../../../server/src/core/analysis/analysisHost.js';
import { runIn } from '../fakeTerminal.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { claude, codex, copilot, vscode } from './hookInputs.js';

const WORKFLOW = `on: { push: { branches: [main] } }
permissions: {}
jobs:
  release:
    permissions: { contents: read }
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps: [{ run: make }]
`;
const PATH = '.github/workflows/ci.yml';

/** A repository whose files are on main. */
function repository(files: Readonly<Record<string, string>> = { [PATH]: WORKFLOW }): string {
  const folder = temporaryFolder(files);
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], {
      stdio: 'ignore',
    });
  git('init', '-b', 'main');
  git('add', '-A');
  git('commit', '--allow-empty', '-m', 'first');
  return folder;
}

const guard = (folder: string, input: string, ...words: readonly string[]) =>
  runIn(folder, ['guard', ...words], { input });

const SILENT = { code: 0, out: '', err: '' };

interface Decision {
  readonly permissionDecision: string;
  readonly permissionDecisionReason: string;
}

const decision = (out: string): Decision =>
  (JSON.parse(out) as { hookSpecificOutput: Decision }).hookSpecificOutput;

const edit = (folder: string, old_string: string, new_string: string, more = {}) =>
  claude(folder, 'Edit', { file_path: join(folder, PATH), old_string, new_string, ...more });

describe('trustscope guard, for Claude Code', () => {
  it('asks before an edit that makes a session wider, and says what trustscope diff says', () => {
    const folder = repository();
    const { code, out, err } = guard(folder, edit(folder, 'contents: read', 'contents: write'));
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'ask',
        permissionDecisionReason: expect.stringMatching(
          /^TrustScope: this edit makes 1 session wider\.\n\+ job release may now contents:write on this repository · started by push \(branch main\): .* · no approval · \.github\/workflows\/ci\.yml:5:\d+$/u,
        ) as string,
      },
    });
    expect(readFileSync(join(folder, PATH), 'utf8')).toBe(WORKFLOW);
    writeFileSync(join(folder, PATH), WORKFLOW.replace('contents: read', 'contents: write'));
    const line = decision(out).permissionDecisionReason.split('\n')[1]!.split(' · ')[0]!;
    expect(runIn(folder, ['diff']).out).toContain(line);
  });

  it('lets through what makes one narrower, and what changes nothing', () => {
    const folder = repository();
    expect(guard(folder, edit(folder, 'contents: read', 'contents: none'))).toEqual(SILENT);
    expect(guard(folder, edit(folder, 'run: make', 'run: make all'))).toEqual(SILENT);
    expect(guard(folder, edit(folder, 'contents: read', 'contents: read'))).toEqual(SILENT);
  });

  it('reads Write and MultiEdit, and files that are not there yet', () => {
    const folder = repository({});
    const file_path = join(folder, PATH);
    const wide = WORKFLOW.replace('contents: read', 'contents: write');
    expect(decision(guard(folder, claude(folder, 'Write', { file_path, content: wide })).out)).toMatchObject({
      permissionDecision: 'ask',
      permissionDecisionReason: expect.stringContaining(
        'job release is new, and may contents:write',
      ) as string,
    });
    expect(guard(folder, claude(folder, 'Write', { file_path, content: WORKFLOW }))).toEqual(SILENT);
    expect(
      guard(folder, claude(folder, 'Edit', { file_path, old_string: '', new_string: wide })).out,
    ).toContain('"ask"');
    mkdirSync(dirname(file_path), { recursive: true });
    writeFileSync(file_path, WORKFLOW);
    const edits = [
      { old_string: 'contents: read', new_string: 'contents: none' },
      { old_string: 'contents: none', new_string: 'contents: write' },
    ];
    expect(guard(folder, claude(folder, 'MultiEdit', { file_path, edits })).out).toContain('"ask"');
    expect(guard(folder, claude(folder, 'MultiEdit', { file_path, edits: edits.slice(0, 1) }))).toEqual(
      SILENT,
    );
  });

  it('follows an edit into other files: a trust policy that lets more in', () => {
    const role = (subject: string) => `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' }
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals: { 'token.actions.githubusercontent.com:aud': sts.amazonaws.com }
              StringLike: { 'token.actions.githubusercontent.com:sub': '${subject}' }
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: '2012-10-17'
            Statement: [{ Effect: Allow, Action: 's3:PutObject', Resource: 'arn:aws:s3:::releases/*' }]
`;
    const job = `on: { pull_request: {} }
permissions: {}
jobs:
  test:
    permissions: { id-token: write }
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: 'arn:aws:iam::123456789012:role/deploy', aws-region: eu-west-1 }
`;
    const folder = repository({ [PATH]: job, 'infra/role.yaml': role('repo:acme/shop:ref:refs/heads/main') });
    const input = claude(folder, 'Write', {
      file_path: join(folder, 'infra/role.yaml'),
      content: role('repo:acme/shop:*'),
    });
    expect(decision(guard(folder, input).out).permissionDecisionReason).toMatch(/s3:PutObject|started by/u);
  });

  it('looks at settings of the agent itself, though git ignores them', () => {
    const settings = '.claude/settings.local.json';
    const text = '{ "permissions": { "allow": ["Read"] } }\n';
    const folder = repository({ '.gitignore': '.claude/settings.local.json\n', [settings]: text });
    const content = '{ "permissions": { "allow": ["Read", "Bash(*)"] } }\n';
    const { out } = guard(folder, claude(folder, 'Write', { file_path: join(folder, settings), content }));
    expect(decision(out).permissionDecision).toBe('ask');
  });

  it('asks where what is taken for granted changes what it would say', () => {
    const gated = WORKFLOW.replace('    runs-on', '    environment: production\n    runs-on').replace(
      'contents: read',
      'contents: write',
    );
    const folder = repository({ [PATH]: gated });
    const content = 'assume:\n  environments:\n    production: { reviewers: true }\n';
    const input = claude(folder, 'Write', { file_path: join(folder, '.trustscope.yml'), content });
    expect(decision(guard(folder, input).out).permissionDecisionReason).toContain(
      'this edit of .trustscope.yml changes what is taken for granted of 1 session',
    );
    const idle = claude(folder, 'Write', {
      file_path: join(folder, '.trustscope.yml'),
      content: 'ignore: []\n',
    });
    expect(guard(folder, idle)).toEqual(SILENT);
  });
});

describe('trustscope guard, for other agents', () => {
  it('reads edits of VS Code', () => {
    const folder = repository();
    const filePath = join(folder, PATH);
    const one = { filePath, oldString: 'contents: read', newString: 'contents: write' };
    expect(
      decision(guard(folder, vscode(folder, 'replace_string_in_file', one)).out).permissionDecision,
    ).toBe('ask');
    const several = { explanation: 'x', replacements: [{ explanation: 'y', ...one }] };
    expect(
      decision(guard(folder, vscode(folder, 'multi_replace_string_in_file', several)).out).permissionDecision,
    ).toBe('ask');
    const created = { filePath, content: WORKFLOW };
    expect(guard(folder, vscode(folder, 'create_file', created))).toEqual(SILENT);
  });

  it('answers a hook of Copilot at the top', () => {
    const folder = repository();
    const args = { path: join(folder, PATH), old_str: 'contents: read', new_str: 'contents: write' };
    expect(JSON.parse(guard(folder, copilot(folder, 'edit', args)).out)).toEqual({
      permissionDecision: 'ask',
      permissionDecisionReason: expect.stringContaining('makes 1 session wider') as string,
    });
  });

  it('reads patches of Codex, and denies where it is told to, as its hooks cannot ask', () => {
    const folder = repository();
    const patch = `*** Begin Patch
*** Update File: ${PATH}
@@ jobs:
@@ release:
-    permissions: { contents: read }
+    permissions: { contents: write }
     runs-on: ubuntu-latest
*** End Patch
`;
    expect(decision(guard(folder, codex(folder, patch), '--answer', 'deny').out).permissionDecision).toBe(
      'deny',
    );
    const moved = patch.replace('@@ jobs:', '*** Move to: .github/workflows/release.yml\n@@ jobs:');
    expect(decision(guard(folder, codex(folder, moved)).out).permissionDecisionReason).toContain(
      '.github/workflows/release.yml:',
    );
    const removed = `*** Begin Patch\n*** Delete File: ${PATH}\n*** End Patch`;
    expect(guard(folder, codex(folder, removed))).toEqual(SILENT);
    const added = `*** Begin Patch\n*** Add File: .github/workflows/new.yml\n${WORKFLOW.replace(
      'read',
      'write',
    )
      .trimEnd()
      .replace(/^/gmu, '+')}\n*** End Patch`;
    expect(decision(guard(folder, codex(folder, added)).out).permissionDecisionReason).toContain('new.yml');
  });
});

describe('trustscope guard: what is none of its business', () => {
  it('says nothing of other tools and other files, and does not open the workspace for them', () => {
    const folder = repository({
      [PATH]: WORKFLOW,
      // Read by itself, so that the name in it counts for nothing.
      'bitbucket-pipelines.yml': 'pipelines:\n  default:\n    - step: { script: [test package.json] }\n',
      'src/main.ts': 'let a;\n',
      'package.json': '{ "name": "a" }\n',
    });
    const apply = vi.spyOn(AnalysisHost.prototype, 'apply');
    const inputs = [
      claude(folder, 'Bash', { command: 'npm test', description: 'Run tests' }),
      claude(folder, 'Read', { file_path: join(folder, PATH) }),
      claude(folder, 'Edit', {
        file_path: join(folder, 'src/main.ts'),
        old_string: 'let',
        new_string: 'const',
      }),
      claude(folder, 'Write', { file_path: '/elsewhere/.github/workflows/ci.yml', content: WORKFLOW }),
      // An edit of source code that would not even fit is not looked at.
      claude(folder, 'Edit', { file_path: join(folder, 'src/main.ts'), old_string: 'gone', new_string: '' }),
    ];
    for (const input of inputs) expect(guard(folder, input)).toEqual(SILENT);
    expect(apply).not.toHaveBeenCalled();
    // Data that may be a policy is looked at by itself, and the workspace is not analysed where it is none.
    const data = { file_path: join(folder, 'package.json'), content: '{ "name": "b" }\n' };
    expect(guard(folder, claude(folder, 'Write', data))).toEqual(SILENT);
    expect(apply).not.toHaveBeenCalled();
    apply.mockRestore();
  });

  it('looks at data that others take in', () => {
    const terraform = `resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.name
  policy = templatefile("\${path.module}/statements.json", { actions = jsondecode(file("\${path.module}/actions.json")) })
}
`;
    const statements =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":${jsonencode(actions)},"Resource":"*"}]}\n';
    const folder = repository({
      'main.tf': terraform,
      'statements.json': statements,
      'actions.json': '["s3:GetObject"]\n',
    });
    const content = '["s3:GetObject", "iam:PassRole"]\n';
    const { out } = guard(
      folder,
      claude(folder, 'Write', { file_path: join(folder, 'actions.json'), content }),
    );
    expect(decision(out).permissionDecisionReason).toContain('iam:PassRole');
  });
});

describe('trustscope guard: what it cannot judge', () => {
  it('lets through with a line on standard error, and asks with --strict', () => {
    const folder = repository();
    const lost = edit(folder, 'contents: admin', 'contents: write');
    expect(guard(folder, lost)).toEqual({
      code: 0,
      out: '',
      err: expect.stringContaining('was not judged: the text to be replaced is not in') as string,
    });
    const strict = guard(folder, lost, '--strict');
    expect([strict.code, decision(strict.out).permissionDecision]).toEqual([0, 'ask']);
    expect(guard(folder, edit(folder, ':', ';')).err).toContain('more than once');
    expect(guard(folder, edit(folder, ': read', ': write', { replace_all: true })).out).toContain('"ask"');
    expect(guard(folder, claude(folder, 'Edit', { file_path: join(folder, PATH) })).err).toContain(
      'what "Edit" would do cannot be told',
    );
  });

  it('never blocks by its exit code, unless it is told to', () => {
    const folder = repository();
    for (const input of ['', '{', '[]', '{}']) {
      expect(guard(folder, input)).toMatchObject({ code: 0, out: '' });
      expect(guard(folder, input, '--strict')).toMatchObject({ code: 2, out: '' });
    }
    expect(guard(folder, '{}', '--no-such-option')).toMatchObject({ code: 0, out: '' });
    expect(guard(folder, '{}', '--no-such-option', '--strict')).toMatchObject({ code: 2, out: '' });
  });

  it('reads nothing over a link that leads out, and goes on where a configuration has mistakes', () => {
    const outside = temporaryFolder({ 'ci.yml': WORKFLOW });
    const folder = repository({ '.trustscope.yml': 'rules: 3\n', [PATH]: WORKFLOW });
    const linked = join(folder, '.github/workflows/linked.yml');
    symlinkSync(join(outside, 'ci.yml'), linked);
    const input = claude(folder, 'Edit', { file_path: linked, old_string: ': read', new_string: ': write' });
    expect(guard(folder, input).err).toContain('is not in');
    expect(guard(folder, edit(folder, ': read', ': write')).out).toContain('"ask"');
  });

  it('keeps line ends of Windows in mind', () => {
    const folder = repository({ [PATH]: WORKFLOW.replaceAll('\n', '\r\n') });
    const input = edit(folder, 'contents: read }\n    runs-on', 'contents: write }\n    runs-on');
    expect(guard(folder, input).out).toContain('"ask"');
  });
});

describe('trustscope guard --ask-on unknown', () => {
  it('asks where it is no longer known what a session may do', () => {
    const folder = repository();
    const input = edit(folder, '{ contents: read }', '${{ fromJSON(vars.RIGHTS) }}');
    expect(guard(folder, input)).toEqual(SILENT);
    expect(decision(guard(folder, input, '--ask-on', 'unknown').out).permissionDecisionReason).toMatch(
      /^TrustScope: after this edit it is not known how far 1 session can reach\.\n\? job release not known: what the token may do/u,
    );
  });
});
