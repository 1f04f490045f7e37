import { describe, expect, it } from 'vitest';
import { readCalls } from '../../../../server/src/core/platforms/github-actions/needs/scriptCalls.js';

/** Calls as `name right:level`, `?` before what may not be needed; then what is open. */
function read(script: string): readonly string[] {
  const found = readCalls(script);
  if (found === undefined) return ['unreadable'];
  return [
    ...found.calls.flatMap(({ name, scopes, optional }) =>
      Object.entries(scopes).map(([right, level]) => `${optional ? '?' : ''}${name} ${right}:${level}`),
    ),
    ...found.open,
  ];
}

const LEAVES = 'the script hands its client on to code that is not read here';

describe('a script of actions/github-script', () => {
  it('calls methods of the client', () => {
    expect(
      read(`const { data } = await github.rest.issues.listForRepo({ ...context.repo });
        for (const issue of data) await github.rest.issues.createComment({ body: \`#\${issue.number}\` });`),
    ).toEqual(['issues.listForRepo issues:read', 'issues.createComment issues:write']);
  });

  it('calls them in the way of older versions', () => {
    expect(read('await github.pulls.createReview({})')).toEqual(['pulls.createReview pull-requests:write']);
  });

  it('hands methods to paginate', () => {
    expect(read('await github.paginate(github.rest.pulls.list, {})')).toEqual([
      'pulls.list pull-requests:read',
    ]);
    expect(
      read('for await (const p of github.paginate.iterator(octokit.rest.repos.listReleases)) {}'),
    ).toEqual(['repos.listReleases contents:read']);
  });

  it('names a route', () => {
    expect(read(`await github.request('POST /repos/{owner}/{repo}/dispatches', {})`)).toEqual([
      'POST /repos/{owner}/{repo}/dispatches contents:write',
    ]);
    expect(
      read('await github.request(`DELETE /repos/${process.env.GITHUB_REPOSITORY}/git/refs/heads/${b}`)'),
    ).toEqual(['DELETE /repos/$_/git/refs/heads/$_ contents:write']);
    expect(read(`await github.request({ method: 'PUT', url: '/repos/o/r/pulls/1/merge' })`)).toEqual([
      'PUT /repos/o/r/pulls/1/merge contents:write',
    ]);
    expect(read(`await github.paginate('GET /repos/{owner}/{repo}/issues', {})`)).toEqual([
      'GET /repos/{owner}/{repo}/issues issues:read',
    ]);
    expect(read('await github.request(url)')).toEqual(['what a computed request asks for is not known']);
  });

  it('sends GraphQL', () => {
    expect(
      read(`const query = \`mutation($id: ID!) { addLabelsToLabelable(input: { labelableId: $id }) { clientMutationId } }\`;
        await github.graphql(query, { id });`),
    ).toEqual(['graphql issues:write']);
    expect(
      read('await github.graphql(`mutation { resolveReviewThread(input: {}) { thread { id } } }`)'),
    ).toEqual(['graphql contents:write', '?graphql pull-requests:write']);
    expect(read('await github.graphql(build())')).toEqual(['what the GraphQL query asks for is not known']);
  });

  it('asks for an identity token', () => {
    expect(read(`core.setOutput('t', await core.getIDToken('aud'))`)).toEqual([
      'core.getIDToken id-token:write',
    ]);
  });

  it('calls what no token of a job can do, or what every one can', () => {
    expect(read('await github.rest.users.getByUsername({}); await github.rest.repos.get({})')).toEqual([]);
  });

  it('leaves open what is not known', () => {
    expect(read('await github.rest.issues.newMethod({})')).toEqual([
      'what `issues.newMethod` asks for is not known',
    ]);
    expect(read(`await require(name)({ github, context, core })`)).toEqual([LEAVES]);
    expect(read('run(github)')).toEqual([LEAVES]);
    expect(read('const { issues } = github.rest; issues.create({})')).toEqual([LEAVES]);
    expect(read('const kit = getOctokit(t); kit.rest.issues.create({})')).toEqual([LEAVES]);
    expect(read('github.rest[group][method]()')).toEqual([LEAVES]);
  });

  it('names the files that it hands its client to', () => {
    const calls = readCalls(`await require('./x.js')({ github, context, core })`);
    expect(calls).toMatchObject({ files: ['./x.js'], open: [] });
  });

  it('follows the client under its usual names', () => {
    expect(read('const octokit = github; await octokit.rest.git.createTag({})')).toEqual([
      'git.createTag contents:write',
    ]);
  });

  it('does not take other clients for that of GitHub', () => {
    expect(read('const client = new S3Client({}); await client.send(x); client[y]()')).toEqual([]);
    expect(read('core.info(context.payload.github); const a = { github: 1 }; a.github.x()')).toEqual([]);
  });

  it('gives the commands that it runs', () => {
    expect(
      readCalls(`await exec.exec('git', ['push', branch]); execSync('npm publish'); await exec.exec(tool)`)
        ?.commands,
    ).toEqual(['git push $_', 'npm publish', undefined]);
  });

  it('may hold expressions, and may be broken', () => {
    expect(read("await github.rest.repos.createRelease({ tag: '${{ github.ref_name }}' })")).toEqual([
      'repos.createRelease contents:write',
    ]);
    expect(read('const a = ${{ toJSON(matrix) }}; if (')).toEqual(['unreadable']);
  });
});
