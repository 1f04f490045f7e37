import type { Finding, Snapshot } from '../analysis/snapshot.js';
import type { Note } from '../model/facts.js';
import type { Pointing } from '../model/pointing.js';
import type { TextRange } from '../text/textRange.js';
import { overlaps, sameRange, touches } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { briefCard } from './briefCard.js';
import { assistHover } from './completion.js';
import { controlLinks } from './controlLinks.js';
import type { Markdown } from '../text/markdown.js';
import { code, isNothing, link, mark, NOTHING, paragraphs, plain, together } from '../text/markdown.js';
import { scopesSpokenOf } from './fileScopes.js';
import type { ModelElement } from '../model/scopeElements.js';
import type { TrustScope } from '../model/trustScope.js';
import { isOf, ofKind } from '../model/scopeElements.js';
import { conditionSection } from './hover/conditionSection.js';
import { blockSection, grantSection } from './hover/grantSection.js';
import {
  carriedSection,
  exposureSection,
  participantSection,
  sweepSection,
  tokenUseSection,
} from './hover/identitySections.js';
import {
  admissionSection,
  attachmentSection,
  becomingSection,
  escalationSection,
  workloadSection,
} from './hover/joinedSections.js';
import { excessSection, referenceSection, unknownSection } from './hover/linkSections.js';
import { madeAt, namedSection } from './hover/namedSection.js';
import { resourceSection } from './hover/resourceSection.js';
import { scopesAround, scriptSection } from './hover/scriptSection.js';
import type { Selection } from './hover/select.js';
import { pointedElements, selectElements } from './hover/select.js';
import {
  carriedLifeSection,
  gateSection,
  hostSection,
  influenceSection,
  turnedAwaySection,
  initiatorSection,
  lifetimeSection,
} from './hover/startSections.js';
import { sessionCard } from './sessionCard.js';

/** What to show for a place in a text. */
export interface HoverContent {
  readonly markdown: Markdown;
  readonly range: TextRange;
}

/**
 * What the text at an offset means for the sessions of the workspace: verdict and need first, then what it opens, then
 * starts and gates, then the controls of what was found. Findings are left to the editor, which shows them itself.
 */
export function hover(snapshot: Snapshot, uri: Uri, offset: number): HoverContent | undefined {
  const assist = assistHover(snapshot, uri, offset);
  if (assist !== undefined) return assist;
  const scopes = scopesSpokenOf(snapshot, uri);
  const selection = selectElements(scopes, { uri, tree: snapshot.file(uri)?.tree }, offset);
  const place = { snapshot, uri, scopes, notes: notesAt(snapshot, uri, offset) };
  const pointing = snapshot.pointing(uri, offset);
  const told = selection === undefined ? toldOfMeant(place, pointing) : toldOf(place, selection, pointing);
  if (told === undefined) return namedHover(place, offset);
  const { range, parts, isCard } = told;
  const markdown = paragraphs([
    ...parts,
    ...contract(snapshot, uri, range),
    untriedFix(snapshot, findingsAt(snapshot, uri, range)),
    // A card ends in links of its own.
    isCard ? undefined : controlLinks(findingsAt(snapshot, uri, range)),
  ]);
  return isNothing(markdown) ? undefined : { markdown, range };
}

/** What is known around a place. */
interface Place {
  readonly snapshot: Snapshot;
  readonly uri: Uri;
  readonly scopes: readonly TrustScope[];
  readonly notes: readonly Note[];
}

interface Told {
  readonly range: TextRange;
  readonly parts: readonly Markdown[];
  readonly isCard: boolean;
}

/** Where something of the model stands at the very place. */
function toldOf(place: Place, { range, elements }: Selection, pointing: Pointing | undefined): Told {
  const { snapshot, uri, notes } = place;
  // What a condition lets through has been told where the starts themselves stand at it.
  const isCondition = pointing?.kind === 'condition' && ofKind(elements, 'initiator').length === 0;
  return {
    range,
    parts: [
      ...sections(elements, snapshot, snapshot.findings(uri)),
      ...(isCondition ? [decided(pointing, place, ofKind(elements, 'gate').length > 0)] : []),
      ...notes
        .filter((note) => overlaps(note.origin.range, range))
        .map((note) => describeNote(note, ofKind(elements, 'grant'))),
    ],
    isCard: ofKind(elements, 'session').length > 0,
  };
}

