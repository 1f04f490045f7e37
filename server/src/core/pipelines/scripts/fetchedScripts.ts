/** A program that a script gets over the network and runs at once, as it is served. */
export interface FetchedScript {
  /** The address as it is written; variables in it stand as they are. */
  readonly address: string;
  /** Whose it is where the address tells: `owner/name` of a repository, else the host. */
  readonly from: string;
  /** The branch or the tag that the address names, where it names one. */
  readonly version?: string;
}

/** In UTF-16 units: as far as the end of one command is looked for. */
const WORDS = String.raw`(?:\$\([^()\n]{0,200}\)|"[^"\n]{0,400}"|'[^'\n]{0,400}'|[^|;&\n"'()]|&(?!&)){0,800}`;
const SHELL = String.raw`(?:sudo\s+(?:-\S+\s+|\w+=\S*\s+)*)?(?:env\s+)?(?:\/(?:usr\/)?bin\/)?(?:env\s+)?(?:ba|da|z|k)?sh`;

/** With a file or `-c` the shell runs that, and what comes through the pipe is only read. */
const READS_INPUT = String.raw`(?=\s*(?:$|[;&|)"'\x60]|\d?[<>]|-(?!c\b)[-\w]*(?:\s|$)))`;

/** What is fetched stands in the first group, or in the second. */
const RUN_AS_SERVED = new RegExp(
  String.raw`\b((?:curl|wget)\s${WORDS})(?:\|[^|;&\n]{0,200}){0,2}\|\s*${SHELL}${READS_INPUT}` +
    String.raw`|(?:\b(?:ba|z|k)?sh\s+(?:-[^c\s]\S*\s+)*<\(|\b(?:ba|da|z|k)?sh\s+-\w*c\s+["']?(?:\$\(|\x60)|\beval\s+["']?(?:\$\(|\x60)|(?:^|[\n;&|]\s*)(?:source|\.)\s+<\()\s*((?:curl|wget)\s${WORDS})`,
  'gmu',
);

const ADDRESS = /https?:\/\/[^\s"'|)`<>]+/u;

/** Programs of others that a script runs as they are served; not those whose address fixes the content. Total. */
export function fetchedScripts(script: string): readonly FetchedScript[] {
  if (!/\b(?:curl|wget)\s/u.test(script)) return [];
  const code = script.replace(/(^|\s)#[^\n]*/gu, '$1').replace(/\\\r?\n/gu, ' ');
  const found = new Map<string, FetchedScript>();
  for (const [, piped = '', substituted = ''] of code.matchAll(RUN_AS_SERVED)) {
    const address = ADDRESS.exec(piped + substituted)?.[0];
    const fetched = address === undefined || isFixed(address, code) ? undefined : fetchedFrom(address);
    if (fetched !== undefined) found.set(fetched.address, fetched);
  }
  return [...found.values()];
}

/** A commit or a digest in the address, written out or by a variable of the script. */
function isFixed(address: string, code: string): boolean {
  if (/[/@=][0-9a-f]{40}(?:[0-9a-f]{24})?(?=[/?&]|$)/iu.test(address)) return true;
  return [...address.matchAll(/\$\{?(\w+)/gu)].some(([, name = '']) =>
    new RegExp(String.raw`\b${name}=["']?[0-9a-f]{40}\b`, 'iu').test(code),
  );
}

/** Hosts that serve the files of repositories, with the revision behind the name. */
const OF_REPOSITORY =
  /^https?:\/\/(?:raw\.githubusercontent\.com\/([\w.-]+\/[\w.-]+)\/(?:refs\/(?:heads|tags)\/)?([^/?]+)\/|github\.com\/([\w.-]+\/[\w.-]+)\/(?:raw|blob)\/(?:refs\/(?:heads|tags)\/)?([^/?]+)\/|github\.com\/([\w.-]+\/[\w.-]+)\/releases\/(?:latest\/()download|download\/([^/?]+))\/)/iu;

/** The machine itself, or an address that only the run tells. */
const NOT_ELSEWHERE = /^https?:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::1\]|[^/]*\$)/iu;

function fetchedFrom(address: string): FetchedScript | undefined {
  if (NOT_ELSEWHERE.test(address)) return undefined;
  const groups: readonly (string | undefined)[] = OF_REPOSITORY.exec(address)?.slice(1) ?? [];
  const [from, version] = groups.filter((group) => group !== undefined);
  if (from !== undefined && version !== undefined) {
    return { address, from, version: version === '' ? 'latest' : version };
  }
  const host = /^https?:\/\/([^/?#:]+)/iu.exec(address)?.[1];
  if (host === undefined) return undefined;
  const numbered = /[/@](v?\d+(?:\.\d+){1,3})(?=[/?]|$)/u.exec(address)?.[1];
  return { address, from: host, ...(numbered === undefined ? {} : { version: numbered }) };
}
