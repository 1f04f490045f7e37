import type { CarriedIdentity, SessionFacts } from '../../model/facts.js';
import type { TrustScope } from '../../model/trustScope.js';
import type { IdentityKind } from '../../model/vocabulary.js';
import { shownName } from '../../text/quoted.js';
import type { Markdown } from '../../text/markdown.js';
import { code, plain, mark } from '../../text/markdown.js';

const KINDS: Readonly<Record<IdentityKind, string>> = {
  'job-token': 'job token',
  'federated-workload': 'federated identity',
  'cloud-role': 'role',
  'service-account': 'service account',
  'static-credential': 'secret',
  'app-installation': 'app token',
  'broker-user': 'broker user',
  certificate: 'certificate',
  agent: 'agent',
};

/** How a reader knows the session itself: `job publish`. */
export function sessionLabel({ noun, label }: SessionFacts): string {
  return shownName(`${noun} ${label}`);
}

/** The session's label as Markdown: job `publish`. */
export function sessionMarkdown({ noun, label }: SessionFacts): Markdown {
  return mark`${plain(noun)} ${code(label)}`;
}

/** The identity that the session itself works with, as Markdown. */
export function ownIdentity(scope: TrustScope): Markdown {
  return plain(scope.facts.credential);
}

/** What kind of identity the session carries, in plain words: `AWS role`, `secret`, `npm token`. */
export function carriedKind(carried: CarriedIdentity): string {
  const system = carried.system?.name;
  if (carried.kind === 'static-credential') {
    const form = carried.credential?.replace(/-/gu, ' ').replace(/\bapi\b/u, 'API') ?? KINDS[carried.kind];
    // "Claude API key", not "Claude API API key".
    const owner = form.startsWith('API ') ? system?.replace(/ API$/u, '') : system;
    return owner === undefined ? form : `${owner} ${form}`;
  }
  return system === undefined ? KINDS[carried.kind] : `${system} ${KINDS[carried.kind]}`;
}

/** A carried identity as Markdown: AWS role `deploy`. */
export function carriedMarkdown(carried: CarriedIdentity): Markdown {
  const name = shortName(carried.name);
  return mark`${plain(carriedKind(carried))} ${code(carried.kind === 'cloud-role' ? name.replace(/^role\//u, '') : name)}`;
}

/** The last part of a long resource name: `role/deploy` of an ARN; other names stay. */
export function shortName(name: string): string {
  const arn = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/u.exec(name);
  if (arn?.[1] !== undefined) return arn[1];
  const resource = /^projects\/.*\/(providers|workloadIdentityPools)\/([^/]+)$/u.exec(name);
  return resource?.[2] ?? name;
}

/** Whether the identity is minted or exchanged while the session runs, and not handed in as a secret. */
export function isMinted(carried: CarriedIdentity): boolean {
  return carried.kind !== 'static-credential' && carried.kind !== 'certificate';
}
