import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

/**
 * The file by which pipelines start, and what projects by custom include in it. GitLab itself takes any path that the
 * project's settings or an `include` names.
 * https://docs.gitlab.com/ci/pipelines/settings/#specify-a-custom-cicd-configuration-file
 */
const BY_PATH =
  /(?:^|\/)(?:[^/]*\.gitlab-ci\.ya?ml|\.gitlab-ci\/(?:[^/]+\/)*[^/]+\.ya?ml|\.gitlab\/ci\/(?:[^/]+\/)*[^/]+\.ya?ml)$/u;

/** A folder of GitLab's in which other things stand as well. */
const OF_GITLAB = /(?:^|\/)\.gitlab\//u;

/** Folders of packages and of documentation: what stands there runs nowhere. */
const ELSEWHERE = /(?:^|\/)(?:node_modules|charts|docs?)\//u;

/** Keys at the top level, one of which a file that is known by its content alone has. */
const TOP = /^(?:stages|include|workflow|default|variables|before_script)[ \t]*:/mu;
/** What stands in jobs of GitLab, and in no others of this shape. */
const OWN = /^stages[ \t]*:|!reference\b|\$\{?CI_(?:COMMIT|PIPELINE|JOB|REGISTRY|PROJECT|MERGE|DEFAULT)/mu;

/** Whether a file is one of GitLab CI/CD: by its path, or where it can hardly be anything else. */
export function select({ path, text }: FileDescriptor): Sureness {
  if (BY_PATH.test(path)) return SURE.place;
  if (!/\.ya?ml$/u.test(path) || ELSEWHERE.test(path) || text.length > 300_000) return SURE.not;
  const isOfGitLab = OF_GITLAB.test(path);
  if (!isOfGitLab && !(TOP.test(text) && OWN.test(text))) return SURE.not;
  if (!text.includes('script') || !isMadeOfJobs(text)) return SURE.not;
  return isOfGitLab ? SURE.custom : SURE.looks;
}

/** What may stand at the top level besides jobs. https://docs.gitlab.com/ci/yaml/#keywords */
const GLOBAL =
  /^(?:after_script|before_script|cache|default|image|include|services|spec|stages|types|variables|workflow)$/u;
/** Keys of a job. One that only changes an included job has few of them. https://docs.gitlab.com/ci/yaml/#job-keywords */
const OF_JOB =
  /^(?:after_script|allow_failure|artifacts|before_script|cache|coverage|dast_configuration|dependencies|environment|except|extends|hooks|id_tokens|identity|image|inherit|interruptible|manual_confirmation|needs|only|pages|parallel|release|resource_group|retry|rules|run|script|secrets|services|stage|start_in|tags|timeout|trigger|variables|when|<<)$/u;

/**
 * Whether the file is one that GitLab would take: at its top level nothing but GitLab's own keywords, what begins with a
 * dot, and mappings with keys of a job; and one of these has a script.
 */
function isMadeOfJobs(text: string): boolean {
  const entries = topLevel(text);
  return (
    entries.some(({ name, keys }) => hasJobs(name) && keys.includes('script')) && entries.every(isAllowed)
  );
}

function hasJobs(name: string): boolean {
  return !/^(?:default|variables|include|workflow)$/u.test(name);
}

function isAllowed({ name, isMapping, keys }: TopLevelEntry): boolean {
  if (GLOBAL.test(name) || name.startsWith('.')) return true;
  return isMapping && (keys.length === 0 || keys.some((key) => OF_JOB.test(key)));
}

/** An entry of the top level, as far as its lines show. */
interface TopLevelEntry {
  readonly name: string;
  /** Its value may be a mapping: it is no sequence, and no scalar. */
  isMapping: boolean;
  /** How far in the keys of its value stand. */
  indent: number;
  readonly keys: string[];
}

function topLevel(text: string): readonly TopLevelEntry[] {
  const entries: TopLevelEntry[] = [];
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ ]/u);
    if (indent < 0 || /^\s*(?:#|$)/u.test(line)) continue;
    const entry = entries.at(-1);
    if (indent === 0) {
      const { name, value = '' } = TOP_KEY.exec(line)?.groups ?? {};
      if (entry !== undefined && line.startsWith('- ')) entry.isMapping = false;
      else if (name !== undefined) {
        entries.push({ name, isMapping: !SCALAR.test(value), indent: 0, keys: [] });
      }
    } else if (entry !== undefined) {
      if (entry.indent === 0) entry.indent = indent;
      if (indent === entry.indent) readChild(line.slice(indent), entry);
    }
  }
  return entries;
}

/** A key in the first column, quoted or not; names of jobs may have blanks and colons. */
const TOP_KEY = /^(?<quote>["']?)(?<name>[^\s"'#-].*?)\k<quote>[ \t]*:(?:[ \t]+(?<value>.*?))?\s*$/u;
/** A value on the line of its key that is no mapping in braces, and no name of one that stands elsewhere. */
const SCALAR = /^(?:&\S+\s+|!\S+\s+)?[^\s#&!*{]/u;

function readChild(line: string, entry: TopLevelEntry): void {
  const key = /^([\w.-]+|<<)[ \t]*:(?:\s|$)/u.exec(line)?.[1];
  if (key !== undefined) entry.keys.push(key);
  // Below a key, a sequence may stand as far in as the key.
  else if (entry.keys.length === 0 && /^-\s/u.test(line)) entry.isMapping = false;
}
