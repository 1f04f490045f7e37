import { CancellationTokenSource } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import type { Files } from '../../server/src/lsp/files.js';
import { Loader } from '../../server/src/lsp/loader.js';
import type { Workspace } from '../../server/src/lsp/workspace.js';

const FOLDER = 'file:///repository';

/** A workspace that takes in what is read and names `named` once something was read. */
function workspaceThatNames(named: readonly string[]): Workspace {
  let hasRead = false;
  return {
    concerns: () => true,
    wanted: () => (hasRead ? named : []),
    expectMore: () => undefined,
    filesRead: () => {
      hasRead = true;
    },
  } as unknown as Workspace;
}

/** Files of which each is given when it is let go. */
class SlowFiles implements Files {
  readonly asked: string[] = [];
  readonly #letGo = new Map<string, () => void>();
  find: Files['find'];

  constructor(find: Files['find'] = () => Promise.resolve([])) {
    this.find = find;
  }

  read(uri: string): Promise<string | null> {
    this.asked.push(uri);
    if (!uri.endsWith('.yml')) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#letGo.set(uri, () => {
        resolve('text');
      });
    });
  }

  give(uri: string): void {
    this.#letGo.get(uri)?.();
  }
}

async function isDone(work: Promise<void>): Promise<boolean> {
  let done = false;
  void work.then(() => (done = true));
  await new Promise((resolve) => setTimeout(resolve, 0));
  return done;
}

describe('waiting until all is read', () => {
  it('waits for a file that is named and that another caller began to read', async () => {
    const named = `${FOLDER}/deploy/named.yml`;
    const files = new SlowFiles();
    const loader = new Loader(files, workspaceThatNames([named]));
    void loader.load([FOLDER]);
    await expect.poll(() => files.asked).toContain(named);
    const complete = loader.complete();
    expect(await isDone(complete)).toBe(false);
    files.give(named);
    await expect(complete).resolves.toBeUndefined();
    expect(files.asked.filter((uri) => uri === named)).toHaveLength(1);
  });

  it('ends when the last of several loads is cancelled', async () => {
    const cancellation = new CancellationTokenSource();
    const late = `${FOLDER}/late.yml`;
    let finds = 0;
    const files = new SlowFiles(() => Promise.resolve(++finds === 1 ? [] : [late]));
    const loader = new Loader(files, workspaceThatNames([]));
    const first = loader.load([FOLDER]);
    const second = loader.load([FOLDER], undefined, cancellation.token);
    const loaded = loader.loaded();
    await first;
    await expect.poll(() => files.asked).toContain(late);
    cancellation.cancel();
    files.give(late);
    await second;
    await expect(loaded).resolves.toBeUndefined();
  });

  it('ends when the folders cannot be searched', async () => {
    const loader = new Loader(
      new SlowFiles(() => Promise.reject(new Error('no such folder'))),
      workspaceThatNames([]),
    );
    await expect(loader.load([FOLDER])).rejects.toThrow('no such folder');
    await expect(loader.loaded()).resolves.toBeUndefined();
  });
});
