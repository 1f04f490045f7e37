import { decode } from '../../disk/readText.js';
import type { Terminal } from '../terminal.js';
import { readHookInput } from './hookInput.js';
import { mayMatter } from './judgeEdit.js';

/** Whether the guard will have to read files for what it is told; where that cannot be read it says so itself. */
export function hasWork(terminal: Terminal): boolean {
  try {
    const { edits, cwd } = readHookInput(decode(terminal.readInput()).text, terminal.cwd);
    return mayMatter(edits, cwd);
  } catch {
    return false;
  }
}
