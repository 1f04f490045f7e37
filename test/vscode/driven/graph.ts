import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import type { Drive } from './drive.js';
import { pictureOf } from './picture.js';
import type { Theme } from './themes.js';
import { command, cursorLine, openFile, until } from './window.js';

/** The frame in which the page of the graph is, once it has a picture. */
export async function graphFrame(page: Page): Promise<Frame> {
  let found: Frame | undefined;
  await until('the picture', async () => {
    for (const frame of page.frames()) {
      const nodes = await frame
        .locator('#picture svg .node')
        .count()
        .catch(() => 0);
      if (nodes > 0) found = frame;
    }
    return found !== undefined;
  });
  assert.ok(found);
  return found;
}

async function shownGraph(page: Page): Promise<Frame> {
  await openFile(page, 'release.yml', 33);
  await command(page, 'TrustScope: Show Reach Graph');
  return graphFrame(page);
}

function labels(frame: Frame): Promise<readonly string[]> {
  return frame.locator('.node .label').allTextContents();
}

const opens: Drive = {
  name: 'the graph opens beside the text, goes to the line, and follows the cursor',
  run: async (page) => {
    const frame = await shownGraph(page);
    await until('the session under the cursor to be marked', async () =>
      (await frame.locator('.node.selected .label').allTextContents()).some((text) =>
        text.includes('job publish'),
      ),
    );
    await frame.locator('.node', { hasText: 'role shop-production' }).first().click();
    await page.locator('.tab', { hasText: 'roles.yaml' }).first().waitFor();
    await until('the cursor at the role', async () => (await cursorLine(page)) > 1);
    await page.locator('.tab', { hasText: 'release.yml' }).first().click();
    await openFile(page, 'release.yml', 13);
    await until('the graph to follow', async () =>
      (await frame.locator('.node.selected .label').allTextContents()).some((text) =>
        text.includes('job build'),
      ),
    );
  },
};

const filters: Drive = {
  name: 'the graph is narrowed by words, a system and what is open, and says so',
  run: async (page) => {
    const frame = await shownGraph(page);
    await until('all sessions', async () =>
      (await labels(frame)).some((text) => text.includes('RabbitMQ user')),
    );
    const all = (await labels(frame)).length;
    await frame.locator('#search').fill('rabbitmq');
    await until('fewer nodes', async () => (await labels(frame)).length < all);
    assert.ok((await labels(frame)).every((text) => !text.includes('job publish')));
    assert.match(await frame.locator('#status').innerText(), /^\d+ sessions?, \d+ left out$/u);
    await frame.locator('#search').fill('');
    await until('all nodes', async () => (await labels(frame)).length === all);
    await frame.locator('#only-open').check();
    await until('no gated edge', async () => (await frame.locator('#picture .edge.gated').count()) === 0);
    await frame.locator('#system').selectOption('npm');
    await until('sessions that reach npm', async () =>
      (await labels(frame)).some((text) => text.includes('npm')),
    );
  },
};

const keyboard: Drive = {
  name: 'the graph is gone through with the keyboard, and is there as a list',
  run: async (page) => {
    const frame = await shownGraph(page);
    const publish = frame.locator('.node', { hasText: 'job publish' }).first();
    await publish.focus();
    await page.keyboard.press('ArrowRight');
    const first = await frame.locator('.node:focus').textContent();
    assert.ok(first !== null && !first.includes('job publish'), `the focus went to ${String(first)}`);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await frame.locator('.node:focus').count(), 1);
    await frame.locator('#as-list').click();
    const entry = frame.locator('#outline > li', { hasText: 'job publish' }).first();
    await entry.waitFor();
    assert.match(await entry.innerText(), /reaches this repository, open/u);
    await entry.locator('button').first().click();
    await page.locator('.tab', { hasText: 'release.yml' }).first().waitFor();
  },
};

/** What axe finds in the page; its script is put in past the page's own policy, which keeps it out. */
async function violations(frame: Frame): Promise<readonly string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await frame.evaluate(source);
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: () => Promise<{
          violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
        }>;
      };
    };
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    );
  });
}

function accessible(theme: Theme): Drive {
  return {
    name: `the graph passes axe in ${theme}, as a picture and as a list`,
    theme,
    run: async (page) => {
      const frame = await shownGraph(page);
      await pictureOf(page, 'graph', theme);
      assert.deepEqual(await violations(frame), []);
      await frame.locator('#as-list').click();
      assert.deepEqual(await violations(frame), []);
    },
  };
}

const guarded: Drive = {
  name: 'the page of the graph runs no script but its own, and loads nothing from elsewhere',
  run: async (page) => {
    const frame = await shownGraph(page);
    const policy = await frame.locator('meta[http-equiv]').getAttribute('content');
    assert.match(policy ?? '', /^default-src 'none'; style-src 'nonce-\w+'; script-src 'nonce-\w+'$/u);
    const ran = await frame.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranWithoutNonce = true';
      document.body.append(script);
      return 'ranWithoutNonce' in globalThis;
    });
    assert.equal(ran, false);
  },
};

export const graphDrives: readonly Drive[] = [
  opens,
  filters,
  keyboard,
  accessible('light'),
  accessible('dark'),
  accessible('high contrast'),
  guarded,
];
