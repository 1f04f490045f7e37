import { run } from '../../../server/src/cli/run.js';

/** What one command line printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface FakeTerminal {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  readonly columns?: number;
  readonly errColumns?: number;
  readonly serve?: () => void;
}

/** Runs a command line in `cwd` without a process. */
export function runIn(cwd: string, words: readonly string[], terminal: FakeTerminal = {}): Ran {
  let out = '';
  let err = '';
  const code = run(words, {
    cwd,
    env: terminal.env ?? {},
    out: (text) => (out += text),
    err: (text) => (err += text),
    readInput: () => Buffer.from(terminal.input ?? ''),
    columns: terminal.columns,
    errColumns: terminal.errColumns,
    ...(terminal.serve === undefined ? {} : { serve: terminal.serve }),
  });
  return { code, out, err };
}
