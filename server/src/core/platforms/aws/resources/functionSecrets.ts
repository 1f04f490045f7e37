import { credentialVariable } from '../../../knowledge/actions/lookup.js';
import { valueKind } from '../../../knowledge/names/secretValues.js';
import { writtenCredential } from '../../../knowledge/names/writtenCredential.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import type { CarriedIdentity } from '../../../model/facts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { Parts } from '../parts.js';
import { intrinsicOf } from '../template/intrinsics.js';
import { physicalName } from '../template/references.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import { isKnown } from '../text/sourceText.js';
import { extentOf } from './roles.js';
import { quoted } from '../../../text/quoted.js';

const FUNCTIONS: ReadonlySet<string> = new Set(['AWS::Lambda::Function', 'AWS::Serverless::Function']);

/** Credentials that stand in the environment of a function, as what whoever reads the template holds. */
export function functionSecretParts(context: Context, resource: Resource): Partial<Parts> {
  if (!FUNCTIONS.has(resource.type)) return {};
  const { reading, texts } = context;
  const carried = entries(variablesOf(resource)).flatMap(({ key, value }) => {
    const text = intrinsicOf(value) === undefined ? textOf(value) : undefined;
    if (text === undefined || valueKind(key.text, text) !== 'secret') return [];
    const known = credentialVariable(key.text);
    return [
      writtenCredential({
        key: `aws:variable/${reading.uri}#${resource.id}/${key.text}`,
        name: key.text,
        words: `${resource.id} ${key.text}`,
        system:
          known?.system ?? (/^(?:AKIA|ASIA)/u.test(text) || /aws|s3/iu.test(key.text) ? 'AWS' : undefined),
        credential: known?.kind,
        alternative:
          'Of AWS the function has a role and needs no keys; all else it can read from Secrets Manager as that role.',
        origin: reading.originOf(value),
      }),
    ];
  });
  const written = withoutIds(carried);
  if (written.length === 0) return {};
  const origin = reading.originOf(resource.key);
  const name = physicalName(texts, resource);
  const label = isKnown(name) ? name.shown : resource.id;
  return {
    sessions: [
      {
        ...EMPTY_SESSION,
        localId: `function:${resource.id}`,
        kind: 'static-credential',
        name: label,
        noun: 'Lambda function',
        label,
        credential: `credentials in the environment of function ${label}`,
        subject: { function: label },
        origin,
        extent: extentOf(resource),
        role: 'acted-as',
        lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until they are changed', origin },
        carried: written,
        unknowns: [
          {
            what: `what the credentials of function ${quoted(label)} open`,
            why: 'that is for what they log in to',
            origin,
          },
        ],
      },
    ],
  };
}

/** The variables of a template, or of Terraform's block `environment`. */
function variablesOf(resource: Resource): SyntaxNode | undefined {
  const environment = property(resource, 'Environment');
  const block = environment?.kind === 'sequence' ? environment.items[0] : environment;
  return get(block, 'Variables') ?? get(block, 'variables');
}

/** The id of an access key is no credential beside its secret. */
function withoutIds(carried: readonly CarriedIdentity[]): readonly CarriedIdentity[] {
  const hasSecret = carried.some(({ name }) => /secret/iu.test(name));
  return hasSecret ? carried.filter(({ name }) => !/access_?key_?id$/iu.test(name)) : carried;
}
