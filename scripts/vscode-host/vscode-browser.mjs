#!/usr/bin/env node
// The executable that `@vscode/test-electron` starts in place of the desktop VS Code: see launcher.ts.
import { tsImport } from 'tsx/esm/api';

const { main } = await tsImport('./launcher.ts', import.meta.url);
await main(process.argv.slice(2));
