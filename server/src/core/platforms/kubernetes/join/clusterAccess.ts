import type { RoleRule } from '../../../knowledge/kubernetes/defaultRoles.js';
import {
  accessPolicyRules,
  EKS_SOURCE,
  EKS_TOKEN,
  MASTERS_RULES,
  NODE_GROUP,
} from '../../../knowledge/kubernetes/eksAccess.js';
import { MASTERS } from '../../../knowledge/kubernetes/tokens.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import type { FileFacts, Grant, SessionFacts, Unknown } from '../../../model/facts.js';
import type { IdentityLink } from '../../../model/identityLink.js';
import type { Origin } from '../../../model/origin.js';
import type { Holder } from '../../../model/permissionSet.js';
import type { Uri } from '../../../text/uri.js';
import { builtinGrants } from './builtinGrants.js';
import type { Cluster } from './cluster.js';
import type { Binding, BoundHolder } from './placed.js';
import { append } from './multimap.js';
import { grantsFor } from './holdings.js';
import { restsOnRoles } from './escalate.js';
import type { Gaining } from './gaining.js';
import { gainedBy } from './gaining.js';
import type { Memo } from './memo.js';
import { accountNameOf } from './names.js';
import { isAccount, takesPart } from './members.js';
import type { RuleSource } from './sources.js';
import { quoted } from '../../../text/quoted.js';

/** How the local ids of the sessions begin that principals of a cloud have in a cluster. */
const ACCESS = 'access:';

/** The links of a file that let somebody into the cluster; those of service accounts lead out of it. */
function entriesOf({ identityLinks }: FileFacts): readonly IdentityLink[] {
  return (identityLinks ?? []).filter(({ from }) => accountNameOf(from) === undefined);
}

/** The local id of the session that a principal has in the cluster by what a file says. */
function accessId({ fromName }: IdentityLink): string {
  return `${ACCESS}${fromName}`;
}

/** Who of a cloud is let into the cluster, each with what its groups and policies give there, once per file. */
export function accessSessions(
  cluster: Cluster,
  memo: Memo,
  gaining: Gaining,
): readonly { readonly uri: Uri; readonly facts: SessionFacts }[] {
  const files = cluster.files.filter((file) => entriesOf(file).length > 0);
  if (files.length === 0) return [];
  const bound = new BoundNames(cluster);
  return files.flatMap((file) => {
    const principals = new Map<string, IdentityLink[]>();
    for (const link of entriesOf(file)) {
      append(principals, accessId(link), link);
    }
    return [...principals].flatMap(([id, links]) => {
      const held = links.flatMap((link) => bound.heldBy(link));
      const key = `access ${file.uri} ${id}`;
      const base = memo.recall(key, [...links, ...held.flatMap(partsOf)], () =>
        accessSession(id, links, held),
      );
      if (base === undefined) return [];
      const found = gainedBy(memo, key, restsOnRoles(base.grants), gaining, {
        account: { uri: file.uri, builds: [], namespace: '', name: '', session: '', runs: [], tokens: [] },
        base,
        held: () => held.map(({ binding }) => binding),
      });
      const facts = memo.recall(`session ${key}`, [base, found], () =>
        found.length === 0 ? base : { ...base, escalations: found },
      );
      return [{ uri: file.uri, facts }];
    });
  });
}

/** What a binding gives to a name that a principal has in the cluster. */
interface HeldByName {
  readonly binding: Binding;
  readonly holder: BoundHolder;
  readonly source: RuleSource;
  /** The text that gives the principal the name. */
  readonly namedAt: Origin;
}

/** Bindings by the users and groups that they name. */
class BoundNames {
  readonly #byName = new Map<string, { readonly binding: Binding; readonly holder: BoundHolder }[]>();

