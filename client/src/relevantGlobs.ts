/**
 * The files that the server reads, by path. The language is left out on purpose: other extensions give workflow
 * files a language of their own, and a selector that names `yaml` would lose them.
 */
export const relevantGlobs = [
  '**/*.template',
  '**/*.{agent,chatmode,prompt}.md',
  '**/*.{conf,cfg}',
  '**/*.{json,yml,yaml}',
  '**/*.{tf,tofu,tfvars}',
  '**/*.hcl',
  '**/*acl*',
  '**/.claude/{agents,commands,skills}/**/*.md',
  '**/.codex/{config,agents/*}.toml',
  '**/.github/workflows/*.md',
  '**/.github/{agents,chatmodes,prompts}/*.md',
  '**/Kustomization',
  '**/opencode.{json,jsonc}',
  '**/templates/**/*.tpl',
] as const;
