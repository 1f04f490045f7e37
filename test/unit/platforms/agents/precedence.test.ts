import { describe, expect, it } from 'vitest';
import type { Call, Mode, Outcome } from '../../../../server/src/core/knowledge/agents/permissions/decide.js';
import { decide } from '../../../../server/src/core/knowledge/agents/permissions/decide.js';
import { parseRule } from '../../../../server/src/core/knowledge/agents/permissions/rule.js';

/*
 * What Claude Code's own pages say of which rule wins, what a rule matches, and what a mode leaves.
 * https://code.claude.com/docs/en/permissions, https://code.claude.com/docs/en/permission-modes,
 * https://code.claude.com/docs/en/sandboxing, https://code.claude.com/docs/en/sub-agents
 */

interface Rules {
  readonly deny?: readonly string[];
  readonly ask?: readonly string[];
  readonly allow?: readonly string[];
  readonly mode?: Mode;
  readonly sandboxed?: boolean;
}

const HOME = '/home/alice';
const CWD = '/home/alice/shop';

function outcome(
  { deny = [], ask = [], allow = [], mode = 'default', sandboxed = false }: Rules,
  call: Call,
): Outcome {
  const rules = (texts: readonly string[]): ReturnType<typeof parsed> => texts.flatMap(parsed);
  return decide(call, {
    deny: rules(deny),
    ask: rules(ask),
    allow: rules(allow),
    mode,
    sandboxed,
    places: { cwd: CWD, home: HOME, root: CWD },
  });
}

function parsed(text: string): NonNullable<ReturnType<typeof parseRule>>[] {
  const rule = parseRule(text);
  return rule === undefined ? [] : [rule];
}

const bash = (command: string, input: Call['input'] = {}): Call => ({ tool: 'Bash', command, input });
const read = (path: string): Call => ({ tool: 'Read', path });
const edit = (path: string): Call => ({ tool: 'Edit', path });
const write = (path: string): Call => ({ tool: 'Write', path });
const fetch = (host: string): Call => ({ tool: 'WebFetch', host });
const tool = (name: string): Call => ({ tool: name });
const agent = (name: string, input: Call['input'] = {}): Call => ({ tool: 'Agent', name, input });

type Case = readonly [string, Rules, Call, Outcome];

const SRC = `${CWD}/src/app.ts`;
const NESTED = `${CWD}/vendor/pkg/src/lib.js`;

const PRECEDENCE: readonly Case[] = [
  [
    'a broad deny beats a narrower allow',
    { deny: ['Bash(aws *)'], allow: ['Bash(aws s3 ls)'] },
    bash('aws s3 ls'),
    'deny',
  ],
  [
    'an ask beats a narrower allow',
    { ask: ['Bash(git *)'], allow: ['Bash(git push origin main)'] },
    bash('git push origin main'),
    'ask',
  ],
  ['a deny beats an ask', { deny: ['Bash(rm *)'], ask: ['Bash(rm *)'] }, bash('rm -r tmp'), 'deny'],
  ['an allow alone is enough', { allow: ['Bash(npm run build)'] }, bash('npm run build'), 'allow'],
  ['what no rule names is asked for', {}, bash('npm run build'), 'ask'],
  [
    'a bare deny takes the tool away',
    { deny: ['Bash'], allow: ['Bash(npm test)'] },
    bash('npm test'),
    'deny',
  ],
  [
    'a star in parentheses is the whole tool',
    { deny: ['Bash(*)'], allow: ['Bash(npm test)'] },
    bash('npm test'),
    'deny',
  ],
  ['a scoped deny leaves the rest', { deny: ['Bash(rm *)'], allow: ['Bash'] }, bash('npm test'), 'allow'],
  [
    'a deny holds in bypassPermissions',
    { deny: ['Bash(git push *)'], mode: 'bypassPermissions' },
    bash('git push origin'),
    'deny',
  ],
  [
    'an ask holds in bypassPermissions',
    { ask: ['Bash(git push *)'], mode: 'bypassPermissions' },
    bash('git push origin'),
    'ask',
  ],
  ['the rest is free in bypassPermissions', { mode: 'bypassPermissions' }, bash('npm test'), 'allow'],
  [
    'an ask is a refusal in dontAsk',
    { ask: ['Bash(npm *)'], allow: ['Bash(npm test)'], mode: 'dontAsk' },
    bash('npm test'),
    'deny',
  ],
  [
    'only what is allowed runs in dontAsk',
    { allow: ['Bash(npm test)'], mode: 'dontAsk' },
    bash('npm run x'),
    'deny',
  ],
  [
    'what is allowed runs in dontAsk',
    { allow: ['Bash(npm test)'], mode: 'dontAsk' },
    bash('npm test'),
    'allow',
  ],
  ['a deny holds in auto', { deny: ['Bash(npm *)'], mode: 'auto' }, bash('npm test'), 'deny'],
  ['an ask holds in auto', { ask: ['Bash(npm *)'], mode: 'auto' }, bash('npm test'), 'ask'],
  ['the rest is reviewed in auto', { mode: 'auto' }, bash('npm test'), 'reviewed'],
  ['edits of the workspace are free in auto', { mode: 'auto' }, edit(SRC), 'allow'],
];

