import type { Include } from '../includes.js';

/** What of the workspace a composition may read. */
export interface PipelineFiles<File> {
  /** A file by its path below the workspace folder. */
  readonly file: (path: string) => File | undefined;
  /** Paths of known files that a glob matches, sorted. */
  readonly matching: (glob: string) => readonly string[];
}

/** Where the files of an include are; or why they are not here. */
export type Located<File> =
  { readonly files: readonly File[] } | { readonly files: readonly []; readonly why: string };

/** The project's own address, as components and projects are named by it. */
const OWN_PROJECT = /^\$\{?CI_PROJECT_(?:PATH|NAMESPACE\}?\/\$\{?CI_PROJECT_NAME)\}?$/u;
const OWN_COMPONENT =
  /^\$\{?CI_SERVER_(?:FQDN|HOST)\}?\/\$\{?CI_PROJECT_(?:PATH|NAMESPACE\}?\/\$\{?CI_PROJECT_NAME)\}?\/(?<name>[\w.-]+)@/u;

/** Folders above that are looked into for the top of the repository. */
const MOST_LEVELS = 8;

/**
 * Finds the files of includes. Their paths begin at the top of the repository, which no file tells: it is the nearest
 * folder from which the first of them is found.
 * https://docs.gitlab.com/ci/yaml/#includelocal
 */
export class Locations<File> {
  #root: string | undefined;

  /** @param entry the path of the file by which the configuration begins */
  constructor(
    readonly files: PipelineFiles<File>,
    readonly entry: string,
  ) {}

  of({ kind, name, paths }: Include): Located<File> {
    switch (kind) {
      case 'local':
        return this.#local(name);
      case 'component': {
        const own = OWN_COMPONENT.exec(name)?.groups?.['name'];
        return own === undefined
          ? { files: [], why: 'it is a component of another project' }
          : this.#component(own);
      }
      case 'project':
        return OWN_PROJECT.test(name) && paths !== undefined
          ? this.#all(paths)
          : { files: [], why: 'it stands in another project' };
      case 'remote':
        return { files: [], why: 'it is fetched from elsewhere' };
      case 'template':
        return { files: [], why: 'it comes with GitLab' };
      default:
        return { files: [], why: 'an earlier job makes it' };
    }
  }

  #all(names: readonly string[]): Located<File> {
    const found = names.map((name) => this.#local(name));
    const missing = found.find((located) => 'why' in located);
    return missing ?? { files: found.flatMap(({ files }) => files) };
  }

  #local(name: string): Located<File> {
    const path = name.replace(/^\/+/u, '');
    if (path.includes('$')) return { files: [], why: 'which file it is, is computed' };
    if (/[*?]/u.test(path)) {
      const found = this.#first((root) => {
        const files = this.files.matching(joined(root, path)).flatMap((each) => this.files.file(each) ?? []);
        return files.length === 0 ? undefined : files;
      });
      return found === undefined
        ? { files: [], why: 'no file of this workspace is called so' }
        : { files: found };
    }
    const found = this.#first((root) => this.files.file(joined(root, path)));
    return found === undefined ? { files: [], why: NOT_HERE } : { files: [found] };
  }

  /** https://docs.gitlab.com/ci/components/#directory-structure */
  #component(name: string): Located<File> {
    const found = this.#first(
      (root) =>
        this.files.file(joined(root, `templates/${name}.yml`)) ??
        this.files.file(joined(root, `templates/${name}/template.yml`)),
    );
    return found === undefined ? { files: [], why: NOT_HERE } : { files: [found] };
  }

  #first<Found>(find: (root: string) => Found | undefined): Found | undefined {
    if (this.#root !== undefined) return find(this.#root);
    const folders = this.entry.split('/').slice(0, -1);
    for (let depth = folders.length; depth >= Math.max(0, folders.length - MOST_LEVELS); depth--) {
      const root = folders.slice(0, depth).join('/');
      const found = find(root);
      if (found === undefined) continue;
      this.#root = root;
      return found;
    }
    return undefined;
  }
}

const NOT_HERE = 'the file is not in this workspace';

function joined(root: string, path: string): string {
  return root === '' ? path : `${root}/${path}`;
}
