import type { Finding } from '../../analysis/snapshot.js';
import type { Origin } from '../../model/origin.js';
import type { TrustModel } from '../../model/trustScope.js';
import { gatesBefore, heldBy } from '../../model/trustScope.js';
import { describeGate } from '../describe/gates.js';
import { ownGrants, shortGrants } from '../describe/grants.js';
import { carriedKind, ownIdentity, shortName } from '../describe/identity.js';
import { describeLifetime } from '../describe/lifetime.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { joined, listed, sentence } from '../../text/phrases.js';
import { sameRange } from '../../text/textRange.js';
import type { Markdown } from '../../text/markdown.js';
import { code, mark, NOTHING, paragraphs, plain, together } from '../../text/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { sessionNames, whoHas } from './inheritance.js';

const VISIBLE = {
  step: 'visible to this step only',
  session: 'visible to every step',
  file: 'visible to every session of the file',
} as const;

/** Another identity that the sessions hold: what it is, how long it works, who else holds it, what could replace it. */
export function carriedSection(
  elements: readonly ModelElement<'carried'>[],
  model: TrustModel,
  findings: readonly Finding[],
): Markdown {
  const groups = grouped(elements, ({ item }) => item.key);
  return paragraphs([...groups.values()].map((group) => oneCarried(group, model, findings)));
}

function oneCarried(
  elements: readonly ModelElement<'carried'>[],
  model: TrustModel,
  findings: readonly Finding[],
): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const { item } = first;
  const here = elements.map((element) => element.scope);
  const elsewhere = [...model.carriersOf(item.key)].filter(
    (scope) => !here.some((other) => other.id === scope.id),
  );
  const gates = distinct(
    elements.flatMap(({ scope, item: carried }) => gatesBefore(scope, carried).map(describeGate)),
  );
  const withheld = elements.flatMap(({ scope, item: carried }) =>
    scope.initiators
      .filter((initiator) => !heldBy(initiator, { ...carried }))
      .map((initiator) => initiator.event),
  );
  const told = [
    sentence(
      mark`${whoHas(here, {
        one: mark`carries it`,
        many: mark`carry it`,
      })}, ${VISIBLE[item.visibleTo]}`,
    ),
    mark`Lasts ${describeLifetime(item.lifetime)}.`,
    item.sensitivity.length === 0
      ? ''
      : mark`Counts as ${plain(joined(item.sensitivity.map((word) => word.replace(/-/gu, ' '))))}.`,
    gates.length === 0 ? 'Used without approval.' : mark`Behind a gate: ${listed(gates)}.`,
    withheld.length === 0
      ? ''
      : mark`Not given when started by ${joined(distinct(withheld).map(code), 'or')}.`,
    ...claims(item.claims),
    minted(item),
    elsewhere.length === 0 ? '' : mark`Also carried by ${sessionNames(elsewhere)}.`,
    item.alternative === undefined || isSaid(item.alternative, first.origin, findings)
      ? ''
      : sentence(mark`Could be replaced: ${plain(item.alternative)}`),
    item.note === undefined ? '' : sentence(plain(item.note)),
  ];
  const name = code(shortName(item.name));
  return paragraphs([mark`**${name}**: ${plain(carriedKind(item))}`, together(told, ' ')]);
}

/** Whether a finding at the place says it, which the editor shows above. */
function isSaid(text: string, { uri, range }: Origin, findings: readonly Finding[]): boolean {
  return findings.some(
    ({ origin, message }) => origin.uri === uri && sameRange(origin.range, range) && message.includes(text),
  );
}

function claims(values: Readonly<Record<string, string>> | undefined): readonly Markdown[] {
  const entries = Object.entries(values ?? {});
  return entries.length === 0
    ? []
    : [
        mark`Presents ${listed(
          entries.map(([name, value]) => mark`${plain(name)} ${code(value)}`),
          6,
        )}.`,
      ];
}

function minted(item: ModelElement<'carried'>['item']): Markdown {
  if (item.minted === undefined) return NOTHING;
  const { resources, rights } = item.minted;
  const reach =
    resources === undefined ? 'nothing limits the resources' : mark`limited to ${plain(resources)}`;
  const power = rights === undefined ? 'nothing limits the rights' : mark`with ${plain(rights)}`;
  return sentence(mark`${reach}, ${power}`);
}

const SWEEPS = {
  inherit: 'hands over every secret',
  dump: 'writes out every secret at once',
  'computed-name': 'can name any secret: the name is computed while it runs',
} as const;

/** A place that gives all secrets at once. */
export function sweepSection(elements: readonly ModelElement<'sweep'>[]): Markdown {
  const some = distinct(elements, ({ item }) => item.how);
  return paragraphs(
    some.map(({ item }) => {
      const scopes = elements
        .filter((element) => element.item.how === item.how)
        .map((element) => element.scope);
      return mark`**${code(item.text)}** ${SWEEPS[item.how]}  \n${sentence(
        whoHas(scopes, {
          one: mark`does so`,
          many: mark`do so`,
        }),
      )} Which secrets exist is not known from the files.`;
    }),
  );
}

const PARTIES = {
  platform: "the platform's own",
  'same-owner': "the owner's own",
  'third-party': 'third-party',
  repository: "this repository's own",
} as const;

/** Code that runs inside the session: whose it is, whether it can change, what it holds. */
export function participantSection(elements: readonly ModelElement<'participant'>[]): Markdown {
  return paragraphs(
    distinct(elements, ({ item }) => item.name).map(({ item, scope }) => {
      const fixed = item.pinned
        ? 'fixed by a digest'
        : 'not fixed by a digest: whoever owns it can change it';
      const token = {
        given: mark`is given ${ownIdentity(scope)}`,
        ambient: mark`can read ${ownIdentity(scope)}`,
        no: '',
      }[item.holdsToken];
      const power = item.holdsToken === 'no' ? '' : mark` (${code(shortGrants(ownGrants(scope), 3))})`;
      const secrets =
        item.holdsSecrets.length === 0 ? '' : mark`holds ${listed(item.holdsSecrets.map(code), 6)}`;
      const holds = [token === '' ? '' : mark`${token}${power}`, secrets].filter((part) => part !== '');
      const isForeign = item.party === 'third-party' || item.party === 'same-owner';
      const form = isForeign ? mark`; ${fixed}` : '';
      return mark`**${code(item.name)}** runs inside the session: ${PARTIES[item.party]} ${item.form}${form}  \n${
        holds.length === 0 ? 'Holds none of its credentials.' : sentence(together(holds, ', '))
      }`;
    }),
  );
}

/** A credential that is left where other code can read it. */
export function exposureSection(elements: readonly ModelElement<'exposure'>[]): Markdown {
  return paragraphs(
    distinct(elements, ({ item }) => item.what).map(
      ({ item }) =>
        mark`**Leaves ${plain(item.what)}** in ${plain(item.where)} until ${plain(item.until)}  \n${sentence(plain(item.why))}`,
    ),
  );
}

/** A place where the session hands its own token on. */
export function tokenUseSection(elements: readonly ModelElement<'tokenUse'>[]): Markdown {
  return paragraphs(
    distinct(elements, ({ item }) => item.to).map(({ item, scope }) => {
      const grants = ownGrants(scope);
      const rights = grants.length === 0 ? 'its rights are not in these files' : code(shortGrants(grants, 3));
      return mark`**Hands ${ownIdentity(scope)} to ${code(item.to)}**: ${rights}`;
    }),
  );
}
