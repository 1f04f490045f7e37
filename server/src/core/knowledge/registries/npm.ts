/*
 * npm's registry, as far as scripts tell: https://docs.npmjs.com/trusted-publishers, https://docs.npmjs.com/staged-publishing
 * and https://docs.npmjs.com/cli/v11/commands/npm-stage.
 */

/** The audience of the token that npm's own command exchanges. https://github.com/npm/cli/blob/026b4fef05b6/lib/utils/oidc.js */
export const NPM_AUDIENCE = 'npm:registry.npmjs.org';

/** One command that publishes to npm's registry, or puts a version there for a maintainer to approve. */
export interface NpmPublication {
  /** The words of the command, for example `npm publish`. */
  readonly words: string;
  /** Staged: nobody can install it before a maintainer approves it with a second factor. */
  readonly staged: boolean;
  /** The words that would stage it; absent for tools that cannot. */
  readonly stagedWords?: string;
}

/** Tools that log in by an identity token by themselves: npm 11.5.1, pnpm, which calls npm, and Yarn 4.10. */
const PUBLISHES =
  /(?<![\w./-])((?:npm|pnpm|yarn[ \t]+npm)[ \t]+(?:--?[\w-]+(?:=\S+)?[ \t]+)*(?:stage[ \t]+)?publish)(?![\w-])([^\n;|&#]*)/gu;

/** A registry that is named and is another one. */
const ELSEWHERE = /--registry[= ]["']?(?!https:\/\/registry\.npmjs\.org)/u;

/** Words in a script that give npm a token, which counts where the package has no trusted publisher. */
export const NPM_TOKEN =
  /_authToken\b|\bNODE_AUTH_TOKEN\b|\bNPM_TOKEN\b|\bNPM_CONFIG_TOKEN\b|\bYARN_NPM_AUTH_TOKEN\b/iu;

/**
 * How a version is approved that was staged, and what it needs.
 * https://docs.npmjs.com/staged-publishing: "npm CLI version 11.15.0 or later and Node version 22.14.0 or higher"
 */
export const NPM_STAGING = {
  gate: "npm's staged publishing",
  why: 'a maintainer approves each staged version with a second factor; that the trusted publisher may do no more than stage is set at npm',
  holdsIf: "the package's trusted publisher may only stage",
  caution:
    "npm 11.15 and Node 22.14 are needed, the package's trusted publisher must allow staging, and a maintainer approves each version",
} as const;

/** The publications of a script, without comments and trials. */
export function npmPublications(script: string): readonly NpmPublication[] {
  const found: NpmPublication[] = [];
  for (const line of script.split('\n')) {
    if (/^\s*#/u.test(line) || !line.includes('publish')) continue;
    for (const [, words = '', rest = ''] of line.matchAll(PUBLISHES)) {
      if (/--dry-run\b/u.test(words + rest) || ELSEWHERE.test(words + rest)) continue;
      const staged = /\bstage[ \t]+publish$/u.test(words);
      const isNpm = /^npm\b/u.test(words);
      found.push({
        words,
        staged,
        ...(isNpm && !staged ? { stagedWords: words.replace(/publish$/u, 'stage publish') } : {}),
      });
    }
  }
  return found;
}