const COMMANDS: readonly Case[] = [
  ['an exact rule is exact', { allow: ['Bash(npm run build)'] }, bash('npm run build --watch'), 'ask'],
  [
    'a star at the end takes arguments',
    { allow: ['Bash(npm run test *)'] },
    bash('npm run test unit'),
    'allow',
  ],
  ['and none', { allow: ['Bash(ls-tool *)'] }, bash('ls-tool'), 'allow'],
  ['a space before it is a word boundary', { allow: ['Bash(ls *)'] }, bash('lsof'), 'ask'],
  ['without a space there is none', { allow: ['Bash(ls*)'] }, bash('lsof'), 'allow'],
  ['`:*` at the end is the same', { allow: ['Bash(npm:*)'] }, bash('npm test'), 'allow'],
  ['`:*` in the midst is a colon', { allow: ['Bash(git:* push)'] }, bash('git origin push'), 'ask'],
  ['a star in front', { allow: ['Bash(* --version)'] }, bash('anything --version'), 'allow'],
  ['a star in the midst spans words', { allow: ['Bash(git * main)'] }, bash('git push origin main'), 'allow'],
  [
    'each part of a compound command has to match',
    { allow: ['Bash(safe-cmd *)'] },
    bash('safe-cmd && other-cmd'),
    'ask',
  ],
  ['behind a pipe too', { allow: ['Bash(safe-cmd *)'] }, bash('safe-cmd x | other-cmd'), 'ask'],
  ['behind a semicolon too', { allow: ['Bash(safe-cmd *)'] }, bash('safe-cmd x; other-cmd'), 'ask'],
  ['on the next line too', { allow: ['Bash(safe-cmd *)'] }, bash('safe-cmd x\nother-cmd'), 'ask'],
  ['a separator in quotes is none', { allow: ['Bash(safe-cmd *)'] }, bash('safe-cmd "a && b"'), 'allow'],
  [
    'all parts allowed are allowed',
    { allow: ['Bash(npm *)', 'Bash(node-gyp *)'] },
    bash('npm test && node-gyp x'),
    'allow',
  ],
  [
    'one denied part denies the line',
    { allow: ['Bash(npm *)'], deny: ['Bash(git push *)'] },
    bash('npm test && git push x'),
    'deny',
  ],
  ['a wrapper is looked past', { allow: ['Bash(npm test *)'] }, bash('timeout 30 npm test'), 'allow'],
  ['bare xargs is a wrapper', { allow: ['Bash(lint *)'] }, bash('xargs lint pattern'), 'allow'],
  ['xargs with options is not', { allow: ['Bash(lint *)'] }, bash('xargs -n1 lint pattern'), 'ask'],
  ['a runner is not a wrapper', { allow: ['Bash(npm test)'] }, bash('devbox run npm test'), 'ask'],
  [
    'a rule for a runner takes what it runs',
    { allow: ['Bash(devbox run *)'] },
    bash('devbox run rm -rf .'),
    'allow',
  ],
  ['an exec wrapper has no prefix', { allow: ['Bash(watch *)'] }, bash('watch npm test'), 'ask'],
  ['only the whole command', { allow: ['Bash(watch npm test)'] }, bash('watch npm test'), 'allow'],
  ['find that deletes is not covered', { allow: ['Bash(find *)'] }, bash('find . -delete'), 'ask'],
  [
    'a safe assignment is looked past',
    { allow: ['Bash(npm test *)'] },
    bash('NODE_ENV=test npm test'),
    'allow',
  ],
  ['another is not by an allow', { allow: ['Bash(npm test *)'] }, bash('FOO=bar npm test'), 'ask'],
  ['but by a deny', { deny: ['Bash(rm *)'] }, bash('FOO=bar rm -rf tmp/'), 'deny'],
  ['commands that only read are free', {}, bash('ls -la'), 'allow'],
  ['git that only reads too', {}, bash('git status'), 'allow'],
  ['a deny rule takes them back', { deny: ['Bash(ls *)'] }, bash('ls -la'), 'deny'],
  [
    'a rule allows no target of a redirection',
    { allow: ['Bash(git commit *)'] },
    bash('git commit -m x > log.txt'),
    'ask',
  ],
  [
    'unless edits of it are allowed',
    { allow: ['Bash(git commit *)', 'Edit(log.txt)'] },
    bash('git commit -m x > log.txt'),
    'allow',
  ],
  [
    'nothing asks for /dev/null',
    { allow: ['Bash(git commit *)'] },
    bash('git commit -m x > /dev/null'),
    'allow',
  ],
  [
    'a denied target denies',
    { allow: ['Bash'], deny: ['Edit(secrets/**)'] },
    bash('echo x > secrets/a'),
    'deny',
  ],
  ['a critical path is never free', { allow: ['Bash'], mode: 'bypassPermissions' }, bash('rm -rf ~'), 'ask'],
  ['not by an allow rule', { allow: ['Bash(rm *)'] }, bash('rm -rf /etc'), 'ask'],
  ['nor behind a variable', { allow: ['Bash(rm *)'] }, bash('rm -rf "$DIR"/*'), 'ask'],
  ['it is refused in dontAsk', { allow: ['Bash(rm *)'], mode: 'dontAsk' }, bash('rm -rf /'), 'deny'],
  ['and reviewed in auto', { allow: ['Bash(rm *)'], mode: 'auto' }, bash('rm -rf /'), 'reviewed'],
];

