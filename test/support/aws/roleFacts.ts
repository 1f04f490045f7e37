import { admissionsOf } from '../../../server/src/core/knowledge/aws/trust/admissions.js';
import type {
  Definition,
  FileFacts,
  Grant,
  Reference,
  SessionFacts,
} from '../../../server/src/core/model/facts.js';
import type { Origin } from '../../../server/src/core/model/origin.js';
import type { PermissionSet } from '../../../server/src/core/model/permissionSet.js';
import type { PolicyDocument, PolicyStatement } from '../../../server/src/core/model/policyDocument.js';
import { unheldSession } from '../../../server/src/core/platforms/aws/identities/policySet.js';
import { uriOf } from '../repository.js';
import type { PolicyJson } from './policyJson.js';
import { policyOf } from './policyJson.js';

/** A role as one thinks of it: what a template of CloudFormation would say. */
export interface RoleSpec {
  readonly name: string;
  /** Its ARN, where the file tells it. */
  readonly arn?: string;
  readonly trust?: PolicyJson;
  readonly policies?: readonly PolicyJson[];
  readonly maxSeconds?: number;
  /** Names of sets that it holds, and of one that bounds it. */
  readonly holds?: readonly string[];
  readonly boundary?: string;
  readonly gates?: SessionFacts['gates'];
  /** Ids of the gates before each of its grants. */
  readonly behind?: readonly string[];
}

/** The facts of a file of AWS that holds roles and managed policies, as lowering gives them. */
export function roleFile(
  path: string,
  roles: readonly RoleSpec[],
  sets: Readonly<Record<string, PolicyJson>> = {},
): FileFacts {
  const uri = uriOf(path);
  const places = new Places(uri);
  const sessions = roles.map((role) => roleSession(places, role));
  const definitions: Definition[] = sessions.map(({ label, origin }) => ({
    space: 'identity',
    key: `aws:role/${label}`,
    origin,
  }));
  const made = Object.entries(sets).map(([name, policy]) => setOf(places, name, policy));
  return {
    uri,
    platform: 'aws',
    title: path,
    complete: true,
    problems: [],
    sessions: [...sessions, ...made.map(unheldSession)],
    definitions,
    sets: made,
    notes: [],
  };
}

/** Hands out places of a text that does not exist, each of its own. */
class Places {
  #next = 0;

  constructor(readonly uri: string) {}

  get at(): number {
    return this.#next;
  }

  next(): Origin {
    const start = this.#next;
    this.#next += 10;
    return { uri: this.uri, range: { start, end: start + 8 } };
  }

  since(start: number): Origin {
    return { uri: this.uri, range: { start, end: this.#next } };
  }

  document(json: PolicyJson): PolicyDocument {
    const plain = policyOf(json);
    return { ...plain, statements: plain.statements.map((statement) => this.#statement(statement)) };
  }

  #statement(statement: PolicyStatement<unknown>): PolicyStatement {
    const start = this.#next;
    const placed = <T extends object>(
      items: readonly T[] | undefined,
    ): (T & { origin: Origin })[] | undefined => items?.map((item) => ({ ...item, origin: this.next() }));
    const made = {
      actions: placed(statement.actions),
      notActions: placed(statement.notActions),
      resources: placed(statement.resources),
      notResources: placed(statement.notResources),
      principals: placed(statement.principals),
      notPrincipals: placed(statement.notPrincipals),
    };
    const conditions = statement.conditions.map((condition) => ({
      ...condition,
      values: placed(condition.values) ?? [],
      origin: this.next(),
    }));
    const present = Object.fromEntries(Object.entries(made).filter(([, items]) => items !== undefined));
    return { ...statement, ...present, conditions, origin: this.since(start) } as PolicyStatement;
  }
}

function roleSession(places: Places, role: RoleSpec): SessionFacts {
  const start = places.at;
  const origin = places.next();
  const trust = role.trust && places.document(role.trust);
  const identity = (role.policies ?? []).map((policy) => places.document(policy));
  const admitted = trust === undefined ? [] : admissionsOf(trust);
  const references: Reference[] = [
    ...(role.holds ?? []).map((name) => reference('holds', name, places.next())),
    ...(role.boundary === undefined ? [] : [reference('bounded-by', role.boundary, places.next())]),
  ];
  return {
    localId: `role:${role.name}`,
    kind: 'cloud-role',
    name: role.name,
    noun: 'role',
    label: role.name,
    credential: `role ${role.name}`,
    subject: { role: role.name },
    ...(role.arn === undefined ? {} : { principal: role.arn }),
    origin,
    extent: { start, end: places.at },
    role: 'acted-as',
    initiators: admitted.map(({ initiator }) => initiator),
    lifetime: {
      seconds: role.maxSeconds ?? 3600,
      basis: role.maxSeconds === undefined ? 'platform-default' : 'declared',
      boundBy: 'MaxSessionDuration',
      origin,
    },
    grants: identity.flatMap((document) => grantsOf(document, role.behind ?? [])),
    callable: false,
    gates: role.gates ?? [],
    carried: [],
    sweeps: [],
    references,
    participants: [],
    exposures: [],
    tokenUses: [],
    influences: [],
    tiers: [],
    purposes: [],
    needs: null,
    ...(trust === undefined
      ? {}
      : { trust: { policy: trust, admissions: admitted.map(({ admission }) => admission), origin } }),
    policies: { identity },
    unknowns: [],
  };
}

function reference(kind: 'holds' | 'bounded-by', name: string, origin: Origin): Reference {
  return {
    id: `${kind}:${name}`,
    kind,
    target: { space: 'permission-set', key: `aws:policy/${name}` },
    name,
    origin,
  };
}

function setOf(places: Places, name: string, json: PolicyJson): PermissionSet {
  const start = places.at;
  const origin = places.next();
  const policy = places.document(json);
  return {
    localId: `policy:${name}`,
    noun: 'managed policy',
    name,
    subject: { policy: name },
    key: { space: 'permission-set', key: `aws:policy/${name}` },
    origin,
    extent: { start, end: places.at },
    grants: grantsOf(policy, []),
    policy,
    unknowns: [],
  };
}

/** One grant for each pair of action and resource of the statements that allow. */
function grantsOf({ statements }: PolicyDocument, gates: readonly string[]): readonly Grant[] {
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions = [], resources = [] }) =>
      resources.flatMap((resource) =>
        actions.map((action): Grant => {
          const [service = '', name = ''] = action.text.split(':');
          const isRead = /^(?:Get|List|Describe)/u.test(name);
          const isIdentity = service === 'iam' || service === 'sts' || service === '*';
          return {
            action: action.text,
            right: action.text,
            access: isRead ? 'read' : isIdentity ? 'admin' : 'write',
            system: { kind: isIdentity ? 'identity' : 'data', name: service },
            resource: resource.text,
            certainty: 'declared',
            declaredFor: 'session',
            evidence: 'unknown',
            evidenceFrom: [],
            gates,
            opens: `${name} of ${service}`,
            attributes: {
              effect: 'Allow',
              action: action.text,
              resource: resource.text,
              conditions: [],
              denies: [],
            },
            via: [],
            origin: action.origin,
          };
        }),
      ),
    );
}
