import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Theme } from './themes.js';

/** Takes a picture of the window for whoever looks at what tests cannot judge, once it has come to rest. */
export async function pictureOf(page: Page, name: string, theme: Theme): Promise<void> {
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(tmpdir(), `trustscope-driven-${name}-${theme.replace(' ', '-')}.png`) });
}
