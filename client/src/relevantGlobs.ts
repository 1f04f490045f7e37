/**
 * The files that the server reads, by path. The language is left out on purpose: other extensions give workflow
 * files a language of their own, and a selector that names `yaml` would lose them.
 */
export const relevantGlobs = [
  '**/.github/workflows/*.{yml,yaml}',
  '**/action.{yml,yaml}',
  '**/.trustscope.{yml,yaml}',
] as const;
