/*
 * What modules can do that a script for Node takes in, as far as it matters to a token: Node's own by
 * https://nodejs.org/api. Not among the quiet ones: `vm`, `module`, `worker_threads`, `cluster`, `repl` and `inspector`,
 * which run what they are given.
 */

/** Modules of Node that neither ask a network nor run programs; what they run is seen where it is called. */
const QUIET =
  'assert assert/strict async_hooks buffer child_process console constants crypto diagnostics_channel events fs fs/promises os path path/posix path/win32 perf_hooks process querystring readline readline/promises stream stream/promises stream/web string_decoder test timers timers/promises tty url util util/types v8 zlib';

/** Modules of Node that ask a network. */
const ASKING = 'dgram dns dns/promises http http2 https net tls';

/**
 * Libraries of others that work on data, texts, files and the screen, by what they are known for. None counts as quiet:
 * one does what libraries do by custom, as a build tool does, and a token in its environment leaves open what it does.
 */
const OF_DATA =
  'acorn ajv ansi-colors chalk chokidar cheerio commander csv-parse dayjs date-fns deepmerge diff dotenv ejs escape-string-regexp fast-glob fast-xml-parser fs-extra glob globby gray-matter handlebars ini js-yaml json5 jsonc-parser kleur lodash magic-string marked micromatch mime minimatch minimist mkdirp moment ms mustache nanoid ora parse5 picocolors picomatch rimraf semver slash strip-ansi toml uuid xml2js yaml yargs zod';

const QUIET_SET: ReadonlySet<string> = new Set(QUIET.split(' '));
const ASKING_SET: ReadonlySet<string> = new Set(ASKING.split(' '));
const OF_DATA_SET: ReadonlySet<string> = new Set(OF_DATA.split(' '));

/** What a module can do by itself; `other` for one that is not known. */
export function javascriptModule(name: string): 'quiet' | 'asks' | 'library' | 'other' {
  const own = name.replace(/^node:/u, '');
  if (QUIET_SET.has(own)) return 'quiet';
  if (ASKING_SET.has(own)) return 'asks';
  const [root = ''] = name.split('/');
  return OF_DATA_SET.has(root) ? 'library' : 'other';
}
