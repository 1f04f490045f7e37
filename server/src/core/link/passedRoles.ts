import type { GrantedAction } from '../knowledge/aws/escalation/together.js';
import type { Origin } from '../model/origin.js';
import type { PolicyText } from '../model/policyDocument.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { Identities } from './roles.js';
import { quoted } from '../text/quoted.js';

export const PASS_ROLE = 'iam:PassRole';

/**
 * The roles of a template that it says may be passed, by the id of their sessions: a reference to a role is that one
 * role, although its name is only made up when it is deployed. Undefined where a role is given by text, or by a pattern.
 */
export function rolesReferredTo(
  actions: readonly GrantedAction<Origin>[],
  identities: Identities,
): ReadonlySet<string> | undefined {
  const statements = actions.find(({ action }) => action === PASS_ROLE)?.statements ?? [];
  const texts = statements.flatMap(({ resources }) => resources ?? []);
  if (texts.length === 0 || statements.some(({ resources }) => resources === undefined)) return undefined;
  const found = texts.map((text) => sessionOf(text, identities));
  return found.includes(undefined) ? undefined : new Set(found.filter((id) => id !== undefined));
}

function sessionOf({ text, origin, resources }: PolicyText, identities: Identities): string | undefined {
  const [id, ...others] = resources ?? [];
  if (id === undefined || others.length > 0 || /[*?]/u.test(text) || !text.includes(UNKNOWN_PART)) {
    return undefined;
  }
  return identities.inFile(origin.uri, `role:${id}`)?.session.id;
}

/**
 * What binds passing roles to the ones of the same template that the services in question take, where the statement is
 * about nothing else.
 *
 * @param services to which the methods pass a role
 */
export function bindingOffer(
  actions: readonly GrantedAction<Origin>[],
  targets: readonly string[],
  services: readonly string[],
  identities: Identities,
): RemediationOffer | undefined {
  const [statement, ...others] = actions.find(({ action }) => action === PASS_ROLE)?.statements ?? [];
  const [resource, ...more] = statement?.resources ?? [];
  if (statement === undefined || resource === undefined || others.length + more.length > 0) return undefined;
  if (
    statement.actions?.length !== 1 ||
    statement.conditions.length > 0 ||
    !/^\*$|:role\/\*$/u.test(resource.text)
  ) {
    return undefined;
  }
  const roles = targets.flatMap((target) => identities.of(target) ?? []);
  const ids = roles.flatMap(({ session: { facts, file } }) =>
    file.uri === statement.origin.uri ? (/^role:(\w+)$/u.exec(facts.localId)?.[1] ?? []) : [],
  );
  if (ids.length === 0 || ids.length < roles.length || ids.length > MOST_ROLES || services.length === 0) {
    return undefined;
  }
  const { uri } = statement.origin;
  return {
    title: `Let it pass ${ids.map((id) => quoted(id)).join(', ')} only, and to ${services.map((service) => quoted(service)).join(', ')} only`,
    applicability: 'unsafe',
    caution: 'what passes a role of elsewhere stops working',
    preferred: true,
    intents: [
      { kind: 'replace-values', uri, at: resource.origin, values: ids.map((id) => `\${${id}.Arn}`) },
      {
        kind: 'set-value',
        uri,
        at: statement.origin,
        path: ['Condition', 'StringEquals', 'iam:PassedToService'],
        value: services.length === 1 ? (services[0] ?? '') : services,
      },
    ],
  };
}

const MOST_ROLES = 4;
