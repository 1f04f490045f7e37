import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../../server/src/core/analysis/analysisHost.js';
import type { TrustScope } from '../../../../server/src/core/model/trustScope.js';
import { openRepository, pathOf, uriOf } from '../../../support/repository.js';

const PROJECT = '.claude/settings.json';
const LOCAL = '.claude/settings.local.json';
const SERVERS = '.mcp.json';

const POSTGRES = {
  command: 'npx',
  args: ['-y', '@modelcontextprotocol/server-github'],
  env: { GITHUB_PERSONAL_ACCESS_TOKEN: 'ghp_0123456789abcdefghij0123456789abcdef' },
};

function scopesIn(files: Readonly<Record<string, unknown>>): readonly TrustScope[] {
  return openRepository(
    new Map(
      Object.entries(files).map(([path, value]) => [
        path,
        typeof value === 'string' ? value : JSON.stringify(value, undefined, 2),
      ]),
    ),
  ).model.scopes;
}

function scopeIn(files: Readonly<Record<string, unknown>>, id: string): TrustScope {
  const found = scopesIn(files).find((scope) => scope.id === id);
  if (found === undefined) throw new Error(`no session ${id}`);
  return found;
}

/** `write Bash(x) gate @ file`, tools of a server with the session that they come over. */
function lines({ grants }: TrustScope): readonly string[] {
  return grants.map(({ access, action, gates, origin, via }) =>
    [access, action, ...gates, '@', pathOf(origin.uri), ...via].join(' '),
  );
}

const SESSION = `${PROJECT}#settings:project`;

// https://code.claude.com/docs/en/settings#settings-precedence and #lists-merge-instead-of-overriding,
// https://code.claude.com/docs/en/permissions#settings-precedence
describe('the settings of a project and of a person', () => {
  it('are one session, with the rules of both in their places', () => {
    const files = {
      [PROJECT]: { permissions: { allow: ['Bash(npm test)'] } },
      [LOCAL]: { permissions: { allow: ['Bash(git push *)'] } },
    };
    expect(scopesIn(files).map(({ id }) => id)).toEqual([SESSION]);
    expect(lines(scopeIn(files, SESSION))).toEqual([
      `write Bash(npm test) @ ${PROJECT}`,
      `write Bash(git push *) @ ${LOCAL}`,
      `write Bash prompt @ ${PROJECT}`,
      `write Edit prompt @ ${PROJECT}`,
      `read Read @ ${PROJECT}`,
      `read WebFetch prompt @ ${PROJECT}`,
    ]);
  });

  it.each([
    ['a deny of the project beats an allow of the person', 'deny', 'allow', 'deny:Bash(git push *)'],
    ['a deny of the person beats an allow of the project', 'allow', 'deny', 'deny:Bash(git push *)'],
    ['an ask of the project beats an allow of the person', 'ask', 'allow', 'ask'],
    ['an ask of the person beats an allow of the project', 'allow', 'ask', 'ask'],
  ])('%s', (_, project, local, gate) => {
    const scope = scopeIn(
      {
        [PROJECT]: { permissions: { [project]: ['Bash(git push *)'] } },
        [LOCAL]: { permissions: { [local]: ['Bash(git push *)'] } },
      },
      SESSION,
    );
    const grant = scope.grants.find(({ action }) => action === 'Bash(git push *)');
    expect(grant?.gates).toEqual([gate]);
    expect(pathOf(scope.gates.find(({ id }) => id === gate)?.origin.uri ?? '')).toBe(
      local === 'allow' ? PROJECT : LOCAL,
    );
  });

  it.each([
    ['bypassPermissions', 'default', 'default', []],
    ['default', 'bypassPermissions', 'bypassPermissions', ['approval-off:bypassPermissions']],
    ['acceptEdits', undefined, 'acceptEdits', []],
  ])('mode %s and the person’s own %s: %s', (project, local, mode, off) => {
    const scope = scopeIn(
      {
        [PROJECT]: { permissions: { defaultMode: project } },
        [LOCAL]: { permissions: local === undefined ? {} : { defaultMode: local } },
      },
      SESSION,
    );
    const edit = scope.grants.find(({ action }) => action === 'Edit');
    expect(edit?.gates).toEqual(mode === 'default' ? ['prompt'] : []);
    expect(scope.gates.filter(({ state }) => state === 'ineffective').map(({ id }) => id)).toEqual(off);
  });

  it('let either forbid the mode that asks nothing', () => {
    const scope = scopeIn(
      {
        [PROJECT]: { permissions: { disableBypassPermissionsMode: 'disable' } },
        [LOCAL]: { permissions: { defaultMode: 'bypassPermissions' } },
      },
      SESSION,
    );
    expect(lines(scope)).toContain(`write Bash prompt @ ${LOCAL}`);
    expect(scope.gates.map(({ id }) => id)).toEqual(['prompt']);
  });

  it('stand in the person’s file where that is the only one', () => {
    const files = { [LOCAL]: { permissions: { allow: ['Bash(npm test)'] } }, [SERVERS]: { mcpServers: {} } };
    expect(scopesIn(files).map(({ id }) => id)).toEqual([`${LOCAL}#settings:local`]);
  });

  it('of another folder stay apart', () => {
    const files = {
      [PROJECT]: { permissions: { allow: ['Bash(npm test)'] } },
      [`web/${LOCAL}`]: { permissions: { deny: ['Bash(npm test)'] } },
    };
    expect(scopesIn(files)).toHaveLength(2);
    expect(lines(scopeIn(files, SESSION))).toContain(`write Bash(npm test) @ ${PROJECT}`);
  });

  it('hand over what both carry', () => {
    const secret = { env: { STRIPE_SECRET_KEY: 'sk_live_0123456789abcdef01234567' } };
    const files = { [PROJECT]: { permissions: { allow: ['Read'] } }, [LOCAL]: secret };
    expect(scopeIn(files, SESSION).carried.map(({ name }) => name)).toEqual(['STRIPE_SECRET_KEY']);
  });
});

