import type { Severity } from '../model/vocabulary.js';
import { parentUri, relativePath } from '../text/uri.js';
import type { Uri } from '../text/uri.js';
import type { Configuration } from './configuration.js';
import { matchesPath } from './globs.js';

/** The path of a file as the globs of its configuration speak of it: from the folder of `.trustscope.yml`. */
export function configuredPath(configuration: Configuration, uri: Uri): string {
  return configuration.uri === undefined ? '' : relativePath(parentUri(configuration.uri), uri);
}

/**
 * What the configuration says of a rule in the file at `path` (see `configuredPath`): a severity, `off` where the
 * rule is silent, `undefined` where it speaks with its own severity.
 */
export function settingFor(
  configuration: Configuration,
  ruleId: string,
  path: string,
): Severity | 'off' | undefined {
  const setting = Object.hasOwn(configuration.rules, ruleId) ? configuration.rules[ruleId] : undefined;
  if (setting === undefined) return undefined;
  if (setting.paths !== undefined && !matchesPath(setting.paths, path)) return 'off';
  if (setting.exclude !== undefined && matchesPath(setting.exclude, path)) return 'off';
  return setting.severity;
}

/** Whether the configuration keeps the file at `path` out of the analysis. */
export function isIgnored(configuration: Configuration, path: string): boolean {
  return matchesPath(configuration.ignore, path);
}
