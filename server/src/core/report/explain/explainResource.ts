import { allResources, groupsOf, resourcesOf } from '../../knowledge/kubernetes/resources.js';
import { everyVerbOf, rightOf, VERBS } from '../../knowledge/kubernetes/rights.js';
import { SPECIAL_RIGHTS } from '../../knowledge/kubernetes/specialRights.js';
import { RBAC } from '../../knowledge/kubernetes/sources.js';
import { quoted } from '../../text/quoted.js';

/**
 * What RBAC gives: a verb (`escalate`), a resource of Kubernetes (`secrets`, `pods/exec`, `deployments.apps`), or both as
 * `kubectl auth can-i` takes them (`create pods/exec`).
 */
export function explainResource(topic: string): string | undefined {
  const words = topic.trim().toLowerCase().split(/\s+/u);
  const [first = '', second] = words;
  if (words.length > 2) return undefined;
  const found = second === undefined ? explainAlone(first) : explainRights(second, first);
  return found.length === 0 ? undefined : found.join('\n\n');
}

function explainAlone(word: string): readonly string[] {
  return VERB_NAMES.includes(word) ? [explainVerb(word)] : explainRights(word, undefined);
}

/** All verbs and resources by their names. */
export function resourceNames(): readonly string[] {
  return [...VERB_NAMES, ...allResources().map(({ name }) => name)];
}

const VERB_NAMES: readonly string[] = [
  ...new Set([...VERBS.keys(), ...SPECIAL_RIGHTS.flatMap(({ verbs }) => verbs)]),
].filter((verb) => verb !== '*');

function explainVerb(verb: string): string {
  const special = SPECIAL_RIGHTS.filter(({ verbs }) => verbs.includes(verb));
  const lines = special.map(({ resources, group, opens }) => `- on ${nameOf(group, resources)}: ${opens}`);
  const plain = VERBS.get(verb);
  return [
    `# Kubernetes verb ${verb}`,
    ...(plain === undefined ? [] : [`It lets one ${plain} objects of a resource.`]),
    ...(lines.length === 0 ? [] : [`What it means for some resources:\n\n${[...new Set(lines)].join('\n')}`]),
    `Source: ${special[0]?.source ?? RBAC}`,
  ].join('\n\n');
}

function nameOf(group: string, resources: readonly string[]): string {
  return resources.map((each) => quoted(group === '' ? each : `${each}.${group}`)).join(', ');
}

function explainRights(written: string, verb: string | undefined): readonly string[] {
  const [, name = '', group, sub] = /^([\w-]+)(?:\.([\w.-]+))?(?:\/([\w/-]+))?$/u.exec(written) ?? [];
  return groupsOf(name)
    .filter((each) => group === undefined || each === group)
    .flatMap((each) => {
      const resource = sub === undefined ? name : `${name}/${sub}`;
      const verbs = (everyVerbOf(each, resource) ?? []).filter((one) => verb === undefined || one === verb);
      return verbs.length === 0 ? [] : [explainOne(each, resource, verbs)];
    });
}

function explainOne(group: string, resource: string, verbs: readonly string[]): string {
  const known = resourcesOf(group)?.find(({ name }) => name === resource.split('/')[0]);
  const rights = verbs.map((verb) => ({ verb, right: rightOf({ apiGroup: group, resource, verb }) }));
  const lines = rights.map(
    ({ verb, right }) => `- ${quoted(verb)}: ${right.access}: lets one ${right.opens}`,
  );
  const where = known?.namespaced === true ? 'in one namespace' : 'in the whole cluster';
  const parts = Object.keys(known?.subresources ?? {}).filter(() => !resource.includes('/'));
  const sources = new Set(rights.map(({ right }) => right.source));
  return [
    `# Kubernetes: ${resource}`,
    `Kind ${known?.kind ?? ''} of ${group === '' ? 'the core API' : quoted(group)}; its objects stand ${where}.`,
    lines.join('\n'),
    ...(parts.length === 0
      ? []
      : [`With rights of their own: ${parts.map((part) => quoted(`${resource}/${part}`)).join(', ')}`]),
    `Source: ${[...sources].join(', ')}`,
  ].join('\n\n');
}