// https://code.claude.com/docs/en/settings-reference#enableallprojectmcpservers and the two keys beside it
describe('servers of a project in the session of its agent', () => {
  const all = { mcpServers: { github: POSTGRES } };
  const over = `${SERVERS}#server:github`;
  it.each([
    [{}, ['prompt', 'server-approval:github']],
    [{ enableAllProjectMcpServers: true }, ['prompt']],
    [{ enabledMcpjsonServers: ['github'] }, ['prompt']],
    [{ enabledMcpjsonServers: ['other'] }, ['prompt', 'server-approval:github']],
    [{ permissions: { defaultMode: 'bypassPermissions' } }, ['server-approval:github']],
    [{ enableAllProjectMcpServers: true, permissions: { defaultMode: 'bypassPermissions' } }, []],
    [{ enableAllProjectMcpServers: 'yes' }, ['prompt', 'server-approval:github']],
  ])('under %j stand behind %j', (settings, gates) => {
    const scope = scopeIn({ [PROJECT]: { env: {}, ...settings }, [SERVERS]: all }, SESSION);
    expect(lines(scope)).toContain(['write github/*', ...gates, '@', SERVERS, over].join(' '));
    expect(scope.carried.map(({ name }) => name)).toEqual(['GITHUB_PERSONAL_ACCESS_TOKEN']);
  });

  it.each([
    [{ enableAllProjectMcpServers: true, disabledMcpjsonServers: ['github'] }, {}],
    [{ enabledMcpjsonServers: ['github'] }, { disabledMcpjsonServers: ['github'] }],
    [{ permissions: { deny: ['mcp__github'] } }, { enableAllProjectMcpServers: true }],
    [{ permissions: { deny: ['mcp__*'] } }, {}],
    [{ permissions: { deny: ['mcp__github__*'] } }, {}],
  ])('are out under %j and %j', (project, local) => {
    const scope = scopeIn(
      { [PROJECT]: { env: {}, ...project }, [LOCAL]: { env: {}, ...local }, [SERVERS]: all },
      SESSION,
    );
    expect(lines(scope).filter((line) => line.includes('github'))).toEqual([]);
  });

  it('are let in as the highest file says', () => {
    const gatesOf = (project: boolean, local: boolean): readonly string[] =>
      scopeIn(
        {
          [PROJECT]: { enableAllProjectMcpServers: project },
          [LOCAL]: { enableAllProjectMcpServers: local },
          [SERVERS]: all,
        },
        SESSION,
      ).gates.map(({ id }) => id);
    expect(gatesOf(true, false)).toContain('server-approval:github');
    expect(gatesOf(true, false)).not.toContain('approval-off-servers');
    expect(gatesOf(false, true)).toContain('approval-off-servers');
  });

  it('have of rules what they really are, whatever their name', () => {
    const files = {
      [PROJECT]: { permissions: { allow: ['mcp__code__create_issue', 'mcp__my_db'] } },
      [SERVERS]: { mcpServers: { code: POSTGRES, 'my db': { command: 'npx', args: ['unknown-package'] } } },
    };
    const scope = scopeIn(files, SESSION);
    const grant = scope.grants.find(({ action }) => action === 'mcp__code__create_issue');
    expect(grant?.system.name).toBe('GitHub');
    expect(scope.unknowns.map(({ what }) => what)).toContain('what the tools of MCP server my_db may do');
  });

  it('are open where a rule allows them all, and only once in the session', () => {
    const files = { [PROJECT]: { permissions: { allow: ['mcp__github'] } }, [SERVERS]: all };
    expect(lines(scopeIn(files, SESSION)).filter((line) => line.includes('github'))).toEqual([
      `write mcp__github @ ${PROJECT}`,
    ]);
  });

  it('say once that a credential is written out, at the server', () => {
    const repository = new Map([
      [PROJECT, '{"permissions":{"allow":["mcp__github"]}}'],
      [SERVERS, JSON.stringify(all)],
    ]);
    const found = openRepository(repository).findings(uriOf(SERVERS));
    expect(found.map(({ rule, session }) => [rule, session])).toEqual([['agent-carries-secret', over]]);
  });
});