/** Where it is another text that says what this one is about. */
function toldOfMeant(place: Place, pointing: Pointing | undefined): Told | undefined {
  const { snapshot, uri, scopes, notes } = place;
  const elements = pointing === undefined ? [] : pointedElements(scopes, uri, pointing);
  const parts = [
    ...(pointing?.kind === 'resource'
      ? [resourceSection(ofKind(elements, 'grant'))]
      : sections(elements, snapshot, snapshot.findings(uri))),
    ...(pointing === undefined ? [] : [aboutIt(pointing, place)]),
  ].filter((part) => !isNothing(part));
  const range = notes[0]?.origin.range ?? (parts.length > 0 ? pointing?.range : undefined);
  if (range === undefined) return undefined;
  const remarks = notes.length > 0 || pointing?.kind !== 'same' ? notes : notesOf(snapshot, uri, pointing.at);
  return {
    range,
    parts: [...parts, ...remarks.map((note) => describeNote(note, ofKind(elements, 'grant')))],
    isCard: ofKind(elements, 'session').length > 0,
  };
}

/** What a call makes, or a name means, of which nothing else is told here. */
function namedHover(
  { snapshot, uri, scopes }: Pick<Place, 'snapshot' | 'uri' | 'scopes'>,
  offset: number,
): HoverContent | undefined {
  const made = madeAt(scopes, uri, offset);
  if (made !== undefined) return made;
  const named = snapshot.named(uri, offset);
  return named && { markdown: namedSection(named, snapshot), range: named.range };
}

/** What is said of a condition, a script or a setting by itself. */
function aboutIt(pointing: Pointing, place: Place): Markdown {
  switch (pointing.kind) {
    case 'condition':
      return decided(pointing, place, false);
    case 'script': {
      const part = { uri: place.uri, range: pointing.part };
      return scriptSection(part, scopesAround(place.scopes, part));
    }
    case 'remark':
      return mark`**${plain(pointing.title)}**  \n${plain(pointing.text)}`;
    case 'same':
    case 'resource':
      return NOTHING;
  }
}

function decided(
  pointing: Extract<Pointing, { readonly kind: 'condition' }>,
  { uri, scopes }: Place,
  isToldAsGate: boolean,
): Markdown {
  return conditionSection(pointing, scopesAround(scopes, { uri, range: pointing.around }), isToldAsGate);
}

/** Remarks at the very texts that are spoken of, such as what a condition tests. */
function notesOf(snapshot: Snapshot, uri: Uri, at: readonly TextRange[]): readonly Note[] {
  const notes = snapshot.file(uri)?.facts.notes ?? [];
  return notes.filter(
    ({ origin }) => origin.uri === uri && at.some((range) => sameRange(range, origin.range)),
  );
}

/** In this order: what the place is, then what it brings along. */
function sections(
  selected: readonly ModelElement[],
  { model }: Snapshot,
  findings: readonly Finding[],
): readonly Markdown[] {
  const elements = withoutEchoes(selected);
  return [
    ...cards(ofKind(elements, 'session'), findings, model),
    blockSection(ofKind(elements, 'block')),
    excessSection(ofKind(elements, 'excess'), model),
    attachmentSection(ofKind(elements, 'attachment')),
    workloadSection(ofKind(elements, 'workload')),
    grantSection(ofKind(elements, 'grant')),
    admissionSection(ofKind(elements, 'admission'), model, findings),
    initiatorSection(ofKind(elements, 'initiator')),
    gateSection(ofKind(elements, 'gate')),
    referenceSection(ofKind(elements, 'reference'), model),
    carriedLifeSection(ofKind(elements, 'carriedLife')),
    sweepSection(ofKind(elements, 'sweep')),
    becomingSection(ofKind(elements, 'becoming'), model),
    carriedSection(ofKind(elements, 'carried'), model, findings),
    escalationSection(ofKind(elements, 'escalation'), model),
    influenceSection(ofKind(elements, 'influence')),
    turnedAwaySection(ofKind(elements, 'turnedAway')),
    tokenUseSection(ofKind(elements, 'tokenUse')),
    participantSection(ofKind(elements, 'participant')),
    exposureSection(ofKind(elements, 'exposure')),
    hostSection(ofKind(elements, 'host')),
    lifetimeSection(ofKind(elements, 'lifetime')),
    unknownSection(ofKind(elements, 'unknown')),
  ];
}

