import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

const WORKFLOW = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/u;
const ACTION = /(?:^|\/)action\.ya?ml$/u;

/** GitHub reads workflows from this one folder; actions stand wherever `uses: ./…` points. */
export function select({ path, text }: FileDescriptor): Sureness {
  return isWorkflow(path) || (ACTION.test(path) && /^runs\s*:/mu.test(text)) ? SURE.place : SURE.not;
}

/** Whether a file is a workflow, by its path or address. */
export function isWorkflow(path: string): boolean {
  return WORKFLOW.test(path);
}
