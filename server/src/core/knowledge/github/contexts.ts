import type { Actor } from '../../model/vocabulary.js';
import type { Sourced } from './limits.js';
const ASSOCIATION = 'https://github.com/octokit/graphql-schema/blob/main/schema.graphql';

/** What one value of `author_association` says. */
export interface AuthorAssociation {
  readonly value: string;
  readonly meaning: string;
  /** Whom such an author stands for. */
  readonly actor: Actor;
  /** Whether the value alone proves write access. */
  readonly provesWrite: boolean;
}

/** Values of `author_association`; the meanings are those of GitHub's enum. */
export const AUTHOR_ASSOCIATIONS: Sourced<readonly AuthorAssociation[]> = {
  value: [
    { value: 'OWNER', meaning: 'owns the repository', actor: 'maintainer', provesWrite: true },
    // Membership gives the base permission of the organization, which may be read or none.
    {
      value: 'MEMBER',
      meaning: 'member of the owning organization',
      actor: 'collaborator',
      provesWrite: false,
    },
    // An invitation may be for read or triage only.
    { value: 'COLLABORATOR', meaning: 'invited to collaborate', actor: 'collaborator', provesWrite: false },
    {
      value: 'CONTRIBUTOR',
      meaning: 'has committed before',
      actor: 'outside-contributor',
      provesWrite: false,
    },
    {
      value: 'FIRST_TIME_CONTRIBUTOR',
      meaning: 'has not committed here',
      actor: 'anyone',
      provesWrite: false,
    },
    { value: 'FIRST_TIMER', meaning: 'has not committed on GitHub', actor: 'anyone', provesWrite: false },
    { value: 'MANNEQUIN', meaning: 'placeholder for an unclaimed user', actor: 'anyone', provesWrite: false },
    { value: 'NONE', meaning: 'no association', actor: 'anyone', provesWrite: false },
  ],
  source: ASSOCIATION,
};
