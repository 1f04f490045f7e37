import { describe, expect, it } from 'vitest';
import { Random } from '../support/random.js';
import { ROOT, TestEditor, uriOf } from './testEditor.js';

const WORKFLOW = '.github/workflows/w.yml';
const TEXT =
  'on: pull_request_target\npermissions: write-all\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n';

const REQUESTS = [
  'textDocument/hover',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/completion',
  'textDocument/codeLens',
  'textDocument/documentLink',
  'textDocument/inlayHint',
  'textDocument/codeAction',
  'textDocument/diagnostic',
  'workspace/diagnostic',
  'workspace/executeCommand',
  'codeAction/resolve',
  'trustscope/sessionCard',
  'trustscope/sessionWidth',
  'trustscope/overview',
  'trustscope/overviewSessions',
  'trustscope/exportReport',
  'trustscope/scanWorkspace',
  'trustscope/noSuchRequest',
];
const NOTIFICATIONS = [
  'textDocument/didOpen',
  'textDocument/didChange',
  'textDocument/didClose',
  'textDocument/didSave',
  'workspace/didChangeWatchedFiles',
  'workspace/didChangeConfiguration',
  'workspace/didChangeWorkspaceFolders',
  '$/setTrace',
  '$/noSuchNotification',
];

/** Parameters as careless and hostile clients send them: right in part, of other kinds, or out of all bounds. */
function junk(random: Random): unknown {
  const number = (): unknown => random.pick([0, -1, 3, 1e9, 0.5, Number.MAX_SAFE_INTEGER, null, 'x', []]);
  const position = (): unknown =>
    random.pick<unknown>([{ line: number(), character: number() }, { line: 1, character: 2 }, null, 7, {}]);
  const range = (): unknown => random.pick<unknown>([{ start: position(), end: position() }, {}, null]);
  const uri = (): unknown =>
    random.pick<unknown>([
      uriOf('x.yml'),
      uriOf('../../etc/passwd'),
      'untitled:1',
      '',
      '::',
      3,
      null,
      `${ROOT}/%zz`,
    ]);
  const document = {
    uri: uri(),
    version: number(),
    languageId: random.pick<unknown>(['yaml', '', null]),
    text: random.pick<unknown>([TEXT, '', '\0', 3, null]),
  };
  return random.pick<unknown>([
    0,
    null,
    [],
    'text',
    {},
    {
      textDocument: random.pick<unknown>([document, null, {}, 'x']),
      position: position(),
      range: range(),
      uri: uri(),
      context: random.pick<unknown>([
        { diagnostics: [] },
        { diagnostics: [{ range: range(), code: 3 }] },
        null,
      ]),
      contentChanges: random.pick<unknown>([[{ range: range(), text: TEXT }], [{}], [], null, 'x']),
      changes: random.pick<unknown>([[{ uri: uri(), type: number() }], [{}], null]),
      event: random.pick<unknown>([{ added: [{ uri: uri(), name: 'x' }], removed: [] }, null]),
      settings: random.pick<unknown>([{ trustscope: { minSeverity: number() } }, null, 3]),
      format: random.pick<unknown>(['json', 'no such', null]),
      groupBy: random.pick<unknown>(['width', 'no such', null]),
      group: random.pick<unknown>(['', 'narrow', 3]),
      command: random.pick<unknown>(['trustscope.x', null]),
      previousResultIds: random.pick<unknown>([[], null, [{}]]),
    },
  ]);
}

async function storm(editor: TestEditor, random: Random): Promise<void> {
  const answers: Promise<unknown>[] = [];
  for (let count = 0; count < 300; count += 1) {
    // An error is an answer; what must not be is none.
    if (random.chance(0.5)) {
      const answer = editor.client.sendRequest(random.pick(REQUESTS), junk(random));
      answers.push(answer.catch(() => undefined));
    } else await editor.client.sendNotification(random.pick(NOTIFICATIONS), junk(random) as object);
  }
  await Promise.all(answers);
}

describe('messages of all kinds with parameters that are wrong', () => {
  it.each(['one', 'two', 'three', 'four'])(
    'are answered, and nothing is worse after them (%s)',
    async (seed) => {
      const [calm, stormy] = [await TestEditor.start(), await TestEditor.start()];
      try {
        await storm(stormy, Random.of(seed));
        for (const editor of [calm, stormy]) await editor.open(WORKFLOW, TEXT);
        const said = await stormy.diagnostics(WORKFLOW);
        expect(said).toEqual(await calm.diagnostics(WORKFLOW));
        expect(said.length).toBeGreaterThan(0);
      } finally {
        calm.dispose();
        stormy.dispose();
      }
    },
  );
});
