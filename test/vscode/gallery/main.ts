/**
 * Shows what people see in a real VS Code at the size that windows have, for somebody to look at:
 *
 *     npm run gallery -- [--only hover,lens,fixes,views] [--theme light] [--out FOLDER] [WORDS OF A NAME]
 *
 * It takes a picture of each hover, of the code lenses of each file, of the light bulb at each finding and of the views,
 * and says of each what a machine can tell: what scrolls, what is cut, where raw Markdown stands. `index.html` in the
 * folder shows all of them.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from '../../../scripts/steps/root.js';
import { serve } from '../../../scripts/vscode-host/serve.js';
import { ensureBrowserHost } from '../../../scripts/vscode-host/setup.js';
import { launchBrowser, openWindow } from '../../../scripts/vscode-host/window.js';
import { themes } from '../driven/themes.js';
import type { Theme } from '../driven/themes.js';
import { folderToShow } from './folder.js';
import { contactSheet } from './sheet.js';
import type { Shot, Shown } from './shots.js';
import { fixShots, hoverShots, lensShots, viewShots } from './shots.js';

const kinds = { hover: hoverShots, lens: lensShots, fixes: fixShots, views: viewShots } as const;
const SIZE = { width: 1440, height: 900 };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', default: Object.keys(kinds).join(',') },
      theme: { type: 'string', default: 'light' },
      out: { type: 'string', default: join(tmpdir(), 'trustscope-gallery') },
    },
  });
  const wanted = Object.entries(kinds).filter(([kind]) => values.only.split(',').includes(kind));
  const theme = Object.keys(themes).find((name): name is Theme => name === values.theme);
  if (wanted.length === 0 || theme === undefined) {
    throw new Error(
      `--only takes ${Object.keys(kinds).join(', ')}; --theme ${Object.keys(themes).join(', ')}`,
    );
  }
  const out = resolve(values.out);
  await mkdir(out, { recursive: true });
  const folder = await folderToShow();
  const host = await ensureBrowserHost();
  const server = await serve(host.serverMain, { extension: ROOT });
  const browser = await launchBrowser(host.browser);
  const taken: { readonly shot: Shot; readonly shown: Shown }[] = [];
  try {
    await server.configure({
      'workbench.colorTheme': themes[theme],
      'git.enabled': true,
      'files.autoSave': 'off',
      'window.restoreWindows': 'none',
      'workbench.reduceMotion': 'on',
    });
    const page = await openWindow(browser, server, { folder: folder.path, ...SIZE });
    page.setDefaultTimeout(15_000);
    await page.locator('.activitybar .action-item a[aria-label^="TrustScope"]').waitFor();
    for (const shot of wanted.flatMap(([, shots]) => shots(folder.path))) {
      if (!positionals.every((word) => shot.name.includes(word))) continue;
      const path = join(out, `${shot.name}.png`);
      const shown = await shot.take(page, path).catch(async (error: unknown): Promise<Shown> => {
        await page.screenshot({ path });
        return { remarks: [`not shown: ${firstLine(error)}`], detail: '' };
      });
      taken.push({ shot, shown });
      console.log(
        `${shown.remarks.length === 0 ? '✔' : '✘'} ${shot.name}: ${[...shown.remarks, shown.detail].join('; ')}`,
      );
    }
  } finally {
    server.stop();
    await browser.close();
    await folder.remove();
  }
  await writeFile(
    join(out, 'index.html'),
    contactSheet(taken.map(({ shot, shown }) => ({ name: shot.name, ...shown }))),
  );
  console.log(
    `${String(taken.length)} pictures, ${String(taken.filter(({ shown }) => shown.remarks.length > 0).length)} to look at first: ${join(out, 'index.html')}`,
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main();
  process.exit();
}
