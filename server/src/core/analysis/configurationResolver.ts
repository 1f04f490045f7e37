import { baseName, parentUri } from '../text/uri.js';
import type { Uri } from '../text/uri.js';
import type { Configuration } from './configuration.js';
import { DEFAULT_CONFIGURATION } from './defaultConfiguration.js';

/** Names of a configuration file; of two in one folder the first counts. */
export const CONFIGURATION_NAMES: readonly string[] = ['.trustscope.yml', '.trustscope.yaml'];

/** Whether `uri` names a configuration file. */
export function isConfigurationFile(uri: Uri): boolean {
  return CONFIGURATION_NAMES.includes(baseName(uri));
}

/**
 * Tells for each file which configuration counts: that of the nearest folder upwards, alone. Nothing is merged, so
 * that one file says all there is to say.
 */
export function configurationResolver(
  configurations: ReadonlyMap<Uri, Configuration>,
): (uri: Uri) => Configuration {
  const byFolder = new Map<Uri, Configuration>();

  const nearest = (folder: Uri): Configuration => {
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const own = CONFIGURATION_NAMES.map((name) => configurations.get(`${folder}/${name}`)).find(Boolean);
    const parent = parentUri(folder);
    const found = own ?? (parent === folder ? DEFAULT_CONFIGURATION : nearest(parent));
    byFolder.set(folder, found);
    return found;
  };
  return (uri) => nearest(parentUri(uri));
}
