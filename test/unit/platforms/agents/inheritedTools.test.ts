import { describe, expect, it } from 'vitest';
import { openRepository, uriOf } from '../../../support/repository.js';

function sessionOf(path: string, text: string) {
  const snapshot = openRepository(new Map([[path, text]]));
  const [scope] = snapshot.model.scopesOf(uriOf(path));
  return {
    problems: snapshot.problems(uriOf(path)).map(({ message }) => message),
    tools: (scope?.grants ?? []).map(({ action, certainty }) => `${action} ${certainty}`),
    unknowns: (scope?.unknowns ?? []).map(({ what }) => what),
  };
}

const CLAUDE = '.claude/agents/reviewer.md';
const COPILOT = '.github/agents/reviewer.agent.md';

describe('an agent file', () => {
  it('that lists no tools has them all', () => {
    const claude = sessionOf(CLAUDE, '---\nname: reviewer\ndescription: Reviews\n---\nText\n');
    expect(claude.tools).toContain('Bash platform-default');
    const copilot = sessionOf(COPILOT, '---\ndescription: Reviews\n---\nText\n');
    expect(copilot.tools).toContain('execute platform-default');
    expect(copilot.unknowns).toContain('which servers its tools come from');
    expect(sessionOf(COPILOT, '---\ndescription: Reviews\ntools: ["*"]\n---\n').tools).toEqual(copilot.tools);
  });

  it('without a name is a document beside the agents, and a prompt without tools no agent', () => {
    expect(sessionOf(CLAUDE, '---\ndescription: Reviews\n---\nText\n').tools).toEqual([]);
    expect(sessionOf('.github/prompts/x.prompt.md', '---\ndescription: Reviews\n---\nText\n').tools).toEqual(
      [],
    );
  });

  it.each([
    'reviews: looks at code',
    '[WIP] reviews code # all of it',
    'Use it when. <example>Context: user: "please review" assistant: \'I will: do it\'</example>',
    '*always* use it',
  ])('whose description is no YAML gives its tools: %s', (description) => {
    expect(
      sessionOf(CLAUDE, `---\nname: reviewer\ndescription: ${description}\ntools: Read, Edit\n---\n`),
    ).toEqual({
      problems: [],
      tools: ['Read declared', 'Edit declared'],
      unknowns: [],
    });
  });

  it('that is no YAML elsewhere says so', () => {
    expect(sessionOf(CLAUDE, '---\nname: reviewer\ntools: a: b: c\n---\n').problems).not.toEqual([]);
  });

  it('says which tools of servers are not known', () => {
    expect(sessionOf(CLAUDE, '---\nname: r\ntools: Read, mcp__acme__frobnicate\n---\n').unknowns).toEqual([
      'what `mcp__acme__frobnicate` may do',
    ]);
    expect(sessionOf(COPILOT, '---\ndescription: x\ntools: ["read", "acme/send"]\n---\n').unknowns).toContain(
      'what `acme/send` may do',
    );
  });
});

describe('a server', () => {
  const carriedBy = (server: object): readonly string[] => {
    const text = JSON.stringify({ mcpServers: { acme: server } });
    const snapshot = openRepository(new Map([['.mcp.json', text]]));
    const [scope] = snapshot.model.scopesOf(uriOf('.mcp.json'));
    return (scope?.carried ?? []).map(({ name, writtenOut }) => `${name}${writtenOut === true ? '!' : ''}`);
  };

  it.each([
    [{ url: 'https://acme.example/mcp', headers: { 'X-Acme': 'Bearer ${ACME_TOKEN}' } }, ['X-Acme']],
    [{ command: 'acme', env: { ACCESS: '${env:ACME_API_KEY}' } }, ['ACCESS']],
    [{ command: 'acme', args: ['--login', '$ACME_PASSWORD'] }, ['login']],
    [{ command: 'docker', args: ['run', '-e', 'ACME_TOKEN', 'acme/mcp'] }, ['ACME_TOKEN']],
    [
      { command: 'docker', args: ['run', '-e', 'ACME_TOKEN', 'a'], env: { ACME_TOKEN: '${T}' } },
      ['ACME_TOKEN'],
    ],
    [{ command: 'acme', env: { REGION: '${REGION}' } }, []],
  ])('%j carries %j', (server, expected) => {
    expect(carriedBy(server)).toEqual(expected);
  });
});

describe('an agentic workflow', () => {
  it('has what it keeps for later runs, and says which tools are not known', () => {
    const text =
      '---\non: push\ntools:\n  cache-memory: true\n  repo-memory:\n  cli-proxy: true\n  newest: true\n---\n';
    const { tools, unknowns } = sessionOf('.github/workflows/x.md', text);
    expect(tools).toEqual(
      expect.arrayContaining([
        'tools.cache-memory declared',
        'tools.repo-memory declared',
        'tools.cli-proxy declared',
      ]),
    );
    expect(unknowns).toEqual(['what tool `newest` lets it do']);
  });
});
