import { orderedControls } from '../frameworks/findingClasses.js';
import type { Query } from '../engine/query.js';
import type { Relation } from '../engine/relation.js';
import type { Input } from '../engine/input.js';
import type { Linker } from '../link/linker.js';
import type { Origin, Related } from '../model/origin.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from '../rules/rule.js';
import type { Uri } from '../text/uri.js';
import type { Configuration } from './configuration.js';
import { configuredPath, settingFor } from './ruleSetting.js';
import type { Finding } from './snapshot.js';

/** One place where a rule applies to a session. */
interface Told {
  readonly session: string;
  readonly meta: RuleMeta;
  readonly hit: RuleHit;
  /** The calls that make the session. */
  readonly madeBy: readonly Related[];
}

/** A rule that failed on a session: a mistake of ours, which must not take the other findings along. */
export interface RuleFailure {
  readonly rule: string;
  readonly session: string;
  readonly error: unknown;
}

/**
 * The findings of each file, as queries of the linker's engine: the rules run again on the sessions whose scope has
 * changed, and those that look at other sessions also where what they looked at has.
 */
export class Findings {
  readonly #filed: Relation<Uri, Uri, Told>;
  readonly #findings: Query<Uri, readonly Finding[]>;
  readonly #configurations: Input<Uri, Configuration>;
  readonly #failures = new Map<string, RuleFailure>();

  constructor(
    readonly linker: Linker,
    rules: readonly Rule[],
    readonly fallback: Configuration,
  ) {
    const { engine, sessions } = linker;
    // A rule that does not look at the model rests on one scope alone.
    const alone = rules.filter((rule) => rule.check.length < 2);
    const own = engine.query('rules', (id) => this.#run(id, alone));
    const besides = rules
      .filter((rule) => rule.check.length >= 2)
      .map((rule) => engine.query('rules that look around', (id: string) => this.#run(id, [rule])));
    this.#configurations = engine.input('configuration', fallback);
    const told = engine.query('findings of a session', (id: string) =>
      [own, ...besides].flatMap((query) => query.get(id)),
    );
    this.#filed = engine.relation('findings', {
      of: (uri) =>
        sessions
          .idsOf(uri)
          .flatMap((id) => told.get(id))
          .map((each) => [each.hit.origin.uri, each] as const),
      *parts(uri) {
        for (const id of sessions.idsOf(uri)) yield told.get(id);
      },
    });
    this.#findings = engine.query('findings of a file', (uri) => this.#findingsOf(uri), { kept: true });
  }

  add(uri: Uri, configuration: Configuration): void {
    this.#filed.add(uri);
    this.#configurations.set(uri, configuration);
  }

  delete(uri: Uri): void {
    this.#filed.delete(uri);
    this.#configurations.delete(uri);
    this.#findings.forget(uri);
  }

  /** Findings whose place is in this file, in order of place. */
  of(uri: Uri): readonly Finding[] {
    return this.#findings.get(uri);
  }

  /** Rules that failed on sessions of the file, with the place of each session. */
  failuresIn(uri: Uri): readonly (RuleFailure & { readonly origin: Origin })[] {
    if (this.#failures.size === 0) return [];
    return [...this.#failures.values()].flatMap((failure) => {
      const session = this.linker.sessions.session(failure.session);
      return session?.file.uri === uri ? [{ ...failure, origin: session.facts.origin }] : [];
    });
  }

  #run(id: string, rules: readonly Rule[]): readonly Told[] {
    const { model } = this.linker;
    const scope = model.scope(id);
    if (scope === undefined) return [];
    return rules.flatMap((rule) => {
      // What is absent from a text that was not read whole may only be unread.
      if (rule.meta.absence === true && !scope.file.complete) return [];
      return this.#check(rule, scope, model).map((hit) => ({
        session: id,
        meta: rule.meta,
        hit,
        madeBy: scope.facts.madeBy ?? [],
      }));
    });
  }

  #check(rule: Rule, scope: TrustScope, model: TrustModel): readonly RuleHit[] {
    const key = `${rule.meta.id} ${scope.id}`;
    try {
      const hits = rule.check(scope, model);
      this.linker.engine.journal.drop(this.#failures, key);
      return hits;
    } catch (error) {
      const failure = { rule: rule.meta.id, session: scope.id, error };
      this.linker.engine.journal.put(this.#failures, key, failure);
      return [];
    }
  }

  #findingsOf(uri: Uri): readonly Finding[] {
    const configuration = this.#configurations.get(uri);
    const path = configuredPath(configuration, uri);
    const found = new Map<string, Finding>();
    const apart = new Set<string>();
    const calls = new Map<string, Related[]>();
    for (const told of this.#filed.get(uri)) {
      const setting = settingFor(configuration, told.meta.id, path);
      if (setting === 'off') continue;
      const finding = findingOf(told, setting);
      const { range } = finding.origin;
      const place = `${told.meta.id} ${String(range.start)} ${String(range.end)}`;
      const isApart = told.hit.apart === true;
      const key = isApart ? `${place} ${told.session}` : place;
      if (isApart) apart.add(place);
      calls.set(key, [...(calls.get(key) ?? []), ...told.madeBy]);
      const known = found.get(key);
      // One cause at one place is one finding, however many sessions it concerns: the gravest speaks.
      if (known === undefined || RANKS[finding.severity] < RANKS[known.severity]) found.set(key, finding);
    }
    for (const place of apart) found.delete(place);
    const whole = [...found].map(([key, finding]) => withCalls(finding, calls.get(key) ?? []));
    return whole.sort(
      (a, b) =>
        a.origin.range.start - b.origin.range.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
    );
  }
}

/** So many calls of the text at which a finding stands are told. */
const MOST_CALLS = 20;

/** What stands in a module is told with the calls that make it: each once. */
function withCalls(finding: Finding, calls: readonly Related[]): Finding {
  if (calls.length === 0) return finding;
  const places = new Map(
    calls.map((call) => [`${call.origin.uri} ${String(call.origin.range.start)}`, call] as const),
  );
  return { ...finding, related: [...finding.related, ...[...places.values()].slice(0, MOST_CALLS)] };
}

function findingOf({ session, meta, hit }: Told, setting: Finding['severity'] | undefined): Finding {
  const anchor = hit.origin.anchor;
  const related =
    anchor === undefined
      ? []
      : [
          {
            origin: { uri: hit.origin.uri, range: anchor },
            message: 'written here, and used through an alias',
          },
        ];
  return {
    rule: meta.id,
    severity: setting ?? hit.severity ?? meta.severity,
    confidence: hit.confidence,
    message: readable(hit.message),
    origin: hit.origin,
    session,
    related: [
      ...(hit.related ?? []).map((place) => ({ ...place, message: readable(place.message) })),
      ...related,
    ],
    controls: orderedControls(meta.findingClass, meta.primaryControls),
    offers: hit.offers ?? [],
    unnecessary: hit.unnecessary ?? false,
    suppressed: null,
  };
}

/** The sign for what a text leaves open is ours, and nobody else can read it. */
function readable(text: string): string {
  return text.replaceAll(UNKNOWN_PART, '…');
}

const RANKS = { error: 0, warning: 1, information: 2, hint: 3 } as const;
