import type { Configuration } from '../../../server/src/core/analysis/configuration.js';
import { readConfiguration } from '../../../server/src/core/analysis/readConfiguration.js';
import { parse } from '../../../server/src/core/syntax/parse.js';

export const RULE_IDS = ['long-session', 'ungated-secret', 'broad-token-permissions'];
export const CONFIGURATION_URI = 'file:///w/shop/.trustscope.yml';

/** The configuration that a text stands for, and its problems as `message @ text they point at`. */
export function read(text: string): { configuration: Configuration; problems: string[] } {
  const { configuration, problems } = readConfiguration(CONFIGURATION_URI, parse(text, 'yaml'), RULE_IDS);
  return {
    configuration,
    problems: problems.map(({ message, range }) => `${message} @ ${text.slice(range.start, range.end)}`),
  };
}
