/*
 * What Python's modules can do, as far as it matters to a token. The standard library by its sources
 * (https://github.com/python/cpython/tree/3.11/Lib): of each module below it was looked at what it takes in and runs.
 */

/**
 * Modules of the standard library that neither ask a network nor run what they are given; what `os` and `subprocess` run
 * is seen where it is called. Not among them: `pickle` and `shelve`, which run what a file says (https://docs.python.org/3/library/pickle.html),
 * `timeit`, which runs a text, and `unittest`, which looks for tests to run.
 */
const QUIET =
  '__future__ abc argparse array ast base64 binascii bisect bz2 calendar cmath collections colorsys configparser contextlib contextvars copy copyreg csv dataclasses datetime decimal difflib dis enum errno filecmp fileinput fnmatch fractions functools gc getopt getpass gettext glob graphlib gzip hashlib heapq hmac html inspect io ipaddress itertools json keyword linecache locale logging lzma math mimetypes numbers operator os pathlib platform pprint queue quopri random re reprlib sched secrets shlex shutil signal stat statistics string stringprep struct subprocess sys sysconfig tarfile tempfile textwrap threading time token tokenize tomllib traceback types typing unicodedata uuid warnings weakref xml zipfile zlib zoneinfo';

/** Modules that ask a network: those of the standard library, and clients of the web. */
const ASKING =
  'asyncio ftplib http imaplib poplib smtplib socket socketserver ssl telnetlib urllib xmlrpc aiohttp httpx requests urllib3 websocket websockets';

/** Parts of quiet modules that ask one all the same: handlers send records, `logging.config` may name any, parsers open addresses. */
const ASKING_PARTS: ReadonlySet<string> = new Set(['logging.config', 'logging.handlers', 'xml.sax']);

/**
 * Libraries of others that work on data, texts and the screen, by what they are known for. None counts as quiet: one does
 * what libraries do by custom, as a build tool does, and a token in its environment leaves open what it does.
 */
const OF_DATA =
  'attr attrs bs4 cattrs chardet click colorama cryptography dateutil dotenv html5lib jinja2 jsonschema lxml markdown matplotlib mistune mypy_extensions nbformat networkx numpy orjson packaging pandas PIL polars psutil pydantic pygments pyparsing pytz regex rich ruamel scipy seaborn semver simplejson six sortedcontainers sympy tabulate termcolor tinycss2 toml tomli tomli_w tomlkit tqdm typer typing_extensions ujson unidiff wcwidth yaml zstandard';

const SETS = {
  quiet: new Set(QUIET.split(' ')),
  asking: new Set(ASKING.split(' ')),
  ofData: new Set(OF_DATA.split(' ')),
} as const;

/**
 * What a module can do by itself; `other` for one that is not known.
 *
 * @param module as it is written, with its dots
 * @param names what is taken from it
 */
export function pythonModule(
  module: string,
  names: readonly string[] = [],
): 'quiet' | 'asks' | 'library' | 'other' {
  if ([module, ...names.map((name) => `${module}.${name}`)].some((part) => ASKING_PARTS.has(part))) {
    return 'asks';
  }
  const [name = ''] = module.split('.');
  if (SETS.quiet.has(name)) return 'quiet';
  if (SETS.asking.has(name)) return 'asks';
  return SETS.ofData.has(name) ? 'library' : 'other';
}
