import { beforeAll, describe, expect, it } from 'vitest';
import { GH_COMMANDS, GH_WITHOUT_SCOPE } from '../../../server/src/core/knowledge/commands/ghCommands.js';
import { commandUse } from '../../../server/src/core/knowledge/commands/index.js';
import type { ParseShell } from '../../../server/src/core/model/shellScript.js';
import { bashParser } from '../../support/bash.js';

let parse: ParseShell;
beforeAll(async () => {
  parse = await bashParser();
});

/**
 * What a script's commands do, one word each: `environment/contents:write` is a need and the credential it is met
 * with, `?` before it says that it may not be there, `runs:any` and `unknown` are what is not known.
 */
function use(script: string): readonly string[] {
  const uses = parse(script).commands.map((command) => commandUse(command));
  return uses.flatMap(({ needs, runs, unknown }) => [
    ...needs.flatMap(({ scopes, credential, optional }) =>
      Object.entries(scopes).map(
        ([right, level]) => `${optional === true ? '?' : ''}${credential}/${right}:${level}`,
      ),
    ),
    ...(runs === undefined ? [] : [`runs:${runs}`]),
    ...(unknown === undefined ? [] : ['unknown']),
  ]);
}

const gh = (...scopes: readonly string[]): readonly string[] =>
  scopes.map((scope) => (scope.startsWith('?') ? `?environment/${scope.slice(1)}` : `environment/${scope}`));

describe('gh', () => {
  it.each([
    ['gh pr create --fill', gh('pull-requests:write', 'contents:read')],
    ['gh pr create --dry-run', gh('pull-requests:read')],
    ['gh pr comment 1 --body x', gh('pull-requests:write')],
    ['gh pr edit 1 --add-label x --add-project y', gh('pull-requests:write', '?repository-projects:read')],
    [
      'gh pr merge --auto --squash "$URL"',
      gh('pull-requests:write', 'contents:write', '?pull-requests:write'),
    ],
    ['gh pr merge 1 --merge', gh('pull-requests:read', 'contents:write', '?pull-requests:write')],
    ['gh pr close 1', gh('pull-requests:write')],
    ['gh pr close 1 -d', gh('pull-requests:write', 'contents:write')],
    ['gh pr ready 1', gh('pull-requests:write', 'contents:write')],
    ['gh pr update-branch 1', gh('pull-requests:write', '?contents:write')],
    ['gh pr view 1', gh('pull-requests:read', 'checks:read', 'statuses:read')],
    ['gh pr view 1 --json title,labels', gh('pull-requests:read')],
    ['gh pr view 1 --json statusCheckRollup', gh('pull-requests:read', 'checks:read', 'statuses:read')],
    ['gh pr ls --json number,mergeCommit', gh('pull-requests:read', 'contents:read')],
    ['gh pr checks 1', gh('pull-requests:read', 'checks:read', 'statuses:read', '?actions:read')],
    ['gh issue new -t x', gh('issues:write')],
    ['gh issue develop --list 1', gh('issues:read')],
    ['gh issue develop 1', gh('contents:write', '?issues:write')],
    ['gh label create bug --force', gh('issues:write')],
    ['gh release create v1 --generate-notes', gh('contents:write')],
    ['gh release create v1 --discussion-category=News', gh('contents:write', 'discussions:write')],
    ['gh release download v1', gh('contents:read')],
    ['gh run view 1 --log', gh('actions:read', '?checks:read', '?pull-requests:read')],
    ['gh run rerun 1 --failed', gh('actions:write')],
    ['gh workflow run ci.yml', gh('actions:write')],
    ['gh workflow view ci.yml --yaml', gh('actions:read', 'contents:read')],
    ['gh cache delete --all', gh('actions:write')],
    ['gh cache list', gh('actions:read')],
    ['gh search issues x', gh('issues:read')],
    ['gh attestation verify a.tgz --owner o', gh('attestations:read')],
    ['gh attestation verify a.tgz --bundle b.jsonl', []],
    ['gh attestation verify oci://ghcr.io/o/i --bundle-from-oci', ['registry/packages:read']],
    ['gh models run openai/gpt-4.1 hi', gh('models:read')],
  ])('%s', (script, expected) => {
    expect(use(script)).toEqual(expected);
  });

  it.each([
    'gh',
    'gh --version',
    'gh pr merge --help',
    'gh auth status',
    'gh secret set X',
    'gh variable list',
    'gh project item-add 1 --url x',
    'gh repo edit --description x',
    'gh ruleset check',
    'gh extension install o/gh-x',
    'gh gist create a.txt',
  ])('asks nothing of the token of a job: %s', (script) => {
    expect(use(script)).toEqual([]);
  });

  it('reads options wherever they stand', () => {
    expect(use('gh -R "$GITHUB_REPOSITORY" pr ready 1')).toEqual(gh('pull-requests:write', 'contents:write'));
    expect(use('gh pr -R "$REPO" comment 1')).toEqual(gh('pull-requests:write'));
  });

  it('is not sure of a repository that is named', () => {
    expect(use('gh release create v1 -R o/r')).toEqual(gh('?contents:write'));
    expect(use('gh pr comment 1 --repo $REPO')).toEqual(gh('pull-requests:write'));
  });

  it('is unknown when it is newer, or an extension', () => {
    expect(use('gh something new')).toEqual(['unknown']);
    expect(use('gh extension exec x')).toEqual(['runs:any']);
  });

  it('has no command in both lists', () => {
    expect(Object.keys(GH_COMMANDS).filter((name) => GH_WITHOUT_SCOPE.test(name))).toEqual([]);
  });
});