/** The card of a session; of several at one place, as at the key that holds them all, their verdicts alone. */
function cards(
  elements: readonly ModelElement<'session'>[],
  findings: readonly Finding[],
  model: Snapshot['model'],
): readonly Markdown[] {
  return elements.map(({ scope }) =>
    elements.length > 1 ? sessionCard(scope, findings, model).verdict : briefCard(scope, findings, model),
  );
}

/**
 * Where a session becomes another one, that says it all: not the name once more, nor that this starts the other. So does
 * whom a policy trusts, of who starts its role.
 */
function withoutEchoes(elements: readonly ModelElement[]): readonly ModelElement[] {
  const becoming = ofKind(elements, 'becoming');
  const steps = new Set(becoming.map(({ item }) => item.session));
  const identities = new Set(becoming.map(({ item }) => item.identity));
  // So does a way to gain more, of whom it leads to.
  const ways = new Set(ofKind(elements, 'escalation').map(({ item }) => item.title));
  const admitted = new Set(ofKind(elements, 'admission').map(({ item }) => item.initiator));
  return elements.filter(
    (element) =>
      !(isOf(element, 'becoming') && ways.has(element.item.how)) &&
      !(steps.size > 0 && isOf(element, 'reference') && element.item.reference.kind === 'assumes') &&
      !(isOf(element, 'initiator') && (steps.has(element.scope.id) || admitted.has(element.item.id))) &&
      !(isOf(element, 'carried') && identities.has(element.item.key)),
  );
}

function notesAt(snapshot: Snapshot, uri: Uri, offset: number): readonly Note[] {
  const notes = snapshot.file(uri)?.facts.notes ?? [];
  return notes.filter((note) => note.origin.uri === uri && touches(note.origin.range, offset));
}

/** A remark with its heading; of an action that a grant here has told of, only what that left out. */
function describeNote(note: Note, told: readonly ModelElement<'grant'>[]): Markdown {
  const source = note.source === undefined ? NOTHING : link(mark`Source`, note.source);
  const isTold = told.some(
    ({ item }) => item.action === note.title || note.meaning?.includes(item.opens) === true,
  );
  if (isTold) return note.text === '' ? NOTHING : together([plain(note.text), source], ' ');
  const text = together([plain(note.meaning ?? ''), plain(note.text), source], ' ');
  return mark`**${plain(note.title)}**  \n${text}`;
}

/** For the name of a secret that a callable file asks for. */
function contract(snapshot: Snapshot, uri: Uri, range: TextRange): readonly Markdown[] {
  const secrets = snapshot.file(uri)?.facts.callContract?.secrets ?? [];
  return secrets
    .filter((secret) => secret.origin.uri === uri && sameRange(secret.origin.range, range))
    .map(
      ({ name, required }) => mark`Callers ${required ? 'must' : 'may'} hand over the secret ${code(name)}.`,
    );
}

/** Why there is no fix where somebody may look for one in vain. */
function untriedFix(snapshot: Snapshot, findings: readonly Finding[]): Markdown | undefined {
  const isLeftOut = findings.some(
    (finding) => snapshot.hasUntriedFix(finding) && snapshot.fixes(finding).length === 0,
  );
  return isLeftOut
    ? plain(
        'No fix is offered here: each has to be tried on the whole file, and this one is too long for that.',
      )
    : undefined;
}

function findingsAt(snapshot: Snapshot, uri: Uri, range: TextRange): readonly Finding[] {
  return snapshot
    .findings(uri)
    .filter((finding) => finding.suppressed === null && overlaps(finding.origin.range, range));
}
