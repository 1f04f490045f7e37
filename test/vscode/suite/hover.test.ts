import assert from 'node:assert/strict';
import { hoverAt, leavesNoTrace, open, workflow } from './workbench.js';

describe('a hover', () => {
  leavesNoTrace();
  const release = workflow('release');

  beforeEach(async () => {
    await open(release);
  });

  it('on a job shows the card of its session', async () => {
    // The names of rows do not break.
    const text = (await hoverAt(release, 'publish:')).replaceAll('\u00A0', ' ');
    assert.match(text, /\*\*Session of job `publish`: broad, narrow if production has reviewers\*\*/u);
    for (const row of ['Reaches after approval', 'Started by', 'Lasts']) {
      assert.ok(text.includes(row), row);
    }
    assert.match(text, /this repository: write /u);
    assert.match(text, /up to 6 h/u);
    assert.match(text, /NPM_TOKEN/u);
    assert.match(text, /\]\(https:\/\/[^)]+\)/u);
    // The same grants without the environment before them.
    assert.match(await hoverAt(release, 'notes:'), /\*\*Session of job `notes`: broad\*\*/u);
  });

  it('on a scope says what it opens', async () => {
    const preview = workflow('preview');
    await open(preview);
    const text = await hoverAt(preview, 'contents: write');
    assert.match(text, /`contents:write`.* lets GITHUB_TOKEN .*push/u);
    assert.match(await hoverAt(release, 'write-all'), /everything that can be written/u);
  });

  it('on an event says who can cause it', async () => {
    const preview = workflow('preview');
    await open(preview);
    const text = await hoverAt(preview, 'pull_request_target');
    assert.match(text, /anyone with a GitHub account/u);
    assert.match(text, /job `preview`/u);
    assert.match(await hoverAt(release, 'push:'), /write access/u);
  });

  it('on an environment says what it guards and that the proof is elsewhere', async () => {
    const text = await hoverAt(release, 'production');
    assert.match(text, /Environment production/u);
    assert.match(text, /assumed/u);
    assert.match(text, /NPM_TOKEN/u);
  });

  it('on a secret says how long it works and who else holds it', async () => {
    const text = await hoverAt(release, 'secrets.NPM_TOKEN');
    assert.match(text, /`NPM_TOKEN`.*npm/u);
    assert.match(text, /Lasts until somebody rotates it/u);
    assert.match(text, /Behind a gate: environment production/u);
  });

  it('on a call says what is handed over', async () => {
    const ship = workflow('ship');
    await open(ship);
    const text = await hoverAt(ship, './.github/workflows/deploy.yml');
    assert.match(text, /Calls/u);
    assert.match(text, /every secret/u);
  });
});