describe('gh api', () => {
  it.each([
    ['gh api repos/{owner}/{repo}/releases', gh('contents:read')],
    ['gh api -X DELETE "repos/$GITHUB_REPOSITORY/git/refs/heads/$B"', gh('contents:write')],
    ['gh api -H "Accept: x" --method POST /repos/o/r/issues/1/labels -f x=y', gh('issues:write')],
    ['gh api repos/o/r/issues/1/comments -f body=x', gh('issues:write')],
    ['gh api repos/o/r/issues/1/comments --jq ".[0]"', gh('issues:read')],
    ['gh api --paginate "repos/${{ github.repository }}/actions/runs?per_page=9"', gh('actions:read')],
    ['gh api -XPUT repos/o/r/branches/main/protection --input -', []],
    ['gh api user', []],
    ['gh api rate_limit', []],
    ['gh api "$URL"', ['unknown']],
    ['gh api --hostname ghe.example.com repos/o/r/issues -f x=y', []],
  ])('%s', (script, expected) => {
    expect(use(script)).toEqual(expected);
  });

  it('reads GraphQL that stands in it', () => {
    const script = `gh api graphql -F id="$ID" -f query='
      mutation($id: ID!) { enablePullRequestAutoMerge(input: {pullRequestId: $id}) { clientMutationId } }'`;
    expect(use(script)).toEqual(gh('pull-requests:write', 'contents:write'));
    expect(use(`gh api graphql -f query='{ repository(owner: "o", name: "r") { id } }'`)).toEqual([]);
    expect(use('gh api graphql -F query=@q.graphql')).toEqual(['unknown']);
    expect(use('gh api graphql -f query="$Q"')).toEqual(['unknown']);
    expect(use(`gh api graphql -f query='mutation { newThing(input: {}) { id } }'`)).toEqual(['unknown']);
  });
});

describe('git', () => {
  it.each([
    ['git push', ['git/contents:write']],
    ['git -C docs -c user.name=x push origin HEAD', ['git/contents:write']],
    ['git push --dry-run', ['git/contents:read']],
    ['git push https://x-access-token:$T@github.com/o/r main', ['git/contents:write']],
    ['git push https://gitlab.com/o/r main', []],
    ['git push git@github.com:o/r.git', ['?git/contents:write']],
    ['git fetch --tags', ['git/contents:read']],
    ['git pull --rebase', ['git/contents:read']],
    ['git submodule update --init', ['git/contents:read']],
    ['git submodule foreach make', ['runs:any']],
    ['git lfs pull', ['git/contents:read']],
    ['git lfs push origin main', ['git/contents:write']],
    ['git subtree push --prefix docs origin gh-pages', ['git/contents:write']],
    ['git clone https://github.com/o/r', []],
    ['git clone "https://github.com/$REPO"', ['?git/contents:read']],
    ['git remote add up https://github.com/o/r', []],
    ['git commit -m "x" && git tag v1', []],
    ['git config user.email a@b.c', []],
    ['git --version', []],
    ['git town sync', ['runs:any']],
  ])('%s', (script, expected) => {
    expect(use(script)).toEqual(expected);
  });
});

