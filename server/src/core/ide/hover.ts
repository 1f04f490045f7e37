import type { Finding, Snapshot } from '../analysis/snapshot.js';
import type { Note } from '../model/facts.js';
import type { TextRange } from '../text/textRange.js';
import { overlaps, sameRange, touches } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { assistHover } from './completion.js';
import { controlLinks } from './controlLinks.js';
import type { Markdown } from '../text/markdown.js';
import { code, isNothing, link, mark, paragraphs, plain } from '../text/markdown.js';
import { scopesSpokenOf } from './fileScopes.js';
import type { ModelElement } from '../model/scopeElements.js';
import { isOf, ofKind } from '../model/scopeElements.js';
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
import { selectElements } from './hover/select.js';
import {
  gateSection,
  hostSection,
  influenceSection,
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
  const file = { uri, tree: snapshot.file(uri)?.tree };
  const selection = selectElements(scopesSpokenOf(snapshot, uri), file, offset);
  const notes = notesAt(snapshot, uri, offset);
  const range = selection?.range ?? notes[0]?.origin.range;
  if (range === undefined) return undefined;
  const elements = selection?.elements ?? [];
  const markdown = paragraphs([
    ...sections(elements, snapshot, snapshot.findings(uri)),
    ...notes
      .filter((note) => selection === undefined || overlaps(note.origin.range, range))
      .map(describeNote),
    ...contract(snapshot, uri, range),
    // A card ends in links of its own.
    ofKind(elements, 'session').length > 0 ? undefined : controlLinks(findingsAt(snapshot, uri, range)),
  ]);
  return isNothing(markdown) ? undefined : { markdown, range };
}

/** In this order: what the place is, then what it brings along. */
function sections(
  selected: readonly ModelElement[],
  { model }: Snapshot,
  findings: readonly Finding[],
): readonly Markdown[] {
  const elements = withoutEchoes(selected);
  return [
    ...ofKind(elements, 'session').map(({ scope }) => sessionCard(scope, findings, model).markdown),
    blockSection(ofKind(elements, 'block')),
    excessSection(ofKind(elements, 'excess'), model),
    attachmentSection(ofKind(elements, 'attachment')),
    workloadSection(ofKind(elements, 'workload')),
    grantSection(ofKind(elements, 'grant')),
    admissionSection(ofKind(elements, 'admission'), model),
    initiatorSection(ofKind(elements, 'initiator')),
    gateSection(ofKind(elements, 'gate')),
    referenceSection(ofKind(elements, 'reference'), model),
    sweepSection(ofKind(elements, 'sweep')),
    becomingSection(ofKind(elements, 'becoming'), model),
    carriedSection(ofKind(elements, 'carried'), model),
    escalationSection(ofKind(elements, 'escalation'), model),
    influenceSection(ofKind(elements, 'influence')),
    tokenUseSection(ofKind(elements, 'tokenUse')),
    participantSection(ofKind(elements, 'participant')),
    exposureSection(ofKind(elements, 'exposure')),
    hostSection(ofKind(elements, 'host')),
    lifetimeSection(ofKind(elements, 'lifetime')),
    unknownSection(ofKind(elements, 'unknown')),
  ];
}

/** Where a session becomes another one, that says it all: not the name once more, nor that this starts the other. */
function withoutEchoes(elements: readonly ModelElement[]): readonly ModelElement[] {
  const steps = new Set(ofKind(elements, 'becoming').map(({ item }) => item.session));
  if (steps.size === 0) return elements;
  return elements.filter(
    (element) =>
      !(isOf(element, 'reference') && element.item.reference.kind === 'assumes') &&
      !(isOf(element, 'initiator') && steps.has(element.scope.id)),
  );
}

function notesAt(snapshot: Snapshot, uri: Uri, offset: number): readonly Note[] {
  const notes = snapshot.file(uri)?.facts.notes ?? [];
  return notes.filter((note) => note.origin.uri === uri && touches(note.origin.range, offset));
}

function describeNote(note: Note): Markdown {
  const source = note.source === undefined ? '' : mark` ${link(mark`Source`, note.source)}`;
  return mark`**${plain(note.title)}**  \n${plain(note.text)}${source}`;
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

function findingsAt(snapshot: Snapshot, uri: Uri, range: TextRange): readonly Finding[] {
  return snapshot
    .findings(uri)
    .filter((finding) => finding.suppressed === null && overlaps(finding.origin.range, range));
}
