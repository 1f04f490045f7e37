/** A command line run as on a terminal, and what it printed as a page. */
import { join } from 'node:path';
import { loweringTools } from '../../server/src/cli/loweringTools.js';
import { run } from '../../server/src/cli/run.js';
import { ROOT } from '../steps/root.js';

/** What the command prints on a terminal of that many columns, colours included. */
export async function runInTerminal(
  args: readonly string[],
  folder: string,
  columns: number,
): Promise<string> {
  let output = '';
  const tools = await loweringTools(join(ROOT, 'dist'));
  const code = run(args, {
    cwd: folder,
    env: { TERM: 'xterm-256color', FORCE_COLOR: '1' },
    out: (text) => (output += text),
    err: (text) => (output += text),
    readInput: () => Buffer.alloc(0),
    columns,
    // No progress bar: it is gone when the scan is done.
    errColumns: undefined,
    tools,
  });
  if (code > 1) throw new Error(`${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
}

/** The colours of VS Code's terminal in its light theme. */
const styles: Readonly<Record<string, string>> = {
  1: 'font-weight:600',
  2: 'opacity:.72',
  3: 'font-style:italic',
  4: 'text-decoration:underline',
  31: 'color:#cd3131',
  32: 'color:#107c10',
  33: 'color:#8a5a00',
  34: 'color:#0451a5',
  35: 'color:#bc05bc',
  36: 'color:#0b6e8f',
  90: 'color:#6b6b6b',
};

/** Which codes each of these ends. */
const endings: Readonly<Record<string, readonly string[]>> = {
  0: Object.keys(styles),
  22: ['1', '2'],
  23: ['3'],
  24: ['4'],
  39: ['31', '32', '33', '34', '35', '36', '90'],
};

/** The page that shows the command and its output. */
export function terminalPage(command: string, output: string, columns: number): string {
  return `<!DOCTYPE html><meta charset="utf-8"><style>
    body { margin: 0; display: inline-block; background: #fff; }
    pre { margin: 0; padding: 18px 22px; width: ${columns}ch; color: #2b2b2b; font: 13px/1.5 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
  </style><pre><span style="color:#107c10">$</span> <b>${escape(command)}</b>\n${toHtml(output)}</pre>`;
}

function toHtml(output: string): string {
  const on = new Set<string>();
  return output
    .trimEnd()
    .split(/(\u001b\[[\d;?]*[A-Za-z])/u)
    .map((piece) => {
      const codes = /^\u001b\[([\d;]*)m$/u.exec(piece)?.[1];
      if (codes !== undefined) switchStyles(on, codes);
      if (piece.startsWith('\u001b')) return '';
      const style = [...on].map((code) => styles[code]).join(';');
      return style === '' ? escape(piece) : `<span style="${style}">${escape(piece)}</span>`;
    })
    .join('');
}

function switchStyles(on: Set<string>, codes: string): void {
  for (const code of (codes === '' ? '0' : codes).split(';')) {
    for (const ended of endings[code] ?? []) on.delete(ended);
    if (styles[code] !== undefined) on.add(code);
  }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
