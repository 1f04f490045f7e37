import type { PipelineScript } from '../../pipelines/script.js';
import { readPipelineScript } from '../../pipelines/script.js';
import type { Reading } from './reading.js';
import type { Step } from './steps.js';

/** The script of a step, read; `undefined` for a step without one. A command that many jobs run is read once. */
export function stepScript(reading: Reading, { script, shell }: Step): PipelineScript | undefined {
  if (script === undefined) return undefined;
  const isBash = shell === undefined || /(?:^|\/)(?:ba)?sh(?:\.exe)?\b/u.test(shell);
  const key = `${String(isBash)} ${script.text}`;
  const read =
    reading.scripts.get(key) ?? readPipelineScript(script.text, { isBash, parseShell: reading.parseShell });
  reading.scripts.set(key, read);
  return read;
}
