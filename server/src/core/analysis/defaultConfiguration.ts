import type { Configuration } from './configuration.js';

/** An hour covers builds; what runs longer should say why. */
const LONG_SESSION_SECONDS = 3600;

/** What counts where no `.trustscope.yml` is found. */
export const DEFAULT_CONFIGURATION: Configuration = {
  uri: undefined,
  rules: {},
  assume: { environments: {}, runners: {} },
  sensitive: {},
  limits: { longSessionSeconds: LONG_SESSION_SECONDS },
  ignore: [],
  actions: new Map(),
  scopes: [],
};
