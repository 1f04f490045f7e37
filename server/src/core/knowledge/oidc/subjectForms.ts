import type { ClaimSet } from '../../model/trust.js';

/*
 * The subject of a GitHub job's token hangs on settings that no workflow tells: whether ids stand behind the names, and
 * whether owner or repository chose a template. Each form that is possible is one set of claims.
 * https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
 */

/** One form that the claims may have. */
export interface SubjectForm {
  /** Undefined where GitHub gives no token at all. */
  readonly claims: ClaimSet | undefined;
  /** What must hold for the claims to have this form, in words; empty where it is settled. */
  readonly hangsOn: readonly string[];
}

/** What a policy names of repositories and subjects, to know which forms it reckons with. */
export interface NamedSubjects {
  /** Owners and names, with `@` and their ids where it names those. */
  readonly repositories: readonly string[];
  /** Whether it names a subject that no default one can be. */
  readonly reckonsWithTemplates: boolean;
}

/** The claims of a repository whose name is known, in each form that the settings leave possible. */
export function subjectForms(set: ClaimSet, named: NamedSubjects): readonly SubjectForm[] {
  const { template } = set.subject ?? {};
  const identified = identifiedForms(set, named.repositories);
  if (template !== undefined) return identified.flatMap((form) => withTemplate(form, template));
  if (!named.reckonsWithTemplates) return identified;
  const open = { ...set, values: { ...set.values, sub: '*' } };
  return [...identified, { claims: open, hangsOn: [TEMPLATE] }];
}

/** In words, for what a login hangs on. */
const IDENTIFIERS = 'whether its subject bears identifiers (`assume.subject.identifiers`)';
const TEMPLATE = 'which template its subject follows (`assume.subject.template`)';

function identifiedForms(set: ClaimSet, repositories: readonly string[]): readonly SubjectForm[] {
  const { identifiers, ids } = set.subject ?? {};
  const sub = set.values['sub'];
  const isPlain = sub !== undefined && PLAIN.test(sub);
  const doubt = identifiers === undefined ? [IDENTIFIERS] : [];
  const plain = { claims: withIds(set, ids), hangsOn: isPlain ? doubt : [] };
  if (identifiers === false || !isPlain) return [plain];
  const identified = (owner: string, repository: string): ClaimSet => {
    const known = withIds(set, ids ?? { owner, repository });
    return {
      ...known,
      values: { ...known.values, sub: immutableSubject(sub, { owner, repository }) ?? sub },
    };
  };
  const forms =
    ids === undefined
      ? [
          ...idsNamed(set, repositories).map(({ owner, repository }) => ({
            claims: identified(owner, repository),
            hangsOn: [...doubt, `whether its identifiers are ${owner} and ${repository}`],
          })),
          { claims: identified('*', '*'), hangsOn: [...doubt, 'its identifiers'] },
        ]
      : [{ claims: identified(ids.owner, ids.repository), hangsOn: doubt }];
  return identifiers === true ? forms : [plain, ...forms];
}

const PLAIN = /^repo:([^/@:]+)\/([^:@]+)(?::(.*))?$/su;

/** The subject in the default format, with ids behind the names; undefined for a subject of another format. */
export function immutableSubject(
  subject: string,
  ids: { readonly owner: string; readonly repository: string },
): string | undefined {
  const parts = PLAIN.exec(subject);
  if (parts === null) return undefined;
  const [, owner = '', repository = '', context] = parts;
  return `repo:${owner}@${ids.owner}/${repository}@${ids.repository}${context === undefined ? '' : `:${context}`}`;
}

function withIds(
  set: ClaimSet,
  ids: { readonly owner: string; readonly repository: string } | undefined,
): ClaimSet {
  if (ids === undefined || ids.owner === '*') return set;
  return {
    ...set,
    values: { ...set.values, repository_owner_id: ids.owner, repository_id: ids.repository },
  };
}

/** The ids that a policy names together with the names of this very repository. */
function idsNamed(
  { values }: ClaimSet,
  repositories: readonly string[],
): readonly { readonly owner: string; readonly repository: string }[] {
  const own = values['repository'];
  return repositories.flatMap((text) => {
    const [, owner = '', ownerId, repository = '', repositoryId] =
      /^([^@/]+)@(\d+)\/([^@/]+)@(\d+)$/u.exec(text) ?? [];
    const isOwn = ownerId !== undefined && repositoryId !== undefined && `${owner}/${repository}` === own;
    return isOwn ? [{ owner: ownerId, repository: repositoryId }] : [];
  });
}

/**
 * The subject that a template makes: each claim by name and value, but for `repo`, which has the repository's name (with
 * ids where it bears them), and `context`, which has what follows it in the default format. A `:` in a value becomes
 * `%3A`; where `environment` is asked for, a job without one gets no token.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository
 */
function withTemplate(form: SubjectForm, template: readonly string[] | 'default'): readonly SubjectForm[] {
  const { claims } = form;
  if (claims === undefined || template === 'default' || template.length === 0) return [form];
  const asksEnvironment = template.includes('environment');
  if (asksEnvironment && claims.absent.includes('environment')) return [{ ...form, claims: undefined }];
  const sub = template.map((key) => part(claims, key)).join(':');
  const made: SubjectForm = {
    claims: { ...claims, values: { ...claims.values, sub } },
    hangsOn: template.includes('repo') ? form.hangsOn : [],
  };
  const isOpen = asksEnvironment && claims.values['environment'] === undefined;
  return isOpen ? [made, { claims: undefined, hangsOn: ['whether the job names an environment'] }] : [made];
}

function part({ values }: ClaimSet, key: string): string {
  const sub = values['sub'] ?? '*';
  const [, repository = '*', context = '*'] = /^repo:([^:]*)(?::(.*))?$/su.exec(sub) ?? [];
  if (key === 'repo') return `repo:${repository}`;
  if (key === 'context') return context;
  return `${key}:${(values[key] ?? '*').replaceAll(':', '%3A')}`;
}
