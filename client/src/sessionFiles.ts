import type { Disposable } from 'vscode';
import { commands, Uri } from 'vscode';
import type { Requests } from './requests.js';

/** The key by which menus know the files in which sessions stand. */
const KEY = 'trustscope.files';

/** Changes that follow each other at once are asked about once. */
const REST_MILLISECONDS = 300;

/** Tells menus in which files sessions stand, whatever kind of file that is, so that the shield is there for each. */
export class SessionFiles implements Disposable {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly requests: Requests) {}

  /** Asks again, soon. */
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.tell(), REST_MILLISECONDS);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private async tell(): Promise<void> {
    try {
      const { groups } = await this.requests.overview({ groupBy: 'file', search: '' });
      const paths = groups.flatMap(({ uri }) => (uri === undefined ? [] : pathsOf(Uri.parse(uri))));
      await commands.executeCommand('setContext', KEY, paths);
    } catch {
      // The server stopped; the shield stays where it was.
    }
  }
}

/**
 * A file as menus know it: by its path, since in a remote window its address has another scheme there than here. That of
 * a local file is written as its system writes it.
 */
function pathsOf({ fsPath, path }: Uri): readonly string[] {
  return fsPath === path ? [path] : [fsPath, path];
}
