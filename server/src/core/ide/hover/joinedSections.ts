import type { TrustModel, TrustScope } from '../../model/trustScope.js';
import { gatesBefore } from '../../model/trustScope.js';
import { describeGate } from '../describe/gates.js';
import { describeGrants, ownGrants } from '../describe/grants.js';
import { baseName } from '../../text/uri.js';
import { sessionMarkdown } from '../describe/identity.js';
import { loginMarkdown } from '../describe/logins.js';
import { describeLifetime } from '../describe/lifetime.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { joined, listed, sentence } from '../../text/phrases.js';
import { code, link, paragraphs, plain } from '../describe/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { withWidths } from './inheritance.js';

/** A binding: what it gives, to whom, and where. */
export function attachmentSection(elements: readonly ModelElement<'attachment'>[]): string {
  const bindings = grouped(elements, ({ item }) => `${item.origin.uri} ${String(item.origin.range.start)}`);
  return paragraphs([...bindings.values()].map(oneAttachment));
}

function oneAttachment(elements: readonly ModelElement<'attachment'>[]): string {
  const [first] = elements;
  if (first === undefined) return '';
  const { item, scope } = first;
  const given = scope.grants.filter(
    ({ attachedBy }) => attachedBy?.origin.range.start === item.origin.range.start,
  );
  const scopes = distinct(
    elements.map((element) => element.scope),
    ({ id }) => id,
  );
  return paragraphs([
    `**${code(item.name)}** gives ${plain(item.set)} ${item.within === null ? 'everywhere' : `in ${code(item.within)}`}`,
    [
      `To ${withWidths(scopes)}.`,
      given.length === 0 ? 'Which gives nothing.' : `${describeGrants(given)}.`,
    ].join('  \n'),
  ]);
}

/** A workload: as whom it runs, and what that can reach. */
export function workloadSection(elements: readonly ModelElement<'workload'>[]): string {
  const workloads = distinct(elements, ({ item, scope }) => `${scope.id} ${item.localId}`);
  return paragraphs(
    workloads.map(({ item, scope }) => {
      const grants = ownGrants(scope);
      const mounted = item.mounts === false ? ', whose token is not mounted' : '';
      return paragraphs([
        `**${plain(item.noun)} ${code(item.name)}** runs as ${sessionMarkdown(scope.facts)}: ${scope.width.band}${mounted}`,
        [
          grants.length === 0 ? 'No binding here gives that account anything.' : `${describeGrants(grants)}.`,
          `Its token lasts ${describeLifetime(scope.lifetime)}.`,
        ].join('  \n'),
      ]);
    }),
  );
}

/** Whom a trust policy lets in, with a claim that passes and one that fails. */
export function admissionSection(elements: readonly ModelElement<'admission'>[], model: TrustModel): string {
  return paragraphs(
    distinct(elements, ({ item }) => item.initiator).map(({ item, scope }) => {
      const here = startersOf(scope, model);
      return paragraphs([
        `**Lets in** ${plain(item.admits)}`,
        [
          item.passes === undefined ? '' : `Passes: ${code(item.passes)}.`,
          item.fails === undefined ? '' : `Fails: ${code(item.fails)}.`,
          here.length === 0 ? '' : `In this workspace: ${withWidths(here)}.`,
          ...item.flaws.map(({ message }) => plain(message)),
        ]
          .filter(Boolean)
          .join('  \n'),
        ...loginsOf(scope, [...here, ...model.refusedBy(scope.id)], model),
      ]);
    }),
  );
}

/** More logins than that are not told one by one. */
const MOST_LOGINS = 3;

/** What a role says of each job that asks for it. */
function loginsOf(role: TrustScope, asking: readonly TrustScope[], model: TrustModel): readonly string[] {
  return distinct(asking, ({ id }) => id)
    .slice(0, MOST_LOGINS)
    .flatMap((session) => {
      const login = model.login(session.id, role.id);
      return login === undefined ? [] : [loginMarkdown(session.facts, role.facts, login)];
    });
}

function startersOf(scope: TrustScope, model: TrustModel): readonly TrustScope[] {
  return model.becoming(scope.id);
}

/** Another session that this one can become, and what that opens. */
export function becomingSection(elements: readonly ModelElement<'becoming'>[], model: TrustModel): string {
  const steps = distinct(elements, ({ item }) => item.session);
  return paragraphs(
    steps.map(({ item, scope }) => {
      const next = model.scope(item.session);
      if (next === undefined) return '';
      const grants = ownGrants(next);
      const gates = distinct(gatesBefore(scope, item).map(describeGate));
      return paragraphs([
        `**Can ${plain(item.how)}**: ${next.width.band} (${link(plain(baseName(next.file.uri)), next.file.uri)})`,
        [
          grants.length === 0 ? 'What that may do is not known.' : `Reaches ${describeGrants(grants)}.`,
          item.identity === undefined ? `Lasts ${describeLifetime(next.lifetime)}.` : '',
          gates.length === 0 ? 'Open: nothing checks again before.' : `Behind a gate: ${listed(gates)}.`,
          item.certain ? '' : 'Whether it may is not known for certain from the files.',
        ]
          .filter(Boolean)
          .join('  \n'),
        ...loginsOf(next, [scope], model),
      ]);
    }),
  );
}

/** Ways by which a session gains more than it was given. */
export function escalationSection(
  elements: readonly ModelElement<'escalation'>[],
  model: TrustModel,
): string {
  const ways = distinct(elements, ({ item }) => item.method);
  return paragraphs(
    ways.slice(0, 3).map(({ item }) => {
      const actions = distinct(item.by.map(({ action }) => code(action)));
      const targets = item.targets.flatMap((id) => model.scope(id) ?? []);
      const source = item.source === undefined ? '' : ` ${link('Source', item.source)}`;
      return (
        sentence(
          `**With ${joined(actions)}** it can ${plain(item.title)}, and so ${plain(item.leadsTo)}${
            targets.length === 0 ? '' : ` (${withWidths(targets)})`
          }${item.conditions.length === 0 ? '' : `, where ${plain(joined(item.conditions))}`}`,
        ) + source
      );
    }),
  );
}
