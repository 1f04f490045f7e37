/**
 * The tokens of a run by the settings of its repository, written apart from what ships, as GitHub's page describes them.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
import type { Run } from './claims.js';
import { REPOSITORY, tokenOf } from './claims.js';

/** What somebody may have declared of a repository's subjects. */
export interface SubjectSetting {
  readonly name: string;
  /** Undefined where nobody told: both are possible then. */
  readonly identifiers: boolean | undefined;
  readonly template: readonly string[];
}

export const OWNER_ID = '1001';
export const REPOSITORY_ID = '4711';

const TEMPLATES: readonly (readonly string[])[] = [
  [],
  ['repo'],
  ['repo', 'context', 'job_workflow_ref'],
  ['job_workflow_ref'],
  ['repository_owner', 'environment'],
  ['repository_id'],
];

export const SUBJECT_SETTINGS: readonly SubjectSetting[] = TEMPLATES.flatMap((template) =>
  [true, false, undefined].map((identifiers) => ({
    name: `${template.join('+') || 'default'}, ids ${String(identifiers)}`,
    identifiers,
    template,
  })),
);

type Token = Readonly<Record<string, string>>;

/** Every token that a run may be given; null for none at all. */
export function tokensOf(run: Run, { identifiers, template }: SubjectSetting): readonly (Token | null)[] {
  const forms = identifiers === undefined ? [true, false] : [identifiers];
  return forms.map((withIds) => tokenWith(run, withIds, template));
}

function tokenWith(run: Run, withIds: boolean, template: readonly string[]): Token | null {
  const plain: Token = {
    ...tokenOf(run),
    repository_owner: 'acme',
    repository_id: REPOSITORY_ID,
    repository_owner_id: OWNER_ID,
  };
  const [owner = '', name = ''] = REPOSITORY.split('/');
  const repo = withIds ? `repo:${owner}@${OWNER_ID}/${name}@${REPOSITORY_ID}` : `repo:${REPOSITORY}`;
  const context = (plain['sub'] ?? '').slice(`repo:${REPOSITORY}:`.length);
  if (template.length === 0) return { ...plain, sub: `${repo}:${context}` };
  const parts: string[] = [];
  for (const key of template) {
    if (key === 'repo') parts.push(repo);
    else if (key === 'context') parts.push(context);
    else {
      const value = plain[key];
      // A job must name an environment where the template asks for one.
      if (value === undefined) return null;
      parts.push(`${key}:${value.split(':').join('%3A')}`);
    }
  }
  return { ...plain, sub: parts.join(':') };
}
