import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answerAssetRequests } from '../../../client/src/ownAssets.js';
import { OWN_ASSETS } from '../../../server/src/core/analysis/ownAssets.js';
import type { ReadAssetParams, ReadAssetResult } from '../../../server/src/protocol.js';

const large = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
const readFile = vi.hoisted(() => vi.fn<(uri: string) => Promise<Uint8Array>>());

vi.mock('vscode', () => ({
  Uri: { joinPath: (...parts: readonly string[]) => parts.join('/') },
  workspace: { fs: { readFile } },
}));

beforeEach(() => {
  readFile.mockReset().mockResolvedValue(large);
});

/** What the client answers. */
function ask(name: string): Promise<ReadAssetResult> {
  let answer: ((params: ReadAssetParams) => Promise<ReadAssetResult>) | undefined;
  const client = { onRequest: (_: string, handler: typeof answer) => (answer = handler) };
  answerAssetRequests(client as never, 'extension' as never);
  return answer?.({ name }) ?? Promise.reject(new Error('not registered'));
}

describe("the extension's own files, for a server in a browser", () => {
  it.each(Object.values(OWN_ASSETS))('are handed over whole: %s', async (name) => {
    const { base64 } = await ask(name);
    expect(Buffer.from(base64 ?? '', 'base64').equals(large)).toBe(true);
    expect(readFile).toHaveBeenCalledExactlyOnceWith(`extension/dist/${name}`);
  });

  it.each(['server.cjs', '../package.json', 'aws-catalogue.txt/../server.cjs', ''])(
    'are not %j',
    async (name) => {
      await expect(ask(name)).resolves.toEqual({ base64: null });
      expect(readFile).not.toHaveBeenCalled();
    },
  );

  it('may be missing', async () => {
    readFile.mockRejectedValue(new Error('gone'));
    await expect(ask(OWN_ASSETS.shellGrammar)).resolves.toEqual({ base64: null });
  });
});
