/*
 * PyPI as scripts publish to it: https://docs.astral.sh/uv/guides/package, https://pdm-project.org/latest/usage/publish and
 * https://docs.pypi.org/trusted-publishers.
 */

/** The audience of the token that PyPI exchanges: https://pypi.org/_/oidc/audience */
export const PYPI_AUDIENCE = 'pypi';

/** What PyPI compares, in words for a note. https://github.com/pypi/warehouse/blob/00be88b5a040/warehouse/oidc/models/github.py */
export const PYPI_PUBLISHER =
  'Trusted publishing: every project whose publisher at PyPI names this repository, its owner, this workflow file and, where the publisher names one, this environment.';

/** How long what PyPI gives for the token works, in seconds: 15 minutes. https://docs.pypi.org/trusted-publishers/internals */
export const PYPI_SECONDS = 900;

/** Words in a script, or names of variables, that give the tool a token of its own. */
export const PYPI_TOKEN =
  /(?:^|\s)(?:-t|-u|-p|--token|--username|--password|-P)(?:[= ]|$)|\b(?:UV_PUBLISH_(?:TOKEN|PASSWORD|USERNAME)|PDM_PUBLISH_(?:PASSWORD|USERNAME))\b/u;

/** Tools that ask for an identity token by themselves where they are given no other one. */
const PUBLISHES = /(?<![\w./-])((?:uv|pdm)[ \t]+(?:--?[\w-]+(?:=\S+)?[ \t]+)*publish)(?![\w-])([^\n;|&#]*)/gu;

/** Another index than PyPI, or one that a configuration names. */
const ELSEWHERE =
  /--(?:publish-url|index|repository)[= ]|(?:^|\s)-r[= ]|--dry-run\b|--trusted-publishing[= ]never/u;

/** The words of each command of a script that publishes to PyPI. */
export function pypiPublications(script: string): readonly string[] {
  return script.split('\n').flatMap((line) => {
    if (/^\s*#/u.test(line) || !line.includes('publish')) return [];
    return [...line.matchAll(PUBLISHES)].flatMap(([, words = '', rest = '']) =>
      ELSEWHERE.test(rest) ? [] : [words],
    );
  });
}
