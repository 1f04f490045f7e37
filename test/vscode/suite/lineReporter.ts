import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { normalize } from 'node:path/posix';
import Mocha from 'mocha';
import { suiteMark } from '../../../scripts/vscode-host/suiteLog.js';

/** One line per test, and below a failed one its message and stack: readable when it arrives line by line. */
export class LineReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Mocha.Runner.constants;
    runner.on(EVENT_TEST_PASS, (test) => {
      print(`ok    ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on(EVENT_TEST_PENDING, (test) => {
      print(`skip  ${test.fullTitle()}`);
    });
    runner.on(EVENT_TEST_FAIL, (test, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      print(`FAIL  ${test.fullTitle()}\n${toSources(text).replaceAll(/^/gm, '      ')}`);
    });
  }
}

function print(text: string): void {
  console.log(suiteMark + text);
}

/**
 * Names the places of a stack by the files that were written, without the frames of packages. Done here because
 * VS Code formats stacks itself, which switches Node's own use of source maps off.
 */
function toSources(stack: string): string {
  const map = new SourceMap(JSON.parse(readFileSync(`${__filename}.map`, 'utf8')) as SourceMapPayload);
  const mapped = stack.replaceAll(/[^\s(]*suite\.cjs:(\d+):(\d+)/g, (place, line: string, column: string) => {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) return place;
    const { originalSource, originalLine, originalColumn } = entry;
    const file = normalize(`test/vscode/out/${originalSource}`);
    return `${file}:${originalLine + 1}:${originalColumn + 1}`;
  });
  return mapped
    .split('\n')
    .filter((line) => !/^\s+at .*node_modules/.test(line))
    .join('\n');
}