describe('a call by curl and its like', () => {
  const auth = '-H "Authorization: Bearer $GITHUB_TOKEN"';
  it.each([
    ['curl -fsSL https://example.com/install.sh', []],
    ['curl https://api.github.com/repos/o/r/releases/latest', []],
    [`curl ${auth} https://api.github.com/repos/o/r/releases/latest`, ['environment/contents:read']],
    [
      `curl -X POST ${auth} "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/dispatches" -d '{}'`,
      ['environment/contents:write'],
    ],
    [
      `curl ${auth} --data @x.json https://api.github.com/repos/o/r/statuses/$SHA`,
      ['environment/statuses:write'],
    ],
    [
      `curl ${auth} -T a.zip https://uploads.github.com/repos/o/r/releases/1/assets?name=a`,
      ['environment/contents:write'],
    ],
    [`curl -u x:$TOKEN https://api.github.com/repos/o/r/issues`, ['environment/issues:read']],
    [
      `wget --header="Authorization: token $T" -T 9 https://api.github.com/repos/o/r/contents/a`,
      ['environment/contents:read'],
    ],
    [
      `curl ${auth} -X POST https://api.github.com/graphql -d '{"query":"mutation { addStar(input: {}) { id } }"}'`,
      [],
    ],
    [`curl ${auth} https://api.github.com/graphql -d "$BODY"`, ['unknown']],
    [`curl ${auth} "$URL"`, ['unknown']],
    [`curl ${auth} https://models.github.ai/inference/chat/completions -d @x`, ['environment/models:read']],
    [`curl ${auth} https://ghcr.io/v2/o/i/tags/list`, ['variables/packages:read']],
    [`curl ${auth} -T a.jar https://maven.pkg.github.com/o/r/a.jar`, ['variables/packages:write']],
    [`curl ${auth} -L https://raw.githubusercontent.com/o/r/main/a`, ['environment/contents:read']],
    [
      'curl -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=x"',
      ['identity-token/id-token:write'],
    ],
    [
      'http POST https://api.github.com/repos/o/r/issues Authorization:"token $T" title=x',
      ['environment/issues:write'],
    ],
  ])('%s', (script, expected) => {
    expect(use(script)).toEqual(expected);
  });

  it('is read in PowerShell too', () => {
    const args = [
      '-Uri',
      'https://api.github.com/repos/o/r/releases',
      '-Method',
      'Post',
      '-Headers',
      '$auth',
    ];
    expect(
      commandUse({
        name: 'Invoke-RestMethod',
        args: [...args, '-TimeoutSec', '9'].map((text) => ({ text, dynamic: text.startsWith('$') })),
        assignments: {},
        start: 0,
      }).needs,
    ).toMatchObject([{ scopes: { contents: 'write' }, credential: 'environment' }]);
  });
});

describe('images and charts', () => {
  it.each([
    ['docker push ghcr.io/o/i:1', ['registry/packages:write']],
    ['docker push "$IMAGE"', ['?registry/packages:write']],
    ['docker push owner/image', ['runs:conventional']],
    ['docker buildx build --push -t ghcr.io/o/i .', ['registry/packages:write']],
    ['docker buildx build -o type=image,push=true -t ghcr.io/o/i .', ['registry/packages:write']],
    ['docker buildx imagetools create -t ghcr.io/o/i:1 x', ['registry/packages:write']],
    ['docker build -t ghcr.io/o/i .', ['runs:conventional']],
    ['docker compose -f deploy/a.yml push', ['?registry/packages:write']],
    ['docker pull ghcr.io/o/i', ['registry/packages:read']],
    ['helm push a.tgz oci://ghcr.io/o', ['registry/packages:write']],
    ['oras push ghcr.io/o/a:1 f', ['registry/packages:write']],
    ['crane copy a ghcr.io/o/b', ['registry/packages:write']],
    ['skopeo copy docker://a docker://ghcr.io/o/b', ['registry/packages:write']],
    ['KO_DOCKER_REPO=ghcr.io/o ko build ./cmd', ['registry/packages:write']],
    ['ko build ./cmd', ['?registry/packages:write', '?environment/packages:write']],
    ['ko build --local ./cmd', ['runs:conventional']],
    ['cosign sign --yes ghcr.io/o/i', ['identity-token/id-token:write', '?registry/packages:write']],
    ['cosign sign-blob --key k f', []],
    ['cosign sign --identity-token $T localhost:5000/i', ['?registry/packages:write']],
    ['cosign verify x', []],
  ])('%s', (script, expected) => {
    expect(use(script)).toEqual(expected);
  });
});