describe('findings in joined settings', () => {
  it('are told by the session that the files set up, not by a subagent that has it from there', () => {
    const repository = new Map([
      ['.claude/agents/helper.md', '---\nname: helper\ntools: Bash\n---\n'],
      [PROJECT, '{"permissions":{"allow":["Bash(*)"]}}'],
      [LOCAL, '{"permissions":{"allow":["Bash(terraform *)"]}}'],
    ]);
    const snapshot = openRepository(repository);
    const told = [PROJECT, LOCAL].flatMap((path) => snapshot.findings(uriOf(path)));
    expect(told.map(({ rule, session }) => `${rule} ${session}`)).toEqual([
      `agent-unrestricted-tool ${SESSION}`,
      `agent-admin-reach ${SESSION}`,
    ]);
  });
});

// https://code.claude.com/docs/en/sub-agents#available-tools and #permission-modes
describe('a subagent under the settings of its folder', () => {
  const agent = (head: string): string => `---\nname: helper\ndescription: helps\n${head}---\nHelp.\n`;
  const id = '.claude/agents/helper.md#agent:helper';
  const under = (settings: unknown, head: string, servers: unknown = { mcpServers: {} }): readonly string[] =>
    lines(
      scopeIn({ [PROJECT]: settings, '.claude/agents/helper.md': agent(head), [SERVERS]: servers }, id),
    ).map((line) => line.replace(/ @.*$/u, ''));

  it('has of the rules those for tools that it lists', () => {
    const settings = { permissions: { allow: ['Bash(npm test)', 'Edit(src/**)', 'WebFetch'] } };
    expect(under(settings, 'tools: Read, Bash\n')).toEqual([
      'write Bash(npm test)',
      'read Read',
      'write Bash prompt',
    ]);
    expect(under(settings, 'tools: Read, Write\n')).toEqual([
      'write Edit(src/**)',
      'read Read',
      'write Write prompt',
    ]);
    expect(under(settings, 'disallowedTools: Bash, WebFetch\n')).toEqual([
      'write Edit(src/**)',
      'write Edit prompt',
      'read Read',
    ]);
  });

  it('is denied what its session is denied', () => {
    expect(under({ permissions: { deny: ['Bash'] } }, 'tools: Read, Bash\n')).toEqual(['read Read']);
  });

  it.each([
    ['default', 'bypassPermissions', []],
    ['default', 'acceptEdits', ['prompt']],
    ['bypassPermissions', 'default', []],
    ['acceptEdits', 'bypassPermissions', ['prompt']],
  ])('in a session of mode %s with its own %s asks by %j before a command', (session, own, gates) => {
    const settings = { permissions: { defaultMode: session } };
    expect(under(settings, `tools: Bash\npermissionMode: ${own}\n`)).toEqual([
      ['write Bash', ...gates].join(' '),
    ]);
  });

  it('asks where its session may not stop asking', () => {
    const settings = { permissions: { disableBypassPermissionsMode: 'disable' } };
    const files = {
      [PROJECT]: settings,
      '.claude/agents/helper.md': agent('tools: Bash\npermissionMode: bypassPermissions\n'),
    };
    const scope = scopeIn(files, id);
    expect(scope.gates.map(({ state }) => state)).not.toContain('ineffective');
    expect(lines(scope)[0]).toContain('write Bash prompt');
  });

  it('has the servers that it lists, and all without a list', () => {
    const servers = { mcpServers: { github: POSTGRES } };
    const settings = { enableAllProjectMcpServers: true };
    expect(under(settings, 'tools: Read, mcp__github\n', servers)).toContain('write github/* prompt');
    expect(under(settings, 'tools: Read\n', servers)).toEqual(['read Read']);
    expect(under(settings, 'permissionMode: default\n', servers)).toContain('write github/* prompt');
    expect(under(settings, 'disallowedTools: mcp__*\n', servers).join()).not.toContain('github');
    expect(under(settings, 'disallowedTools: mcp__github\n', servers).join()).not.toContain('github');
  });
});

describe('joined settings', () => {
  it('are joined anew when a file of theirs changes, and are the same objects while none does', () => {
    const host = new AnalysisHost({});
    const apply = (path: string, value: unknown): TrustScope | undefined => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const snapshot = host.apply([{ uri: uriOf(path), root: 'file:///repository', text }]);
      return snapshot.model.scope(SESSION);
    };
    apply(PROJECT, { permissions: { allow: ['Bash(git push *)'] } });
    const denied = apply(LOCAL, { permissions: { deny: ['Bash(git push *)'] } });
    expect(denied?.grants[0]?.gates).toEqual(['deny:Bash(git push *)']);
    expect(apply('.github/workflows/a.yml', 'on: push\njobs: {}\n')).toBe(denied);
    expect(apply(LOCAL, { permissions: {} })?.grants[0]?.gates).toEqual([]);
  });
});
