import type { Snapshot } from '../analysis/snapshot.js';
import { loginMarkdown } from '../ide/describe/logins.js';
import type { SessionLogin } from '../model/login.js';
import type { PolicyStatement } from '../model/policyDocument.js';
import type { TrustScope } from '../model/trustScope.js';
import { dottedUnder } from '../text/credentials.js';
import type { Markdown } from '../text/markdown.js';
import { code, items, mark, markdownText, paragraphs, plain, together } from '../text/markdown.js';
import { shownJson } from './shownJson.js';
import type { Uri } from '../text/uri.js';
import { relativePath } from '../text/uri.js';

/** A session that a person may mean, by a name that tells it from all others. */
export interface NamedSession {
  readonly scope: TrustScope;
  /** `.github/workflows/deploy.yml:publish`. */
  readonly name: string;
}

/** The sessions that a name stands for: by id, by path and name, by name, or by the name at the end of an ARN. */
export function sessionsNamed(
  { model }: Snapshot,
  text: string,
  { root, wanted }: { readonly root: Uri; readonly wanted: 'job' | 'role' },
): readonly NamedSession[] {
  const all = model.scopes
    .filter((scope) => (wanted === 'role' ? scope.facts.trust !== undefined : scope.facts.role === 'runs'))
    .map((scope) => ({ scope, name: `${relativePath(root, scope.file.uri)}:${scope.facts.label}` }));
  const exact = all.filter(({ scope, name }) => scope.id === text || name === text);
  if (exact.length > 0) return exact;
  const last = text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text;
  return all.filter(({ scope: { facts }, name }) => {
    const names = [facts.label, facts.name, facts.subject['role'] ?? '', facts.subject['job'] ?? ''];
    return names.includes(last) || name.endsWith(`/${text}`);
  });
}

/** What a role says of a job, for a terminal: in Markdown, with the claims of each way of running and the conditions. */
export function loginReport(job: TrustScope, role: TrustScope, login: SessionLogin): string {
  const conditions = (role.facts.trust?.policy.statements ?? []).flatMap(conditionLines);
  const report = paragraphs([
    loginMarkdown(job.facts, role.facts, login),
    '## Claims',
    items(login.runs.slice(0, MOST).map(({ event, claims }) => mark`${code(event)}: ${claimWords(claims)}`)),
    '## Conditions',
    conditions.length === 0 ? 'It asks for nothing.' : items(conditions),
  ]);
  return markdownText(report);
}

const MOST = 12;

function claimWords(claims: Readonly<Record<string, string>>): Markdown {
  return together(
    Object.entries(claims)
      .filter(([, value]) => value !== '' && value !== '*')
      .map(([claim, value]) => mark`${plain(claim)} ${code(dottedUnder(claim, value))}`),
    ', ',
  );
}

function conditionLines({ effect, conditions }: PolicyStatement): readonly Markdown[] {
  return conditions.map(
    ({ operator, key, values }) =>
      mark`${effect === 'Deny' ? 'denies' : 'asks'} ${code(key)} ${plain(operator)} ${together(
        values.map(({ text }) => code(dottedUnder(key, text))),
        ' or ',
      )}`,
  );
}

/** The same for programs. */
export function loginJson(job: NamedSession, role: NamedSession, login: SessionLogin): string {
  const { verdict, likely, differs, hangsOn, runs } = login;
  const difference = ({ claim, wants, gets, denied }: SessionLogin['differs'][number]): object => ({
    claim,
    wants,
    gets,
    ...(denied === true ? { denied } : {}),
  });
  const document = {
    version: 1,
    job: { id: job.scope.id, name: job.name },
    role: { id: role.scope.id, name: role.name },
    verdict,
    likely: likely === true,
    differs: differs.map(difference),
    hangsOn,
    runs: runs.map((run) => ({
      event: run.event,
      verdict: run.verdict,
      subjects: run.subjects,
      claims: run.claims,
      differs: run.differs.map(difference),
      hangsOn: run.hangsOn,
    })),
  };
  return `${shownJson(document)}\n`;
}
