import { shownMessage } from '../core/text/quoted.js';

/** A line for standard error. Names of files stand in it, and may hold what a terminal would act upon. */
export function remark(message: string): string {
  return `trustscope: ${shownMessage(message)}\n`;
}
