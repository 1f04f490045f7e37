/** The repository that a folder was cloned from. */
export interface ClonedFrom {
  /** `owner/name`; of GitLab the owner may be groups in groups. */
  readonly name: string;
  readonly host: string;
}

/**
 * Reads the address of `origin` out of a `.git/config`; undefined where there is none that names a repository.
 * https://git-scm.com/docs/git-config#_syntax, https://git-scm.com/docs/git-clone#_git_urls
 */
export function clonedFrom(config: string): ClonedFrom | undefined {
  let isOrigin = false;
  for (const line of config.split(/\r\n|[\r\n]/u)) {
    const section = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/u.exec(line);
    if (section !== null) isOrigin = section[1]?.toLowerCase() === 'remote' && section[2] === 'origin';
    const url = isOrigin ? /^\s*url\s*=\s*"?([^"\s;#]+)"?/iu.exec(line)?.[1] : undefined;
    if (url !== undefined) return repositoryAt(url);
  }
  return undefined;
}

const WITH_SCHEME = /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/(.+)$/iu;
const LIKE_SCP = /^(?:[\w.-]+@)?([\w.-]+):(?!\/)(.+)$/u;

function repositoryAt(url: string): ClonedFrom | undefined {
  const [, host, path] = WITH_SCHEME.exec(url) ?? LIKE_SCP.exec(url) ?? [];
  const name = path?.replace(/\/+$/u, '').replace(/\.git$/u, '');
  if (host === undefined || name === undefined || !/^[\w.-]+(?:\/[\w.-]+)+$/u.test(name)) return undefined;
  return { host: host.toLowerCase().replace(/^ssh\./u, ''), name };
}
