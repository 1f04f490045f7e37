import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import { grantContext } from '../grants/grantsOf.js';
import { NO_RESOURCE_OPTIONS } from '../grants/resourceOptions.js';
import { attachedPolicies, policyKey } from '../identities/attached.js';
import { logicalKey } from '../identities/keys.js';
import { policySet, unheldSession } from '../identities/policySet.js';
import type { Parts } from '../parts.js';
import { joinParts } from '../parts.js';
import type { Reading } from '../reading.js';
import { templateParts } from '../resources/resourceParts.js';
import { holderOf } from '../resources/standingPolicies.js';
import type { Template } from '../template/template.js';
import { readTemplate } from '../template/template.js';
import type { Literals } from '../template/templateTexts.js';
import { PLAIN_LITERALS, TemplateTexts } from '../template/templateTexts.js';
import { spanning } from '../../../text/block.js';
import { known } from '../text/sourceText.js';
import type { PolicyAttachment } from './attachments.js';
import { attachmentsOf } from './attachments.js';
import { entryAt, mappingAt } from './build.js';
import type { MadeDocument } from './documents.js';
import { documentParts } from './documents.js';
import { readConfiguration } from './configuration.js';
import { githubSettings } from './githubSettings.js';
import { outputEntries } from './handed.js';
import { parameterEntries, templateEntries } from './template.js';
import { Values } from './values.js';
import { quoted } from '../../../text/quoted.js';

/**
 * One file of a configuration of Terraform or OpenTofu by itself, read as the template of CloudFormation that says the
 * same.
 */
export function terraformParts(reading: Reading, root: SyntaxNode): Parts {
  return configurationParts(reading, [new Values(reading, readConfiguration({ root }))]);
}

/** Configurations whose outputs another one takes. */
export interface Givers {
  /** The modules of those that were met so far. */
  readonly modules: () => readonly Values[];
  readonly home: Template['home'];
}

export const NO_GIVERS: Givers = { modules: () => [], home: () => undefined };

/** The modules of a configuration, each instance with its values, read as one template. */
export function configurationParts(
  reading: Reading,
  modules: readonly Values[],
  givers: Givers = NO_GIVERS,
): Parts {
  const attachments = modules.flatMap((values) => attachmentsOf(values));
  const resources = modules.flatMap((values) => templateEntries(values, attachments));
  const documents = modules.flatMap((values) => madeDocuments(values));
  const outputs = modules.flatMap((values) => outputEntries(values));
  const given = givenEntries(givers);
  const parameters = [...new Set([...modules, ...given.modules].map((values) => values.parameters))].flatMap(
    parameterEntries,
  );
  const range = modules[0]?.range ?? { start: 0, end: 0 };
  const whole = readTemplate(
    mappingAt(range, [
      entryAt(range, 'Resources', mappingAt(range, [...resources, ...given.resources])),
      entryAt(range, 'Parameters', mappingAt(range, parameters)),
      entryAt(range, 'Outputs', mappingAt(range, outputs)),
    ]),
  );
  const template = {
    ...whole,
    resources: whole.resources.filter(({ id }) => givers.home(id) === undefined),
    home: givers.home,
  };
  const context: Context = {
    reading,
    template,
    texts: new TemplateTexts(reading, template, LITERALS),
    grants: grantContext(reading, NO_RESOURCE_OPTIONS),
    off: new Set(
      modules.flatMap((values) =>
        values.resources.flatMap(({ address, offByDefault }) => (offByDefault === true ? [address] : [])),
      ),
    ),
  };
  for (const values of modules) noteCalls(reading, values);
  return joinParts([
    templateParts(context),
    { settings: modules.flatMap(githubSettings) },
    ...documents.map((document) => documentParts(context, document)),
    ...attachments
      .filter(({ address }) => address === undefined)
      .map((attachment) => outsideAttachment(context, attachment)),
  ]);
}

