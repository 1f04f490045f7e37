import { orderedControls } from '../frameworks/catalogue.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from '../rules/rule.js';
import type { Uri } from '../text/uri.js';
import { configuredPath, settingFor } from './ruleSetting.js';
import type { Finding, Snapshot } from './snapshot.js';

/** Runs the rules over every session; findings by the file they point into, in order of place. */
export function findingsOf(snapshot: Snapshot, rules: readonly Rule[]): ReadonlyMap<Uri, readonly Finding[]> {
  const found = new Map<string, Finding>();
  for (const scope of snapshot.model.scopes) {
    for (const rule of rules) {
      // What is absent from a text that was not read whole may only be unread.
      if (rule.meta.absence === true && !scope.file.complete) continue;
      for (const hit of hitsOf(rule, scope, snapshot.model)) {
        const finding = findingOf(snapshot, scope, rule.meta, hit);
        if (finding === undefined) continue;
        const { uri, range } = finding.origin;
        const key = `${rule.meta.id} ${uri} ${String(range.start)} ${String(range.end)}`;
        const known = found.get(key);
        // One cause at one place is one finding, however many sessions it concerns: the gravest speaks.
        if (known === undefined || rank(finding.severity) < rank(known.severity)) found.set(key, finding);
      }
    }
  }
  return byFile([...found.values()]);
}

const remembered = new WeakMap<TrustScope, Map<Rule, readonly RuleHit[]>>();

/** The linker hands on the same scope while nothing that it rests on has changed, and so the same hits. */
function hitsOf(rule: Rule, scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  if (rule.meta.comparesWorkspace === true) return rule.check(scope, model);
  const ofScope = remembered.get(scope) ?? new Map<Rule, readonly RuleHit[]>();
  remembered.set(scope, ofScope);
  const known = ofScope.get(rule);
  if (known !== undefined) return known;
  const hits = rule.check(scope, model);
  ofScope.set(rule, hits);
  return hits;
}

function byFile(findings: readonly Finding[]): ReadonlyMap<Uri, readonly Finding[]> {
  const files = new Map<Uri, Finding[]>();
  for (const finding of findings) {
    const list = files.get(finding.origin.uri);
    if (list === undefined) files.set(finding.origin.uri, [finding]);
    else list.push(finding);
  }
  for (const list of files.values()) {
    list.sort((a, b) => a.origin.range.start - b.origin.range.start || a.rule.localeCompare(b.rule));
  }
  return files;
}

function findingOf(snapshot: Snapshot, scope: TrustScope, meta: RuleMeta, hit: RuleHit): Finding | undefined {
  const configuration = snapshot.configurationFor(hit.origin.uri);
  const setting = settingFor(configuration, meta.id, configuredPath(configuration, hit.origin.uri));
  if (setting === 'off') return undefined;
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
    message: hit.message,
    origin: hit.origin,
    session: scope.id,
    related: [...(hit.related ?? []), ...related],
    controls: orderedControls(meta.findingClass, meta.primaryControls),
    offers: hit.offers ?? [],
    unnecessary: hit.unnecessary ?? false,
    suppressed: null,
  };
}

const RANKS = { error: 0, warning: 1, information: 2, hint: 3 } as const;

function rank(severity: Finding['severity']): number {
  return RANKS[severity];
}
