import { DEFAULT_CONFIGURATION } from '../../../server/src/core/analysis/defaultConfiguration.js';
import type { AnalyzedFile, Finding, Fix, Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import type {
  CarriedIdentity,
  FileFacts,
  Gate,
  Grant,
  Initiator,
  SessionFacts,
} from '../../../server/src/core/model/facts.js';
import type { Origin } from '../../../server/src/core/model/origin.js';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import type { AccessLevel } from '../../../server/src/core/model/vocabulary.js';
import { NOTHING_ELSE } from '../../support/emptyModel.js';
import { LineIndex } from '../../../server/src/core/text/lineIndex.js';
import { parse } from '../../../server/src/core/syntax/parse.js';

export const URI = 'file:///repository/.github/workflows/release.yml';

/** Facts about one text, each placed where its words stand. */
export class Sample {
  constructor(
    readonly text: string,
    readonly uri: string = URI,
  ) {}

  /** The place of the `nth` occurrence (from 0) of the words. */
  at(words: string, nth = 0): Origin {
    let start = -1;
    for (let count = 0; count <= nth; count++) start = this.text.indexOf(words, start + 1);
    if (start === -1) throw new Error(`${words} is not in the text`);
    return { uri: this.uri, range: { start, end: start + words.length } };
  }

  offset(words: string, nth = 0): number {
    return this.at(words, nth).range.start + 1;
  }

  grant(action: string, origin: Origin, more: Partial<Grant> = {}): Grant {
    const [right = '', access = 'read'] = action.split(':');
    return {
      action,
      right,
      access: access as AccessLevel,
      system: { kind: 'repository', name: 'this repository' },
      resource: 'this repository',
      certainty: 'declared',
      declaredFor: 'session',
      evidence: 'unknown',
      evidenceFrom: [],
      gates: [],
      opens: `use ${right}`,
      via: [],
      origin,
      ...more,
    };
  }

  initiator(event: string, more: Partial<Initiator> = {}): Initiator {
    return {
      id: event,
      event,
      actor: 'collaborator',
      who: 'anyone with write access',
      conditions: [],
      withholds: [],
      certainty: 'declared',
      origin: this.at(event),
      ...more,
    };
  }

  gate(name: string, origin: Origin, more: Partial<Gate> = {}): Gate {
    return {
      id: name,
      kind: 'approval',
      state: 'assumed',
      name,
      why: 'reviewers are set outside this file',
      origin,
      ...more,
    };
  }

  secret(name: string, origin: Origin, more: Partial<CarriedIdentity> = {}): CarriedIdentity {
    return {
      key: `secret:${name}`,
      kind: 'static-credential',
      name,
      lifetime: { seconds: null, basis: 'unbounded', boundBy: 'nothing ends it but a rotation', origin },
      visibleTo: 'step',
      gates: [],
      sensitivity: [],
      origin,
      uses: [],
      ...more,
    };
  }

  job(name: string, facts: Partial<SessionFacts> = {}, more: Partial<TrustScope> = {}): TrustScope {
    const origin = this.at(name);
    const own: SessionFacts = {
      localId: `job:${name}`,
      kind: 'job-token',
      name: `release / ${name}`,
      noun: 'job',
      label: name,
      credential: 'GITHUB_TOKEN',
      subject: { job: name },
      origin,
      extent: { start: origin.range.start, end: this.text.length },
      role: 'runs',
      initiators: [],
      lifetime: { seconds: 21_600, basis: 'platform-default', boundBy: 'timeout-minutes', origin },
      grants: [],
      callable: false,
      gates: [],
      carried: [],
      sweeps: [],
      references: [],
      participants: [],
      exposures: [],
      tiers: [],
      purposes: [],
      tokenUses: [],
      influences: [],
      needs: { items: [], gaps: [] },
      unknowns: [],
      ...facts,
    };
    return {
      id: `${this.uri}#${name}`,
      facts: own,
      file: this.facts(),
      initiators: own.initiators,
      lifetime: own.lifetime,
      grants: own.grants,
      gates: own.gates,
      carried: own.carried,
      references: [],
      delegations: [],
      escalations: [],
      becomes: [],
      refusals: [],
      calledBy: [],
      defaultGrants: 'none',
      unknowns: own.unknowns,
      needs: null,
      policy: { longSessionSeconds: 3_600 },
      width: { band: 'narrow', atLeast: 'narrow', ifAssumed: 'narrow', assuming: [], reasons: [] },
      ...more,
    };
  }

  facts(more: Partial<FileFacts> = {}): FileFacts {
    return {
      uri: this.uri,
      platform: 'github-actions',
      title: 'release',
      complete: true,
      problems: [],
      sessions: [],
      definitions: [],
      notes: [],
      ...more,
    };
  }

  finding(rule: string, origin: Origin, more: Partial<Finding> = {}): Finding {
    return {
      rule,
      severity: 'warning',
      confidence: 'high',
      message: `${rule} is found`,
      origin,
      session: null,
      related: [],
      controls: [],
      offers: [],
      unnecessary: false,
      suppressed: null,
      ...more,
    };
  }
}

/** What of a snapshot a test wants to be there. */
export interface SampleContent {
  readonly scopes?: readonly TrustScope[];
  readonly findings?: readonly Finding[];
  readonly fixes?: (finding: Finding) => readonly Fix[];
  readonly facts?: Partial<FileFacts>;
}

/** A snapshot of the samples' texts with hand-made content. */
export function snapshotOf(samples: readonly Sample[], content: SampleContent): Snapshot {
  const { scopes = [], findings = [], fixes = () => [] } = content;
  const files = samples.map((sample): AnalyzedFile => ({
    uri: sample.uri,
    platform: 'github-actions',
    text: sample.text,
    lines: new LineIndex(sample.text),
    problems: [],
    tree: parse(sample.text, 'yaml'),
    facts: sample.facts(content.facts),
    shown: sample.facts(content.facts),
    lastWhole: undefined,
  }));
  const snapshot: Partial<Snapshot> = {
    files: () => files,
    file: (uri) => files.find((file) => file.uri === uri),
    findings: (uri) => findings.filter((finding) => finding.origin.uri === uri),
    problems: () => [],
    pointing: () => undefined,
    named: () => undefined,
    kin: () => [],
    scopesAt: () => [],
    fixes,
    hasUntriedFix: () => false,
    configurationFor: () => DEFAULT_CONFIGURATION,
    configurationProblems: () => [],
    configurationTree: () => undefined,
    configurationFiles: () => [],
    model: {
      scopes,
      scope: (id) => scopes.find((scope) => scope.id === id),
      scopesOf: (uri) => scopes.filter((scope) => scope.file.uri === uri),
      carriersOf: (key) => scopes.filter((scope) => scope.carried.some((carried) => carried.key === key)),
      objectsOf: () => [],
      ...NOTHING_ELSE,
    },
  };
  return snapshot as Snapshot;
}