const FILES: readonly Case[] = [
  ['reading here is free', {}, read(SRC), 'allow'],
  ['reading elsewhere is asked for', {}, read('/var/log/x'), 'ask'],
  ['editing is asked for', {}, edit(SRC), 'ask'],
  ['editing is free in acceptEdits', { mode: 'acceptEdits' }, edit(SRC), 'allow'],
  ['but not elsewhere', { mode: 'acceptEdits' }, edit('/etc/hosts'), 'ask'],
  ['nor at a protected path', { mode: 'acceptEdits' }, edit(`${CWD}/.git/config`), 'ask'],
  [
    'an allow rule does not reach it either',
    { allow: ['Edit'] },
    edit(`${CWD}/.claude/settings.json`),
    'ask',
  ],
  ['bypassPermissions does', { mode: 'bypassPermissions' }, edit(`${CWD}/.git/config`), 'allow'],
  ['editing is off in plan', { mode: 'plan', allow: ['Edit'] }, edit(SRC), 'deny'],
  ['Edit rules hold for Write', { deny: ['Edit(docs/**)'] }, write(`${CWD}/docs/a.md`), 'deny'],
  [
    'a Write rule with a path is never asked',
    { deny: ['Write(docs/**)'], allow: ['Edit'] },
    write(`${CWD}/docs/a.md`),
    'allow',
  ],
  ['one without a path is', { deny: ['Write'], allow: ['Edit'] }, write(SRC), 'deny'],
  ['a Read deny blocks Edit', { deny: ['Read(./.env)'], allow: ['Edit'] }, edit(`${CWD}/.env`), 'deny'],
  ['and Grep', { deny: ['Read(./.env)'] }, { tool: 'Grep', path: `${CWD}/.env` }, 'deny'],
  ['and cat', { deny: ['Read(./.env)'] }, bash('cat .env'), 'deny'],
  [
    'but no script that opens it itself',
    { deny: ['Read(./.env)'], allow: ['Bash(python3 *)'] },
    bash('python3 show.py .env'),
    'allow',
  ],
  ['a bare name at any depth', { deny: ['Read(.env)'] }, read(`${CWD}/a/b/.env`), 'deny'],
  ['not in a parent', { deny: ['Read(.env)'] }, read(`${HOME}/.env`), 'ask'],
  ['two slashes are the root', { deny: ['Read(//**/.env)'] }, read('/srv/other/.env'), 'deny'],
  ['one slash is the project', { allow: ['Edit(/src/**)'] }, edit(SRC), 'allow'],
  ['and nothing below it', { allow: ['Edit(/src/**)'] }, edit(NESTED), 'ask'],
  ['one slash is not the machine', { deny: ['Read(/etc/**)'] }, read('/etc/passwd'), 'ask'],
  ['a tilde is the home', { deny: ['Read(~/.ssh/**)'] }, read(`${HOME}/.ssh/id_rsa`), 'deny'],
  ['an allow of one folder holds here', { allow: ['Edit(src/**)'] }, edit(SRC), 'allow'],
  ['and not at any depth', { allow: ['Edit(src/**)'] }, edit(NESTED), 'ask'],
  ['a deny of one folder does', { deny: ['Edit(src/**)'], allow: ['Edit'] }, edit(NESTED), 'deny'],
  ['two stars in front are any depth', { allow: ['Edit(**/src/**)'] }, edit(NESTED), 'allow'],
  [
    'a path of two folders is here',
    { deny: ['Edit(src/components/**)'], allow: ['Edit'] },
    edit(`${CWD}/x/src/components/a`),
    'allow',
  ],
  ['one star stays in its folder', { deny: ['Read(src/*.ts)'] }, read(`${CWD}/src/a/b.ts`), 'allow'],
];