  constructor(readonly cluster: Cluster) {
    for (const binding of cluster.bindings) {
      if (binding.role === undefined) continue;
      for (const holder of binding.holders) {
        const { key, kind, groupOf } = holder.fact;
        if (kind === 'session') continue;
        // Whoever is let in is known to the API server.
        const name = groupOf?.authenticated === 'all' ? EVERYBODY : key.key;
        append(this.#byName, name, { binding, holder });
      }
    }
  }

  heldBy({ to, groups, origin }: IdentityLink): readonly HeldByName[] {
    const names = [
      ...groups.map((group) => ({ key: groupKey(group.name), at: group.origin })),
      ...(to === undefined ? [] : [{ key: to.key, at: origin }]),
      { key: EVERYBODY, at: origin },
    ];
    return names.flatMap(({ key, at }) =>
      (this.#byName.get(key) ?? []).map(({ binding, holder }) => ({
        binding,
        holder,
        source: this.cluster.sources.ofBinding(binding),
        namedAt: at,
      })),
    );
  }
}

const EVERYBODY = 'everybody';

function groupKey(name: string): string {
  return `kubernetes:group/${name}`;
}

function partsOf({ binding, holder, source, namedAt }: HeldByName): readonly unknown[] {
  return [binding, holder, source, namedAt];
}

/** The session of a principal in the cluster; `undefined` where nothing is said of what it may do there. */
function accessSession(
  localId: string,
  links: readonly IdentityLink[],
  held: readonly HeldByName[],
): SessionFacts | undefined {
  const [link] = links;
  const grants = distinct([
    ...links.flatMap(ownGrants),
    ...held.flatMap(({ binding, holder, source }) => grantsFor(binding, holder, source)),
  ]);
  const unknowns = [
    ...links.flatMap((each) => openEnds(each, held)),
    ...new Set(held.flatMap(({ source }) => source.unknowns)),
  ];
  if (link === undefined || (grants.length === 0 && unknowns.length === 0)) return undefined;
  const { fromName, noun, origin, extent } = link;
  return {
    ...EMPTY_SESSION,
    localId,
    kind: 'service-account',
    name: fromName,
    noun: 'cluster user',
    label: fromName,
    credential: `token of ${fromName} for the cluster`,
    subject: { principal: fromName },
    origin,
    extent,
    role: 'acted-as',
    lifetime: {
      seconds: EKS_TOKEN.seconds,
      basis: 'platform-default',
      boundBy: 'the signed request to STS by which it logs in',
      origin,
    },
    initiators: [
      {
        id: 'cloud',
        event: noun,
        actor: 'another-session',
        who: `whoever is logged in to AWS as ${quoted(fromName)}`,
        conditions: [],
        withholds: [],
        certainty: 'declared',
        origin,
        source: EKS_SOURCE,
      },
    ],
    grants,
    enteredBy: links.map((each) => ({
      from: each.from,
      how: `enter the cluster by ${each.noun} ${quoted(each.fromName)}`,
      origin: each.origin,
    })),
    references: held.map(({ binding, namedAt }) => ({
      id: `holds:${binding.uri}#${binding.fact.localId}`,
      kind: 'needs' as const,
      target: binding.fact.set,
      name: `${binding.fact.noun} ${binding.name}`,
      origin: namedAt,
    })),
    unknowns,
  };
}

/** What a principal has without any binding: as a master, and by policies of the cloud's own. */
function ownGrants(link: IdentityLink): readonly Grant[] {
  const masters = link.groups.filter(({ name }) => name === MASTERS);
  return [
    ...masters.flatMap(({ origin }) => given(link, MASTERS_RULES, { set: `group ${MASTERS}`, origin })),
    ...(link.policies ?? []).flatMap(({ name, namespaces, origin }) =>
      (namespaces ?? [null]).flatMap((within) =>
        given(link, accessPolicyRules(name) ?? [], { set: `access policy ${name}`, origin, within }),
      ),
    ),
  ];
}

