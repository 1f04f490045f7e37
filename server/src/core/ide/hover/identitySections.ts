import type { TrustModel } from '../../model/trustScope.js';
import { gatesBefore, heldBy } from '../../model/trustScope.js';
import { describeGate } from '../describe/gates.js';
import { ownGrants, shortGrants } from '../describe/grants.js';
import { carriedKind, ownIdentity, shortName } from '../describe/identity.js';
import { describeLifetime } from '../describe/lifetime.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { joined, listed, sentence } from '../../text/phrases.js';
import { code, paragraphs, plain } from '../describe/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { sessionNames, whoHas } from './inheritance.js';

const VISIBLE = {
  step: 'visible to this step only',
  session: 'visible to every step of the session',
  file: 'visible to every session of the file',
} as const;

/** Another identity that the sessions hold: what it is, how long it works, who else holds it, what could replace it. */
export function carriedSection(elements: readonly ModelElement<'carried'>[], model: TrustModel): string {
  const groups = grouped(elements, ({ item }) => item.key);
  return paragraphs([...groups.values()].map((group) => oneCarried(group, model)));
}

function oneCarried(elements: readonly ModelElement<'carried'>[], model: TrustModel): string {
  const [first] = elements;
  if (first === undefined) return '';
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
  const lines = [
    sentence(`${whoHas(here, { one: 'carries it', many: 'carry it' })}, ${VISIBLE[item.visibleTo]}`),
    `Lasts ${describeLifetime(item.lifetime)}.`,
    item.sensitivity.length === 0
      ? ''
      : `Counts as ${joined(item.sensitivity.map((word) => word.replace(/-/gu, ' ')))}.`,
    gates.length === 0 ? 'Open: nothing checks again before it is used.' : `Behind a gate: ${listed(gates)}.`,
    withheld.length === 0 ? '' : `Not given when started by ${joined(distinct(withheld).map(code), 'or')}.`,
    ...claims(item.claims),
    minted(item),
    elsewhere.length === 0 ? '' : `Also carried by ${sessionNames(elsewhere)}.`,
    item.alternative === undefined ? '' : sentence(`Could be replaced: ${plain(item.alternative)}`),
    item.note === undefined ? '' : sentence(plain(item.note)),
  ];
  const name = code(shortName(item.name));
  return paragraphs([`**${name}**: ${plain(carriedKind(item))}`, lines.filter(Boolean).join('  \n')]);
}

function claims(values: Readonly<Record<string, string>> | undefined): readonly string[] {
  const entries = Object.entries(values ?? {});
  return entries.length === 0
    ? []
    : [
        `Presents ${listed(
          entries.map(([name, value]) => `${plain(name)} ${code(value)}`),
          6,
        )}.`,
      ];
}

function minted(item: ModelElement<'carried'>['item']): string {
  if (item.minted === undefined) return '';
  const { resources, rights } = item.minted;
  const reach = resources === undefined ? 'nothing limits the resources' : `limited to ${plain(resources)}`;
  const power = rights === undefined ? 'nothing limits the rights' : `with ${plain(rights)}`;
  return sentence(`${reach}, ${power}`);
}

const SWEEPS = {
  inherit: 'hands over every secret',
  dump: 'writes out every secret at once',
  'computed-name': 'can name any secret: the name is computed while it runs',
} as const;

/** A place that gives all secrets at once. */
export function sweepSection(elements: readonly ModelElement<'sweep'>[]): string {
  const some = distinct(elements, ({ item }) => item.how);
  return paragraphs(
    some.map(({ item }) => {
      const scopes = elements
        .filter((element) => element.item.how === item.how)
        .map((element) => element.scope);
      return `**${code(item.text)}** ${SWEEPS[item.how]}  \n${sentence(whoHas(scopes, { one: 'does so', many: 'do so' }))} Which secrets exist is not known from the files.`;
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
export function participantSection(elements: readonly ModelElement<'participant'>[]): string {
  return paragraphs(
    distinct(elements, ({ item }) => item.name).map(({ item, scope }) => {
      const fixed = item.pinned
        ? 'fixed by a digest'
        : 'not fixed by a digest: whoever owns it can change it';
      const token = {
        given: `is given ${ownIdentity(scope)}`,
        ambient: `can read ${ownIdentity(scope)}`,
        no: '',
      }[item.holdsToken];
      const power = item.holdsToken === 'no' ? '' : ` (${code(shortGrants(ownGrants(scope), 3))})`;
      const secrets = item.holdsSecrets.length === 0 ? '' : `holds ${listed(item.holdsSecrets.map(code), 6)}`;
      const holds = [token === '' ? '' : token + power, secrets].filter(Boolean);
      const isForeign = item.party === 'third-party' || item.party === 'same-owner';
      const form = isForeign ? `; ${fixed}` : '';
      return `**${code(item.name)}** runs inside the session: ${PARTIES[item.party]} ${item.form}${form}  \n${
        holds.length === 0 ? 'Holds none of its credentials.' : sentence(holds.join(', '))
      }`;
    }),
  );
}

/** A credential that is left where other code can read it. */
export function exposureSection(elements: readonly ModelElement<'exposure'>[]): string {
  return paragraphs(
    distinct(elements, ({ item }) => item.what).map(
      ({ item }) =>
        `**Leaves ${plain(item.what)}** in ${plain(item.where)} until ${plain(item.until)}  \n${sentence(plain(item.why))}`,
    ),
  );
}

/** A place where the session hands its own token on. */
export function tokenUseSection(elements: readonly ModelElement<'tokenUse'>[]): string {
  return paragraphs(
    distinct(elements, ({ item }) => item.to).map(({ item, scope }) => {
      const grants = shortGrants(ownGrants(scope), 3);
      return `**Hands ${ownIdentity(scope)} to ${code(item.to)}**: ${code(grants)}`;
    }),
  );
}
