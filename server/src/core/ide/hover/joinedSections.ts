import type { Finding } from '../../analysis/snapshot.js';
import type { Becoming } from '../../model/escalation.js';
import type { TrustModel, TrustScope } from '../../model/trustScope.js';
import { gatesBefore } from '../../model/trustScope.js';
import { describeGate } from '../describe/gates.js';
import { describeGrants, ownGrants } from '../describe/grants.js';
import { baseName } from '../../text/uri.js';
import { sessionMarkdown } from '../describe/identity.js';
import { loginBrief } from '../describe/logins.js';
import { describeLifetime } from '../describe/lifetime.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { counted, joined, listed, sentence } from '../../text/phrases.js';
import type { Markdown } from '../../text/markdown.js';
import { code, lines, link, mark, NOTHING, paragraphs, plain } from '../../text/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { withWidths } from './inheritance.js';

/** A binding: what it gives, to whom, and where. */
export function attachmentSection(elements: readonly ModelElement<'attachment'>[]): Markdown {
  const bindings = grouped(elements, ({ item }) => `${item.origin.uri} ${String(item.origin.range.start)}`);
  return paragraphs([...bindings.values()].map(oneAttachment));
}

function oneAttachment(elements: readonly ModelElement<'attachment'>[]): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const { item, scope } = first;
  const given = scope.grants.filter(
    ({ attachedBy }) => attachedBy?.origin.range.start === item.origin.range.start,
  );
  const scopes = distinct(
    elements.map((element) => element.scope),
    ({ id }) => id,
  );
  return paragraphs([
    mark`**${code(item.name)}** gives ${plain(item.set)} ${item.within === null ? 'everywhere' : mark`in ${code(item.within)}`}`,
    lines([
      mark`To ${withWidths(scopes)}.`,
      given.length === 0 ? 'Which gives nothing.' : mark`${describeGrants(given)}.`,
    ]),
  ]);
}

/** A workload: as whom it runs, and what that can reach. */
export function workloadSection(elements: readonly ModelElement<'workload'>[]): Markdown {
  const workloads = distinct(elements, ({ item, scope }) => `${scope.id} ${item.localId}`);
  return paragraphs(
    workloads.map(({ item, scope }) => {
      const grants = ownGrants(scope);
      const mounted = item.mounts === false ? ', whose token is not mounted' : '';
      return paragraphs([
        mark`**${plain(item.noun)} ${code(item.name)}** runs as ${sessionMarkdown(scope.facts)}: ${scope.width.band}${mounted}`,
        lines([
          grants.length === 0
            ? 'No binding here gives that account anything.'
            : mark`${describeGrants(grants)}.`,
          mark`Its token lasts ${describeLifetime(scope.lifetime)}.`,
        ]),
      ]);
    }),
  );
}

/** Whom a trust policy trusts, with a claim that passes and one that fails. */
export function admissionSection(
  elements: readonly ModelElement<'admission'>[],
  model: TrustModel,
  findings: readonly Finding[],
): Markdown {
  // What was found at a place, the editor shows there by itself.
  const found = new Set(findings.map(({ message }) => message));
  return paragraphs(
    distinct(elements, ({ item }) => item.initiator).map(({ item, scope }) => {
      const here = startersOf(scope, model);
      return paragraphs([
        mark`**Lets in** ${plain(item.admits)}, to ${withWidths([scope])}`,
        lines([
          ...item.flaws.filter(({ message }) => !found.has(message)).map(({ message }) => plain(message)),
          item.passes === undefined ? '' : mark`Passes: ${code(item.passes)}.`,
          item.fails === undefined ? '' : mark`Fails: ${code(item.fails)}.`,
          here.length <= MOST_LOGINS ? '' : mark`In this workspace: ${withWidths(here)}.`,
        ]),
        ...loginsOf(scope, [...here, ...model.refusedBy(scope.id)], model),
      ]);
    }),
  );
}

/** More logins than that are not told one by one. */
const MOST_LOGINS = 3;

/** What a role says of each job that asks for it. */
function loginsOf(role: TrustScope, asking: readonly TrustScope[], model: TrustModel): readonly Markdown[] {
  return distinct(asking, ({ id }) => id)
    .slice(0, MOST_LOGINS)
    .flatMap((session) => {
      const login = model.login(session.id, role.id);
      return login === undefined ? [] : [loginBrief(session.facts, role.facts, login)];
    });
}

function startersOf(scope: TrustScope, model: TrustModel): readonly TrustScope[] {
  return model.becoming(scope.id);
}

/** Another session that this one can become, and what that opens. */
export function becomingSection(elements: readonly ModelElement<'becoming'>[], model: TrustModel): Markdown {
  const steps = distinct(elements, ({ item }) => item.session);
  return steps.length > 1
    ? lines(steps.map(({ item }) => shortStep(item, model)))
    : paragraphs(steps.map((element) => oneStep(element, model)));
}

/** Of several each in a line: what it is and what that reaches. */
function shortStep(item: Becoming, model: TrustModel): Markdown {
  const next = model.scope(item.session);
  if (next === undefined) return NOTHING;
  const grants = ownGrants(next);
  const reach = grants.length === 0 ? mark`what it may do is not known` : describeGrants(grants);
  return mark`**Can ${plain(item.how)}**: ${next.width.band} (${link(plain(baseName(next.file.uri)), next.file.uri)}): ${reach}.`;
}

function oneStep({ item, scope }: ModelElement<'becoming'>, model: TrustModel): Markdown {
  const next = model.scope(item.session);
  if (next === undefined) return NOTHING;
  const grants = ownGrants(next);
  const gates = distinct(gatesBefore(scope, item).map(describeGate));
  const carried = scope.carried.find(({ key }) => key === item.identity);
  return paragraphs([
    mark`**Can ${plain(item.how)}**: ${next.width.band} (${link(plain(baseName(next.file.uri)), next.file.uri)})`,
    lines([
      grants.length === 0 ? 'What that may do is not known.' : mark`Reaches ${describeGrants(grants)}.`,
      mark`Lasts ${describeLifetime(carried?.lifetime ?? next.lifetime)}.`,
      gates.length === 0
        ? 'Without approval: nothing checks again before.'
        : mark`Behind a gate: ${listed(gates)}.`,
      item.certain ? '' : 'Whether it may is not known for certain from the files.',
    ]),
    ...loginsOf(next, [scope], model),
    carried?.note === undefined ? '' : sentence(plain(carried.note)),
  ]);
}

/** Ways by which a session gains more than it was given. */
export function escalationSection(
  elements: readonly ModelElement<'escalation'>[],
  model: TrustModel,
): Markdown {
  const ways = distinct(elements, ({ item }) => item.method);
  const byActions = [...grouped(ways, ({ item }) => item.by.map(({ action }) => action).join(' ')).values()];
  return paragraphs(
    byActions.slice(0, 3).flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const { item } = first;
      const actions = distinct(item.by.map(({ action }) => code(action)));
      const targets = item.targets.flatMap((id) => model.scope(id) ?? []);
      const source = item.source === undefined ? '' : mark` ${link(mark`Source`, item.source)}`;
      const way = sentence(
        mark`**With ${joined(actions)}** it can ${plain(item.title)}, and so ${plain(item.leadsTo)}${
          targets.length === 0 ? '' : mark` (${withWidths(targets)})`
        }${item.conditions.length === 0 ? '' : mark`, where ${plain(joined(item.conditions))}`}`,
      );
      const more =
        others.length === 0 ? '' : mark` So it can in ${plain(counted(others.length, 'other way'))}.`;
      return [mark`${way}${more}${source}`];
    }),
  );
}