function given(
  link: IdentityLink,
  rules: readonly RoleRule[],
  {
    set,
    origin,
    within = null,
  }: { readonly set: string; readonly origin: Origin; readonly within?: string | null },
): readonly Grant[] {
  const holder: Pick<Holder, 'kind' | 'name' | 'origin'> = {
    kind: 'session',
    name: link.fromName,
    origin: link.origin,
  };
  return builtinGrants(rules, origin)
    .filter(({ attributes }) => within === null || attributes?.['nonResourceURLs'] === undefined)
    .map((grant) => ({
      ...grant,
      attributes: { ...grant.attributes, namespace: within },
      attachedBy: {
        noun: link.noun,
        name: link.fromName,
        set,
        within,
        holder,
        setOrigin: origin,
        origin: link.origin,
      },
    }));
}

/** Names that nothing here gives anything, and policies whose rules are not known. */
function openEnds(link: IdentityLink, held: readonly HeldByName[]): readonly Unknown[] {
  const bound = new Set(held.map(({ holder }) => holder.fact.key.key));
  return [
    ...link.groups.flatMap(({ name, origin }): readonly Unknown[] => {
      if (name === NODE_GROUP) {
        return [
          {
            what: 'what it may do as a node',
            why: 'the API server decides that by the pods that run on the node',
            origin,
          },
        ];
      }
      if (name.startsWith('system:') || bound.has(groupKey(name))) return [];
      return [{ what: `what group ${name} may do`, why: 'no binding in this workspace names it', origin }];
    }),
    ...(link.policies ?? []).flatMap(({ name, origin }): readonly Unknown[] =>
      accessPolicyRules(name) === undefined
        ? [{ what: `what access policy ${name} allows`, why: 'its rules are not known here', origin }]
        : [],
    ),
  ];
}

function distinct(grants: readonly Grant[]): readonly Grant[] {
  const seen = new Map<string, Grant>();
  for (const grant of grants) {
    const { uri, range } = grant.origin;
    const namespace = String(grant.attributes?.['namespace']);
    const key = `${uri} ${String(range.start)} ${namespace} ${grant.action} ${grant.resource}`;
    if (!seen.has(key)) seen.set(key, grant);
  }
  return [...seen.values()];
}

const PARTS = new WeakMap<FileFacts, FileFacts>();

/**
 * What a file says to a cluster: all of it for a manifest; for a template of a cloud, whom it lets into the cluster,
 * what it lets out, and the accounts that it makes there. Nothing for any other file.
 */
export function clusterPart(facts: FileFacts): FileFacts | undefined {
  if (facts.platform === 'kubernetes') return facts;
  if (!takesPart(facts)) return undefined;
  const known = PARTS.get(facts);
  if (known !== undefined) return known;
  const { uri, platform, title, complete, identityLinks = [] } = facts;
  const part: FileFacts = {
    uri,
    platform,
    title,
    complete,
    problems: [],
    sessions: facts.sessions.filter(isAccount),
    definitions: facts.definitions.filter((definition) => accountNameOf(definition) !== undefined),
    identityLinks,
    notes: [],
  };
  PARTS.set(facts, part);
  return part;
}

const WHOLES = new WeakMap<FileFacts, { readonly resolved: FileFacts; readonly whole: FileFacts }>();

/** A file with what the cluster made of its part. */
export function withClusterPart(facts: FileFacts, resolved: FileFacts): FileFacts {
  if (facts.platform === 'kubernetes') return resolved;
  if (resolved.sessions.length === 0) return facts;
  const known = WHOLES.get(facts);
  if (known?.resolved === resolved) return known.whole;
  const whole = {
    ...facts,
    sessions: [...facts.sessions.filter((session) => !isAccount(session)), ...resolved.sessions],
    definitions: [
      ...facts.definitions.filter((definition) => accountNameOf(definition) === undefined),
      ...resolved.definitions,
    ],
  };
  WHOLES.set(facts, { resolved, whole });
  return whole;
}