const OTHERS: readonly Case[] = [
  ['a domain', { allow: ['WebFetch(domain:example.com)'] }, fetch('example.com'), 'allow'],
  ['without case and dot', { allow: ['WebFetch(domain:Example.com.)'] }, fetch('EXAMPLE.COM'), 'allow'],
  ['not its subdomains', { allow: ['WebFetch(domain:example.com)'] }, fetch('api.example.com'), 'ask'],
  [
    'a star in front is any depth',
    { allow: ['WebFetch(domain:*.example.com)'] },
    fetch('a.b.example.com'),
    'allow',
  ],
  ['and not the domain itself', { allow: ['WebFetch(domain:*.example.com)'] }, fetch('example.com'), 'ask'],
  [
    'elsewhere it stays between dots',
    { allow: ['WebFetch(domain:example.*)'] },
    fetch('example.evil.com'),
    'ask',
  ],
  ['a star alone is every host', { allow: ['WebFetch(domain:*)'] }, fetch('example.org'), 'allow'],
  ['a server is all of its tools', { allow: ['mcp__puppeteer'] }, tool('mcp__puppeteer__navigate'), 'allow'],
  ['with a star too', { allow: ['mcp__puppeteer__*'] }, tool('mcp__puppeteer__navigate'), 'allow'],
  ['one tool is one', { allow: ['mcp__github__get_issue'] }, tool('mcp__github__merge'), 'ask'],
  ['a pattern of tools', { allow: ['mcp__github__get_*'] }, tool('mcp__github__get_issue'), 'allow'],
  ['an allow needs the name of a server', { allow: ['mcp__*'] }, tool('mcp__github__get_issue'), 'ask'],
  ['a deny does not', { deny: ['mcp__*'], allow: ['mcp__github'] }, tool('mcp__github__get_issue'), 'deny'],
  ['a star denies every tool', { deny: ['*'], allow: ['Read'] }, read(SRC), 'deny'],
  ['and allows none', { allow: ['*'] }, bash('npm test'), 'ask'],
  ['a subagent by name', { deny: ['Agent(Explore)'] }, agent('Explore'), 'deny'],
  ['by its former name', { deny: ['Task(Explore)'] }, agent('Explore'), 'deny'],
  ['a field of the input', { ask: ['Agent(model:opus)'] }, agent('Plan', { model: 'opus' }), 'ask'],
  ['one that is left out is never matched', { ask: ['Agent(model:*)'] }, agent('Plan'), 'allow'],
  [
    'an allow has no fields',
    { allow: ['Bash(run_in_background:true)'] },
    bash('npm test', { run_in_background: 'true' }),
    'ask',
  ],
  [
    'the field that a tool has its own syntax for is ignored',
    { deny: ['Bash(command:rm *)'], allow: ['Bash'] },
    bash('rm x'),
    'allow',
  ],
  ['in the sandbox commands run', { sandboxed: true }, bash('npm test'), 'allow'],
  ['whatever a bare ask says', { sandboxed: true, ask: ['Bash'] }, bash('npm test'), 'allow'],
  ['but not a scoped one', { sandboxed: true, ask: ['Bash(git push *)'] }, bash('git push x'), 'ask'],
  ['nor a deny', { sandboxed: true, deny: ['Bash(git push *)'] }, bash('git push x'), 'deny'],
  ['and not while planning', { sandboxed: true, mode: 'plan' }, bash('npm test'), 'ask'],
  ['with a bare ask then', { sandboxed: true, ask: ['Bash'], mode: 'plan' }, bash('npm test'), 'ask'],
];

describe.each([
  ['which list wins', PRECEDENCE],
  ['what a command rule matches', COMMANDS],
  ['what a path rule matches', FILES],
  ['what other rules match', OTHERS],
] as const)('%s', (_name, cases) => {
  it.each(cases)('%s', (_words, rules, call, expected) => {
    expect(outcome(rules, call)).toBe(expected);
  });
});

describe('the table', () => {
  it('has more than sixty cases', () => {
    expect(PRECEDENCE.length + COMMANDS.length + FILES.length + OTHERS.length).toBeGreaterThan(60);
  });
});
