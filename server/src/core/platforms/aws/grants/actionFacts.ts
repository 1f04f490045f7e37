import {
  isReporting,
  kindsWithin,
  serviceKindOf,
  shortServiceName,
  systemKindOf,
} from '../../../knowledge/aws/systemKinds.js';
import type { AwsAccess, AwsAction, AwsActionSet, AwsCatalogue } from '../../../model/awsCatalogue.js';
import type { SystemRef } from '../../../model/facts.js';
import type { PolicyStatement } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { AccessLevel, SystemKind } from '../../../model/vocabulary.js';
import { accessRank } from '../../../model/vocabulary.js';
import { rememberedOf } from '../../../patterns/remembered.js';
import { takes } from './resourceFit.js';

/** What an entry of `Action` comes to. */
export interface ActionFacts {
  readonly access: AccessLevel;
  readonly system: SystemRef;
  readonly opens: string;
  /** Whether all it can do is to report: logs, measurements, traces. */
  readonly reporting: boolean;
  /** Whether the level was looked up, not read off the name. */
  readonly looked: boolean;
  /** How many actions it stands for, and how many of them do more than read; absent without the catalogue. */
  readonly counts?: { readonly all: number; readonly writes: number };
}

/** Sets larger than this are not walked: they hold every kind of thing. */
const MOST_WALKED = 3_000;
/** Sets larger than this are of many services, of which an ARN names one. */
const MOST_NARROWED = 1_000;

/** Of several kinds of system in one text, the one that matters most. */
const GRAVITY: readonly SystemKind[] = [
  'identity',
  'secrets',
  'billing',
  'data',
  'compute',
  'deployment',
  'artifacts',
  'queue',
  'repository',
  'network',
  'api',
  'control-plane',
  'tool',
];

const LEVELS: Readonly<Record<AwsAccess, AccessLevel>> = {
  List: 'read',
  Read: 'read',
  Write: 'write',
  Tagging: 'write',
  'Permissions management': 'admin',
};

/** What AWS's own level of an action is in our words. */
export function levelOf(action: AwsAction): AccessLevel {
  return LEVELS[action.access];
}

const wholeFacts = rememberedOf<ActionFacts>(10);
const workingSets = rememberedOf<AwsActionSet>(100);

/** Tells of actions what they come to, and remembers it for one file. */
export class ActionReader {
  readonly #facts = new Map<string, ActionFacts>();
  readonly #named = new Map<PolicyStatement, AwsActionSet>();

  constructor(readonly catalogue: AwsCatalogue | undefined) {}

  /** @param set the actions that count, where that is not all that the text names */
  of(text: string, set?: AwsActionSet): ActionFacts {
    const named = set ?? this.catalogue?.expand(text);
    // What a text stands for as a whole is the same in every file.
    if (named !== undefined && named.size > 0 && named === this.catalogue?.expand(text)) {
      return wholeFacts(named, text, () => this.#bySet(text, named));
    }
    const key = `${text}\n${String(named?.size ?? -1)}`;
    const known = this.#facts.get(key);
    if (known !== undefined) return known;
    const facts = named === undefined || named.size === 0 ? byName(text) : this.#bySet(text, named);
    this.#facts.set(key, facts);
    return facts;
  }

  #bySet(text: string, set: AwsActionSet): ActionFacts {
    const { services } = set;
    const [service = ''] = services;
    if (set.size > MOST_WALKED || services.length > 40) return everything(text, set);
    let access: AccessLevel = 'read';
    let writes = 0;
    let reporting = true;
    let only: AwsAction | undefined;
    const kinds = new Set<SystemKind>();
    for (const action of set) {
      const level = levelOf(action);
      only = action;
      if (level !== 'read') writes++;
      if (accessRank(level) > accessRank(access)) access = level;
      kinds.add(systemKindOf(action.service, action.name));
      reporting &&= isReporting(`${action.service}:${action.name}`);
    }
    const kind =
      services.length > 3 ? 'control-plane' : (GRAVITY.find((one) => kinds.has(one)) ?? 'control-plane');
    const counts = { all: set.size, writes };
    const name = services.length === 1 ? this.serviceName(service) : 'AWS';
    const where =
      services.length > 3
        ? `${String(services.length)} services`
        : services.map((one) => this.serviceName(one)).join(', ');
    const opens = set.size === 1 && only !== undefined ? this.#describe(only) : countWords(counts, where);
    return { access, system: { kind, name }, opens, reporting, looked: true, counts };
  }

