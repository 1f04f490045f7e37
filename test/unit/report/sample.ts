import type { Configuration } from '../../../server/src/core/analysis/configuration.js';
import type {
  AnalyzedFile,
  FileProblem,
  Finding,
  Fix,
  Snapshot,
} from '../../../server/src/core/analysis/snapshot.js';
import type {
  FileFacts,
  Gate,
  Grant,
  Initiator,
  SessionFacts,
} from '../../../server/src/core/model/facts.js';
import type { Origin } from '../../../server/src/core/model/origin.js';
import type { TrustModel, TrustScope } from '../../../server/src/core/model/trustScope.js';
import { NOTHING_ELSE } from '../../support/emptyModel.js';
import { BlockStarts } from '../../../server/src/core/text/block.js';
import { LineIndex } from '../../../server/src/core/text/lineIndex.js';
import type { TextRange } from '../../../server/src/core/text/textRange.js';

/** Snapshots by hand: what a report says must not hang on what the analysis of today finds. */

export const ROOT = 'file:///work/shop';
export const RELEASE = `${ROOT}/.github/workflows/release.yml`;
export const CI = `${ROOT}/.github/workflows/ci.yml`;

export const RELEASE_TEXT = [
  'name: release 🚀',
  'on: { push: { branches: [main] } }',
  'permissions: write-all',
  'jobs:',
  '  publish:',
  '    runs-on: ubuntu-latest',
  '    steps: [{ run: ./publish }]',
  '',
].join('\n');

/** The range of the first occurrence of `needle`. */
export function at(text: string, needle: string): TextRange {
  const start = text.indexOf(needle);
  if (start < 0) throw new Error(`no ${needle}`);
  return { start, end: start + needle.length };
}

export function originAt(needle: string, uri = RELEASE, text = RELEASE_TEXT): Origin {
  return { uri, range: at(text, needle) };
}

const initiator: Initiator = {
  id: 'push',
  event: 'push',
  actor: 'collaborator',
  who: 'anyone who can push',
  conditions: ['branch main'],
  withholds: [],
  certainty: 'declared',
  origin: originAt('push'),
};

export const grant: Grant = {
  action: 'contents:write',
  right: 'contents',
  access: 'write',
  system: { kind: 'repository', name: 'this repository' },
  resource: 'this repository',
  certainty: 'declared',
  declaredFor: 'file',
  evidence: 'needed',
  evidenceFrom: [{ origin: originAt('./publish'), why: 'pushes a tag' }],
  gates: [],
  opens: 'push commits',
  via: [],
  origin: originAt('write-all'),
};

export const gate: Gate = {
  id: 'environment:production',
  kind: 'approval',
  state: 'assumed',
  name: 'environment production',
  why: 'its reviewers are set outside the file',
  origin: originAt('publish'),
};

export function scopeOf(changes: Partial<TrustScope> = {}, facts: Partial<SessionFacts> = {}): TrustScope {
  const session: SessionFacts = {
    localId: 'job:publish',
    kind: 'job-token',
    name: 'publish',
    noun: 'job',
    label: 'publish',
    credential: 'GITHUB_TOKEN',
    subject: { job: 'publish' },
    origin: originAt('publish'),
    extent: originAt('publish').range,
    role: 'runs',
    initiators: [initiator],
    lifetime: lifetime(21_600),
    grants: [grant],
    callable: false,
    gates: [],
    carried: [],
    sweeps: [],
    references: [],
    participants: [],
    exposures: [],
    tokenUses: [],
    influences: [],
    tiers: [],
    purposes: [],
    needs: null,
    unknowns: [],
    ...facts,
  };
  return {
    id: '.github/workflows/release.yml#job:publish',
    facts: session,
    file: factsOf([session]),
    initiators: [initiator],
    lifetime: lifetime(21_600),
    grants: [grant],
    gates: [],
    carried: [],
    references: [],
    delegations: [],
    escalations: [],
    becomes: [],
    refusals: [],
    calledBy: [],
    defaultGrants: 'none',
    unknowns: [{ what: 'what ./publish does', why: 'scripts are not read', origin: originAt('./publish') }],
    policy: { longSessionSeconds: 3_600 },
    needs: null,
    width: {
      band: 'broad',
      atLeast: 'broad',
      ifAssumed: 'broad',
      assuming: [],
      reasons: ['writes for 6 h without another check'],
    },
    ...changes,
  };
}

