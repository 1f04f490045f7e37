import { describe, expect, it } from 'vitest';
import { runIn } from './fakeTerminal.js';

const run = (...words: string[]) => runIn('/', words);

describe('trustscope', () => {
  it('shows its commands', () => {
    const { code, out } = run('--help');
    expect(code).toBe(0);
    expect(out).toMatch(
      / {2}scan .*\n {2}diff .*\n {2}report .*\n {2}graph .*\n {2}check .*\n {2}lock .*\n {2}contract .*\n {2}baseline .*\n {2}show .*\n {2}coverage .*\n {2}needs .*\n {2}can .*\n {2}facts .*\n {2}explain .*\n {2}rules .*\n {2}schema .*\n {2}guard .*\n {2}lsp /u,
    );
    expect(run('help', 'scan').out).toBe(run('scan', '--help').out);
  });

  it('shows help on standard error, as a mistake, when nothing is asked', () => {
    expect(run()).toMatchObject({ code: 2, out: '' });
  });

  it.each([
    'scan',
    'diff',
    'check',
    'contract',
    'baseline',
    'show',
    'coverage',
    'needs',
    'explain',
    'rules',
    'schema',
    'lsp',
  ])('has help for %s, within 120 columns', (name) => {
    const { code, out } = run(name, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage: trustscope ${name}`);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('shows its version', () => {
    expect(run('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });

  it('starts the language server where there is one, and wants to hear how to talk to it', () => {
    expect(run('lsp')).toMatchObject({ code: 2, err: expect.stringContaining('lsp --stdio') as string });
    expect(run('lsp', '--stdio')).toMatchObject({ code: 2 });
    let served = 0;
    const { code } = runIn('/', ['lsp', '--stdio', '--clientProcessId=1'], {
      serve: () => void (served += 1),
    });
    expect([code, served]).toEqual([0, 1]);
  });

  it('guesses what a misspelt command was meant to be', () => {
    expect(run('scna')).toEqual({
      code: 2,
      out: '',
      err: 'trustscope: unknown command scna. Did you mean scan? Commands: scan, diff, report, graph, check, lock, contract, baseline, show, coverage, needs, can, facts, explain, rules, schema, guard, lsp, mcp\n',
    });
  });
});

describe('trustscope schema', () => {
  it.each([[[]], [['report']], [['configuration']], [['diff']]])('prints the schema of %j', (words) => {
    const { code, out } = run('schema', ...words);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty('$schema');
  });

  it('names the schemas there are', () => {
    expect(run('schema', 'reprot').err).toContain(
      'there are: report, diff, configuration, facts. Did you mean report?',
    );
  });
});

describe('trustscope explain', () => {
  it('explains labels in use that are not those of the publisher', () => {
    const { code, out } = run('explain', 'NHI-01');
    expect(code).toBe(0);
    expect(out).toContain('NHI5:2025 Overprivileged NHI');
    expect(run('explain', 'PR.AC-4').out).toContain('PR.AA-05');
    expect(run('explain', 'SP', '800-207', 'SC-23').out).toContain('SP 800-207 tenet');
  });

  it.each(['contents', 'contents:write', 'contents: write'])('explains the permission %s', (permission) => {
    expect(run('explain', permission).out).toContain('push commits');
  });

  it('guesses what was meant', () => {
    expect(run('explain', 'contnts')).toMatchObject({ code: 2, out: '' });
    expect(run('explain', 'contnts').err).toContain('Did you mean contents?');
  });

  it('wraps on a terminal and marks headings', () => {
    const { out } = runIn('/', ['explain', 'AC-6'], { columns: 60, env: { TERM: 'xterm' } });

    const lines = out.replace(/\u001b\[\d+m/gu, '').split('\n');
    expect(out).toContain('\u001b[1m');
    expect(
      Math.max(...lines.filter((line) => !line.includes('http')).map((line) => line.length)),
    ).toBeLessThanOrEqual(60);
  });
});

describe('the page of a rule on a terminal', () => {
  const plain = runIn('/', ['explain', 'broad-token-permissions', '--no-color'], { columns: 80 }).out;

  it('says first what the rule finds, and has its controls at the end', () => {
    expect(plain).toMatch(/^broad-token-permissions\n\nUsual severity warning, [^]*?\n\nWhat it finds\n/u);
    expect(plain).toMatch(
      /\nRelated controls\n\nControl +Framework · What it says\nNHI5:2025 {3}OWASP [^]*\nAlso touched: /u,
    );
    expect(plain).not.toMatch(/<!--|\]\(|\*\*/u);
    expect(plain).toMatch(/\n {2}\(https:\/\/docs\.github\.com\/\S+#permissions\)\n/u);
  });

  it('stays Markdown where it goes to a file', () => {
    const { out } = runIn('/', ['explain', 'broad-token-permissions']);
    expect(out).toMatch(/^# broad-token-permissions\n[^]*\| \[NHI5:2025\]\(https:/u);
  });
});

describe('trustscope rules', () => {
  it('lists rules for people and for programs', () => {
    const list = JSON.parse(run('rules', '--format', 'json').out) as { id: string }[];
    const { out } = run('rules');
    for (const { id } of list) expect(out).toContain(`${id}  `);
  });
});