/** The resources of the givers; what they are made of may lead to more of them. */
function givenEntries({ modules }: Givers): {
  readonly modules: readonly Values[];
  readonly resources: readonly SyntaxEntry[];
} {
  const resources: SyntaxEntry[] = [];
  let done = 0;
  for (let all = modules(); done < all.length; all = modules()) {
    const next = all.slice(done);
    done = all.length;
    resources.push(...next.flatMap((values) => templateEntries(values, attachmentsOf(values))));
  }
  return { modules: modules(), resources };
}

function madeDocuments(values: Values): readonly MadeDocument[] {
  return values.configuration.documents.flatMap(({ address }) =>
    values.found(address).flatMap((block) => {
      const used = values.isUsed(block.address);
      const node = values.document(block);
      return node === undefined ? [] : [{ block, node, used }];
    }),
  );
}

/** Says of modules that are not here that what they make is not known. */
function noteCalls(reading: Reading, { configuration, surroundings }: Values): void {
  for (const { key, body, name } of configuration.modules) {
    const read = surroundings.described(name);
    if (surroundings.called(name) !== undefined && read === undefined) continue;
    const source = textOf(get(body, 'source'));
    reading.note({
      origin: reading.originOf(key),
      title: `Module ${name}`,
      text:
        read !== undefined
          ? `What ${quoted(source ?? '')} makes of its arguments is known as of ${read}; its own text is not read here.`
          : `What ${source === undefined ? 'this module' : quoted(source)} makes is not read together with this file: roles and policies of its own are not known here.`,
      source: 'https://developer.hashicorp.com/terraform/language/modules',
    });
  }
}

/** Texts as they stand; keys of objects may have been worked out in part. */
const LITERALS: Literals = {
  ...PLAIN_LITERALS,
  part: (text) => ({ ...known(text), shown: text.replaceAll(UNKNOWN_PART, '…') }),
};

/** An attachment to a role, user or group that stands in another file. */
function outsideAttachment(
  context: Context,
  { block, policy, holder, kind }: PolicyAttachment,
): Partial<Parts> {
  const { reading, texts } = context;
  const holders = texts.texts(holder).flatMap((text) => holderOf(context, { kind, text }) ?? []);
  const origin = reading.originOf(block.key);
  const extent = spanning(block.key.range, block.body.range);
  const policies = texts.texts(policy);
  const common = { noun: 'attachment', holders, within: null, namespace: null, origin, extent };
  const attached = attachedPolicies(context, policies);
  const own = logicalKey('permission-set', reading.uri, block.address);
  const names = policies.map(({ shown }) => shown).join(', ');
  const setOrigin = policies[0]?.origin ?? origin;
  const set = policySet(context, {
    localId: `attachment:${block.address}`,
    noun: 'attached policy',
    name: names,
    subject: { policy: names },
    key: own,
    origin,
    extent,
    policies: attached.policies,
  });
  const references = policies.flatMap((text) => {
    const key = policyKey(context, text);
    return key === undefined || key.key.startsWith('aws:managed/') ? [] : [{ key, text }];
  });
  const isKnown = attached.policies.length > 0 || attached.unknowns.length > 0;
  const whole = { ...set, unknowns: [...set.unknowns, ...attached.unknowns] };
  if (holders.length === 0) return isKnown ? { sets: [whole], sessions: [unheldSession(whole)] } : {};
  return {
    sets: isKnown ? [whole] : [],
    // Where the holder is in the workspace, the linker puts the grants there.
    sessions: isKnown ? [unheldSession(whole)] : [],
    attachments: [
      ...(isKnown
        ? [{ ...common, localId: `attachment:${block.address}`, name: names, set: own, setOrigin }]
        : []),
      ...references.map(({ key, text }) => ({
        ...common,
        localId: `attachment:${block.address}`,
        name: text.shown,
        set: key,
        setOrigin: text.origin,
      })),
    ],
  };
}
