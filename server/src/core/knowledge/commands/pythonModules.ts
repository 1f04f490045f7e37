/*
 * What Python's modules can do, as far as it matters to a token: the standard library by
 * https://docs.python.org/3/library/index.html, others by their pages on https://pypi.org.
 */

/** Modules of the standard library that neither ask a network nor run programs; what `os` and `subprocess` run is seen where it is called. */
const QUIET =
  '__future__ abc argparse array ast base64 binascii bisect bz2 calendar cmath collections colorsys configparser contextlib contextvars copy copyreg csv dataclasses datetime decimal difflib dis enum errno filecmp fileinput fnmatch fractions functools gc getopt getpass gettext glob graphlib gzip hashlib heapq hmac html inspect io ipaddress itertools json keyword linecache locale logging lzma math mimetypes numbers operator os pathlib pickle platform pprint queue quopri random re reprlib sched secrets shelve shlex shutil signal stat statistics string stringprep struct subprocess sys sysconfig tarfile tempfile textwrap threading time timeit token tokenize tomllib traceback types typing unicodedata unittest uuid warnings weakref xml zipfile zlib zoneinfo';

/** Modules that ask a network: those of the standard library, and clients of the web. */
const ASKING =
  'asyncio ftplib http imaplib poplib smtplib socket socketserver ssl telnetlib urllib xmlrpc aiohttp httpx requests urllib3 websocket websockets';

/** Libraries of others that work on data, texts and the screen. */
const OF_DATA =
  'attr attrs bs4 cattrs chardet click colorama cryptography dateutil dotenv html5lib jinja2 jsonschema lxml markdown matplotlib mistune mypy_extensions nbformat networkx numpy orjson packaging pandas PIL polars psutil pydantic pygments pyparsing pytz regex rich ruamel scipy seaborn semver simplejson six sortedcontainers sympy tabulate termcolor tinycss2 toml tomli tomli_w tomlkit tqdm typer typing_extensions ujson unidiff wcwidth yaml zstandard';

const SETS = {
  quiet: new Set(QUIET.split(' ')),
  asking: new Set(ASKING.split(' ')),
  ofData: new Set(OF_DATA.split(' ')),
} as const;

/** What a module can do by itself; `other` for one that is not known. */
export function pythonModule(name: string): 'quiet' | 'asks' | 'library' | 'other' {
  if (SETS.quiet.has(name)) return 'quiet';
  if (SETS.asking.has(name)) return 'asks';
  return SETS.ofData.has(name) ? 'library' : 'other';
}
