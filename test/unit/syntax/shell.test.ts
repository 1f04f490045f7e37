import { beforeAll, describe, expect, it } from 'vitest';
import type { ParseShell, ShellCommand } from '../../../server/src/core/model/shellScript.js';
import { plainShell } from '../../../server/src/core/syntax/shell/plainShell.js';
import { bashParser } from '../../support/bash.js';

let parse: ParseShell;
beforeAll(async () => {
  parse = await bashParser();
});

/** Each command as one line; a computed name as `?`. */
function lines(commands: readonly ShellCommand[]): readonly string[] {
  return commands.map(({ name, args }) =>
    [name === '' ? '?' : name, ...args.map(({ text }) => text)].join(' '),
  );
}

const read = (script: string): readonly string[] => lines(parse(script).commands);

describe('a bash script', () => {
  it('gives every command, wherever it stands', () => {
    expect(
      read('git fetch && make || exit 1; echo "$(git rev-parse HEAD)" | tee out\n(cd docs; npm ci)'),
    ).toEqual([
      'git fetch',
      'make',
      'exit 1',
      'echo $(git rev-parse HEAD)',
      'git rev-parse HEAD',
      'tee out',
      'cd docs',
      'npm ci',
    ]);
  });

  it('gives the commands of branches and loops', () => {
    const script = [
      'if git diff --quiet; then',
      '  exit 0',
      'fi',
      'for f in *.md; do gh release upload v1 "$f"; done',
      'case "$1" in a) git push ;; esac',
      'while read -r n; do gh pr close "$n"; done < list',
    ].join('\n');
    expect(read(script)).toEqual([
      'git diff --quiet',
      'exit 0',
      'gh release upload v1 $f',
      'git push',
      'read -r n',
      'gh pr close $n',
    ]);
  });

  it('takes off quotes and joins what stands together', () => {
    const [command] = parse(`gh api "repos/$OWNER/name"/issues -f 'title=a b' -f body="x \\"y\\""`).commands;
    expect(command?.args.map(({ text }) => text)).toEqual([
      'api',
      'repos/$OWNER/name/issues',
      '-f',
      'title=a b',
      '-f',
      'body=x "y"',
    ]);
    expect(command?.args.map(({ dynamic }) => dynamic)).toEqual([false, true, false, false, false, false]);
  });

  it('reads on after a line that is continued', () => {
    expect(read('gh pr create \\\n  --title x \\\n  --body y\ngit push')).toEqual([
      'gh pr create --title x --body y',
      'git push',
    ]);
  });

  it('does not take what is fed in for commands, save what runs in it', () => {
    expect(read('cat > notes <<EOF\ngit push\n$(git log -1)\nEOF\nmake')).toEqual([
      'cat',
      'git log -1',
      'make',
    ]);
    expect(read("python3 -u <<'EOF'\nimport os\nprint(1)\nEOF\nmake")).toEqual(['python3 -u', 'make']);
    expect(read('cat <<EOF | gh api graphql --input - --jq .x\n{}\nEOF')).toEqual([
      'cat',
      'gh api graphql --input - --jq .x',
    ]);
  });

  it('puts up with expressions, which are put in before', () => {
    const script = 'git push https://x:${{ secrets.GITHUB_TOKEN }}@github.com/${{ github.repository }}\nmake';
    const { commands, complete } = parse(script);
    expect(complete).toBe(true);
    expect(commands.map(({ name }) => name)).toEqual(['git', 'make']);
    expect(commands[0]?.args[1]?.dynamic).toBe(true);
    expect(commands[1]?.start).toBe(script.indexOf('make'));
  });

  it('finds the program behind those that run it', () => {
    expect(
      read(
        [
          'sudo -E git push',
          'sudo -u git -- git push',
          'timeout -k 5 60 git push',
          'nice -n 10 make',
          'env -u CI FOO=1 npm test',
          'xargs -n 1 -I {} gh pr close {}',
          'time -p nohup make',
          'exec npm test',
          '/usr/bin/git push',
        ].join('\n'),
      ),
    ).toEqual([
      'git push',
      'git push',
      'git push',
      'make',
      'npm test',
      'gh pr close {}',
      'make',
      'npm test',
      'git push',
    ]);
  });

  it('leaves a question for a program alone', () => {
    expect(read('command -v git')).toEqual(['command -v git']);
  });

  it('reads scripts inside of it', () => {
    expect(read(`bash -ec 'git push && make'`)).toEqual(['bash -ec git push && make', 'git push', 'make']);
    expect(read('eval "git push"')).toEqual(['eval git push', 'git push']);
    expect(read('bash -c "$SCRIPT"')).toEqual(['bash -c $SCRIPT']);
  });

  it('reads a function where it is defined, and not where it is called', () => {
    expect(read('release() { git tag "$1"; git push; }\nrelease v1')).toEqual(['git tag $1', 'git push']);
    expect(read('git() { command git "$@"; }\ngit push')).toEqual(['git $@']);
  });

  it('keeps what is set for one command and for all', () => {
    const { commands, variables } = parse('TAG=v1\nGH_TOKEN=$PAT gh release create "$TAG"');
    expect(variables).toEqual({ TAG: 'v1' });
    expect(commands[0]?.assignments).toEqual({ GH_TOKEN: '$PAT' });
  });

  it('has no name for a program that is computed', () => {
    expect(read('"$TOOL" run\n${TOOL} run')).toEqual(['? run', '? run']);
  });

  it('says when it could not read all, and never fails', () => {
    expect(parse('if then ((').complete).toBe(false);
    for (const script of ['', '"', '$(', '<<EOF', '\0', '\\', 'a'.repeat(10_000)]) {
      expect(() => parse(script)).not.toThrow();
    }
  });
});

describe('a script that is read plainly', () => {
  const plain = (script: string): readonly string[] => lines(plainShell(script).commands);

  it('gives commands, line by line and behind pipes', () => {
    expect(plain('gh pr list | Select-String x; git push\nif ($a) { npm test }')).toEqual([
      'gh pr list',
      'Select-String x',
      'git push',
      'if',
      'npm test',
    ]);
  });

  it('splits neither in quotes nor at braces within a word', () => {
    expect(plain(`gh api repos/{owner}/{repo}/issues -f 'title=a; b' -f body="c | d"`)).toEqual([
      'gh api repos/{owner}/{repo}/issues -f title=a; b -f body=c | d',
    ]);
  });

  it('knows values of PowerShell from commands', () => {
    expect(plain('$n = gh pr view 1 --json number\n$env:A = "x y"\n$list.Count\n$x\n& $tool run')).toEqual([
      'gh pr view 1 --json number',
      '? run',
    ]);
  });

  it('takes no comment for a command', () => {
    expect(plain('# git push\nmake # git push\necho a#b')).toEqual(['make', 'echo a#b']);
  });

  it('keeps what is set for one command', () => {
    expect(plainShell('GH_TOKEN=x gh pr list').commands).toMatchObject([
      { name: 'gh', assignments: { GH_TOKEN: 'x' } },
    ]);
  });

  it('never says that it read all', () => {
    expect(plainShell('git push').complete).toBe(false);
  });
});