describe('packages', () => {
  const may = ['?variables/packages:write', '?identity-token/id-token:write'];
  // Scripts of the package run around it, and are not read.
  const runs = [...may, 'runs:any'];
  it.each([
    ['npm publish', runs],
    ['npm publish --ignore-scripts', may],
    ['npm publish dist/shop-1.0.0.tgz', may],
    [
      'npm publish --registry=https://npm.pkg.github.com',
      ['variables/packages:write', '?identity-token/id-token:write', 'runs:any'],
    ],
    [
      'npm publish --registry https://registry.npmjs.org --provenance',
      ['identity-token/id-token:write', 'runs:any'],
    ],
    ['npm publish --dry-run', ['runs:conventional']],
    ['pnpm -r publish', runs],
    ['yarn npm publish', runs],
    ['mvn -B deploy', ['?variables/packages:write']],
    ['mvn -B verify', ['runs:conventional']],
    ['./gradlew publish', ['?variables/packages:write']],
    ['./gradlew publishToMavenLocal', ['runs:conventional']],
    ['dotnet nuget push a.nupkg -s https://nuget.pkg.github.com/o/index.json', ['variables/packages:write']],
    ['gem push --host https://rubygems.pkg.github.com/o a.gem', ['variables/packages:write']],
    ['npx changeset publish', runs],
    ['yarn changeset publish', runs],
    ['brew install jq', []],
    ['brew ruby bump.rb', ['runs:any']],
    ['brew bump-formula-pr shop', ['runs:any']],
    ['uv publish', ['?identity-token/id-token:write']],
    ['npx jsr publish', ['?identity-token/id-token:write']],
    ['twine upload dist/*', ['runs:conventional']],
    ['cargo publish', ['runs:conventional']],
  ])('%s', (script, expected) => {
    expect(use(script)).toEqual(expected);
  });
});

describe('release tools', () => {
  const release = 'environment/contents:write';
  const rest = ['?variables/packages:write', '?identity-token/id-token:write', 'runs:conventional'];
  const comments = ['?environment/issues:write', '?environment/pull-requests:write'];
  it.each([
    ['npx semantic-release', [release, ...comments, ...rest]],
    ['pnpm dlx semantic-release@24', [release, ...comments, ...rest]],
    ['uv run python -m semantic_release version', [release, ...comments, ...rest]],
    ['cargo release --execute', ['git/contents:write']],
    [
      'release-plz release-pr',
      ['variables/contents:write', 'variables/pull-requests:write', '?identity-token/id-token:write'],
    ],
    [
      'goreleaser release --clean',
      [
        release,
        '?environment/issues:write',
        '?registry/packages:write',
        '?identity-token/id-token:write',
        'runs:conventional',
      ],
    ],
    ['goreleaser release --snapshot', ['runs:conventional']],
    ['goreleaser release --skip=sign,publish', ['runs:conventional']],
    ['lerna version --create-release github', ['git/contents:write', release, 'runs:conventional']],
    ['lerna publish from-package', rest],
    ['npx release-it --ci', ['git/contents:write', '?environment/contents:write', ...rest]],
    ['changeset version', ['?environment/contents:read', '?environment/pull-requests:read']],
    [
      'npx release-please github-release --token=$T',
      ['variables/contents:write', 'variables/pull-requests:write', '?variables/issues:write'],
    ],
    ['cz bump --yes', ['runs:conventional']],
    ['standard-version', ['runs:conventional']],
    ['mkdocs gh-deploy --force', ['git/contents:write']],
    ['python -m mkdocs gh-deploy', ['git/contents:write']],
    ['poetry run mike deploy --push v1', ['git/contents:write']],
    ['npx gh-pages -d out', ['git/contents:write']],
    ['reviewdog -reporter=github-pr-review', ['variables/pull-requests:write']],
  ])('%s', (script, expected) => {
    expect(use(script)).toEqual(expected);
  });
});

describe('other programs', () => {
  it.each([
    ['npm ci && npm test', ['runs:conventional', 'runs:conventional']],
    ['npm run build', ['runs:conventional']],
    ['npm run release', ['runs:any']],
    ['make', ['runs:conventional']],
    ['make deploy', ['runs:any']],
    ['node scripts/publish.mjs', ['runs:any']],
    ['python deploy/check.py', ['runs:any']],
    ['command -v gh', []],
    ['copilot -p x', ['?variables/copilot-requests:write', 'runs:any']],
    ['aws s3 sync out s3://b', ['runs:conventional']],
    ['docker compose -f deploy/a.yml up', ['runs:conventional']],
    ['./scripts/x.sh', ['runs:any']],
    ['"$TOOL" x', ['runs:any']],
    ['source .venv/bin/activate', []],
    ['source ./ci/lib.sh', ['runs:any']],
    ['jq . a.json | sort', []],
    ['poetry run pytest', ['runs:conventional']],
    ['bundle exec rake', ['runs:conventional']],
    ['npx -p @scope/cli some-tool', ['runs:any']],
  ])('%s', (script, expected) => {
    expect(use(script)).toEqual(expected);
  });
});