  /** The actions that a statement names, those under `NotAction` for one that has it. */
  namedBy(catalogue: AwsCatalogue, statement: PolicyStatement): AwsActionSet {
    const known = this.#named.get(statement);
    if (known !== undefined) return known;
    const named = (statement.actions ?? statement.notActions ?? []).reduce<AwsActionSet>(
      (sum, { text }) => sum.union(catalogue.expand(text)),
      catalogue.expand(''),
    );
    this.#named.set(statement, named);
    return named;
  }

  /**
   * The actions that can work on the resource of an ARN of which parts are not known; all of them where none can, or
   * the ARN tells no service.
   */
  workingOn(set: AwsActionSet, arn: string | undefined): AwsActionSet {
    if (arn?.includes(UNKNOWN_PART) !== true || set.size < 2 || set.size > MOST_NARROWED) return set;
    return workingSets(set, arn, () => {
      const working = set.filter((action) => takes(action, arn));
      return working.size === 0 ? set : working;
    });
  }

  /** What people call a service. */
  serviceName(service: string): string {
    return (
      shortServiceName(service) ??
      this.catalogue?.service(service)?.name.replace(/^(?:AWS|Amazon) /u, '') ??
      service
    );
  }

  #describe(action: AwsAction): string {
    const text = this.catalogue?.describe(action) ?? '';
    return text === '' ? spoken(action.name) : shortened(text);
  }
}

/** "23 actions of S3, 7 of them write". */
export function countWords(
  { all, writes }: { readonly all: number; readonly writes: number },
  where: string,
): string {
  const what = `${all === 1 ? '1 action' : `${String(all)} actions`} of ${where}`;
  if (all === 1) return writes === 0 ? `${what}, which only reads` : `${what}, which writes`;
  if (writes === 0) return `${what} that only read`;
  return writes === all ? `${what}, all of which write` : `${what}, ${String(writes)} of them write`;
}

function everything(text: string, set: AwsActionSet): ActionFacts {
  const isAll = /^\*(?::\*)?$/u.test(text);
  const reads = /^\*:(?:get|list|describe|batchget|head|search|lookup)/iu.test(text);
  return {
    access: reads ? 'read' : 'admin',
    system: { kind: 'control-plane', name: 'AWS' },
    opens: isAll
      ? 'everything in AWS'
      : `${String(set.size)} actions of ${String(set.services.length)} services`,
    reporting: false,
    looked: true,
  };
}

/** AWS names reading actions by these words throughout; without the catalogue the name is all there is. */
const READING_VERBS =
  /^(?:Get|List|Describe|BatchGet|Head|Search|Lookup|Query|Scan|Check|Select|Filter|Test|View|Poll)/u;

function byName(text: string): ActionFacts {
  const [service = '', name = ''] = text.split(':');
  const isAll = text === '*' || service === '*';
  if (isAll || service.includes(UNKNOWN_PART) || name === '') {
    const opens = isAll ? 'everything in AWS' : 'something that the file leaves open';
    return {
      access: 'admin',
      system: { kind: 'control-plane', name: 'AWS' },
      opens,
      reporting: false,
      looked: isAll,
    };
  }
  const isWild = /[*?\uFFFC]/u.test(name);
  const access = READING_VERBS.test(name) ? 'read' : /^[*?\uFFFC]/u.test(name) ? 'admin' : 'write';
  const within = kindsWithin(service);
  const kind = name.startsWith('*')
    ? (GRAVITY.find((one) => within.includes(one)) ?? serviceKindOf(service))
    : systemKindOf(service, name);
  const label = shortServiceName(service) ?? service;
  return {
    access,
    system: { kind, name: label },
    opens: isWild ? `actions of ${label}` : spoken(name),
    reporting: !isWild && isReporting(text),
    looked: false,
  };
}

/** `GetObjectVersion` as "get object version". */
function spoken(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/gu, '$1 $2')
    .toLowerCase();
}

const MOST_SHOWN = 90;

function shortened(text: string): string {
  const plain = text.replace(/\s*\.$/u, '');
  if (plain.length <= MOST_SHOWN) return plain;
  const cut = plain.slice(0, MOST_SHOWN);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40))} …`;
}
