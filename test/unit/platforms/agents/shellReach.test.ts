import { describe, expect, it } from 'vitest';
import { shellReach } from '../../../../server/src/core/knowledge/agents/shellReach.js';

/** What a pattern comes to, in a word or two: `any` for every command, else the access and the system. */
function reachOf(specifier: string | undefined): string {
  const { runsAnything, access, system, breadth } = shellReach(specifier);
  if (runsAnything === true) return 'any';
  const wide = breadth === undefined ? '' : breadth.whole ? ' whole' : ' wide';
  return `${access} ${system.kind}${wide}`;
}

describe('patterns that let any command through', () => {
  it.each([
    undefined,
    '*',
    '* --version',
    '*:*',
    'bash *',
    'sh -c:*',
    'bash -c "*"',
    'python3 *',
    'python3 -c:*',
    'python3 -m *',
    'python*',
    '/usr/bin/python3:*',
    'node -e *',
    'deno run *',
    'npx:*',
    'npx -y *',
    'uvx *',
    'uv run *',
    'poetry run:*',
    'npm exec *',
    'pnpm dlx *',
    'bundle exec:*',
    'devbox run *',
    'sudo *',
    'env *',
    'xargs *',
    'xargs -n1 *',
    'timeout 30 *',
    'timeout *',
    'nohup *',
    'watch *',
    'ssh host *',
    'docker exec -it web *',
    'kubectl exec *',
    'FOO=1 bash *',
    'npm test && bash *',
    'nix run *',
    'eval *',
    'tmux *',
  ])('%s', (specifier) => {
    expect(reachOf(specifier)).toBe('any');
  });
});

describe('patterns that let one thing through', () => {
  it.each([
    ['npm test', 'write tool'],
    ['npm run test:*', 'write tool'],
    ['npm ci', 'write tool'],
    ['npm publish *', 'write artifacts'],
    ['npm *', 'write artifacts whole'],
    ['cargo test *', 'write artifacts'],
    ['cargo publish *', 'write artifacts'],
    ['npx eslint *', 'write tool'],
    ['npx tsx scripts/a.ts', 'write tool'],
    ['uv run pytest *', 'write tool'],
    ['python3 -m pytest *', 'write tool'],
    ['python3 scripts/report.py *', 'write tool'],
    ['python3 -c "print(1)"', 'write tool'],
    ["perl -pi -e 's/a/b/' *", 'write tool'],
    ['bun test *', 'write tool'],
    ['deno task *', 'write tool'],
    ['node scripts/build.js', 'write tool'],
    ['xargs cat *', 'read tool'],
    ['xargs grep pattern', 'read tool'],
    ['timeout 60 npm test *', 'write tool'],
    ['ls *', 'read tool'],
    ['cat *', 'read tool'],
    ['echo done', 'read tool'],
    ['git *', 'write repository wide'],
    ['git status *', 'read tool'],
    ['git log *', 'read tool'],
    ['git -C sub status', 'read tool'],
    ['git --no-pager log *', 'read tool'],
    ['git add *', 'write tool'],
    ['git -c commit.gpgsign=false commit *', 'write tool'],
    ['git -c a.b=c push *', 'write repository'],
    ['git push origin *', 'write repository'],
    ['git -c *', 'write compute'],
    ['git -c core.pager=less log', 'write compute'],
    ['git config *', 'write compute'],
    ['git config --get *', 'read tool'],
    ['gh *', 'admin repository whole'],
    ['gh pr view *', 'read repository'],
    ['gh pr comment *', 'write repository'],
    ['gh pr merge *', 'write repository'],
    ['gh api *', 'admin repository'],
    ['gh auth token', 'write identity'],
    ['gh secret set *', 'admin secrets'],
    ['aws *', 'admin control-plane whole'],
    ['aws s3 ls *', 'read control-plane'],
    ['aws ec2 describe-instances *', 'read control-plane'],
    ['aws secretsmanager get-secret-value *', 'read secrets'],
    ['aws --profile prod s3 rm *', 'admin control-plane'],
    ['gcloud auth print-access-token', 'write identity'],
    ['gcloud compute instances list', 'read control-plane'],
    ['az keyvault secret show *', 'read secrets'],
    ['kubectl get pods *', 'read control-plane'],
    ['kubectl -n shop get pods *', 'read control-plane'],
    ['kubectl get secrets *', 'read secrets'],
    ['kubectl apply *', 'admin control-plane'],
    ['helm template *', 'read control-plane'],
    ['terraform plan *', 'read control-plane'],
    ['terraform apply *', 'admin control-plane'],
    ['vercel env *', 'admin deployment'],
    ['vercel deploy *', 'write deployment'],
    ['vercel ls', 'read deployment'],
    ['npx vercel *', 'admin deployment whole'],
    ['supabase status', 'read control-plane'],
    ['stripe listen *', 'read billing'],
    ['stripe refunds create *', 'admin billing'],
    ['op *', 'admin secrets whole'],
    ['docker *', 'write compute whole'],
    ['docker ps *', 'read compute'],
    ['docker compose up *', 'write tool'],
    ['curl *', 'write network wide'],
    ['curl http://localhost:3000/*', 'write tool'],
    ['psql *', 'write data wide'],
    ['rm *', 'write tool wide'],
    ['ssh host uptime', 'write tool'],
    ['make *', 'write tool'],
    ['npm test | tee *', 'write tool'],
    ['ls && aws s3 rm *', 'admin control-plane'],
    ['python --version *', 'read tool'],
    ['go *', 'write tool whole'],
  ])('%s', (specifier, expected) => {
    expect(reachOf(specifier)).toBe(expected);
  });

  it('says what of a program it would do', () => {
    expect(shellReach('terraform apply *').opens).toBe('run `terraform apply` with its login');
    expect(shellReach('aws *').opens).toBe('change anything in AWS that the login may change');
  });

  it('offers everyday commands of a program in the place of all', () => {
    const [option] = shellReach('gh *').breadth?.options ?? [];
    expect(option?.values).toContain('gh pr view *');
    expect(option?.safe).toBe(false);
  });

  it('has nothing to offer in the place of any command', () => {
    expect(shellReach('bash *').breadth?.options).toEqual([]);
  });
});
