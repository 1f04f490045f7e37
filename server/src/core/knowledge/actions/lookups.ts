/** Outputs of actions that hold what whoever opened a pull request chooses. */
export interface LookupAction {
  /** `owner/repo`, lower case. */
  readonly action: string;
  /** Name of the output, as a pattern, and what it is. */
  readonly outputs: readonly {
    readonly name: RegExp;
    readonly holds: 'text' | 'branch' | 'revision' | 'repository';
  }[];
  readonly source: string;
}

const HEAD = [
  { name: /^(?:head_)?sha$/u, holds: 'revision' },
  { name: /^(?:head_)?ref$/u, holds: 'branch' },
] as const;

export const LOOKUP_ACTIONS: readonly LookupAction[] = [
  {
    action: 'xt0rted/pull-request-comment-branch',
    outputs: HEAD,
    source: 'https://github.com/xt0rted/pull-request-comment-branch/blob/main/action.yml',
  },
  {
    action: 'tj-actions/changed-files',
    // Names of files are as free as any text.
    outputs: [{ name: /_files$/u, holds: 'text' }],
    source: 'https://github.com/tj-actions/changed-files/blob/main/action.yml',
  },
];
