import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const runner = fileURLToPath(import.meta.resolve('vscode-tmgrammar-test/dist/unit.js'));
/** The grammar into which ours is injected. */
const yaml = fileURLToPath(import.meta.resolve('tm-grammars/grammars/yaml.json'));

it('colours suppression comments as the markers in test/syntaxes say', async () => {
  const args = [runner, '--config', 'package.json', '--grammar', yaml, 'test/syntaxes/*.markers'];
  // It exits with a failure and prints the marker that does not hold.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stdout).toContain('suppression.yml.markers run success');
});