function lifetime(seconds: number | null): TrustScope['lifetime'] {
  return { seconds, basis: 'platform-default', boundBy: 'timeout-minutes', origin: originAt('publish') };
}

function factsOf(sessions: readonly SessionFacts[], uri = RELEASE): FileFacts {
  return {
    uri,
    platform: 'github-actions',
    title: 'release',
    complete: true,
    problems: [],
    sessions,
    definitions: [],
    notes: [],
  };
}

export function findingOf(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'broad-token-permissions',
    severity: 'error',
    confidence: 'high',
    message: 'GITHUB_TOKEN may write everything; the steps need `contents: write`.',
    origin: originAt('write-all'),
    session: '.github/workflows/release.yml#job:publish',
    related: [{ origin: originAt('./publish'), message: 'this step needs contents: write' }],
    controls: ['owasp-nhi-2025:NHI5:2025', 'nist-csf-2.0:PR.AA-05', 'nist-sp-800-207:Tenet 3'],
    offers: [],
    unnecessary: false,
    suppressed: null,
    ...changes,
  };
}

export function fixOf(changes: Partial<Fix> = {}): Fix {
  return {
    title: 'Grant only `contents: write`',
    applicability: 'safe',
    preferred: true,
    changes: [
      { uri: RELEASE, edits: [{ range: at(RELEASE_TEXT, 'write-all'), newText: '{ contents: write }' }] },
    ],
    ...changes,
  };
}

export interface Sample {
  readonly texts?: Readonly<Record<string, string>>;
  readonly scopes?: readonly TrustScope[];
  readonly findings?: readonly Finding[];
  readonly fixes?: (finding: Finding) => readonly Fix[];
  readonly problems?: readonly FileProblem[];
}

/** A snapshot that answers with exactly what it is given. */
export function snapshotOf(sample: Sample = {}): Snapshot {
  const { texts = { [RELEASE]: RELEASE_TEXT }, scopes = [scopeOf()], findings = [findingOf()] } = sample;
  const { fixes = () => [fixOf()], problems = [] } = sample;
  const files = Object.entries(texts).map(([uri, text]) => analyzed(uri, text));
  const model: TrustModel = {
    scopes,
    scope: (id) => scopes.find((scope) => scope.id === id),
    scopesOf: (uri) => scopes.filter((scope) => scope.file.uri === uri),
    carriersOf: () => [],
    objectsOf: () => [],
    ...NOTHING_ELSE,
  };
  return {
    model,
    files: () => files,
    file: (uri) => files.find((file) => file.uri === uri),
    findings: (uri) => findings.filter((finding) => finding.origin.uri === uri),
    problems: (uri) => problems.filter((problem) => problem.uri === uri),
    pointing: () => undefined,
    named: () => undefined,
    kin: () => [],
    scopesAt: () => [],
    fixes,
    hasUntriedFix: () => false,
    configurationFor: () => ({}) as Configuration,
    configurationProblems: () => [],
    configurationTree: () => undefined,
    configurationFiles: () => [],
  };
}

function analyzed(uri: string, text: string): AnalyzedFile {
  return {
    uri,
    platform: 'github-actions',
    text,
    lines: new LineIndex(text),
    problems: [],
    tree: {
      format: 'yaml',
      text,
      lines: new LineIndex(text),
      starts: new BlockStarts([]),
      documents: [],
      problems: [],
      complete: true,
    },
    facts: factsOf([], uri),
    shown: factsOf([], uri),
    lastWhole: undefined,
  };
}
