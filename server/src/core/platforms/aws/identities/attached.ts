import { knownManagedPath, knownManagedPolicy } from '../../../knowledge/aws/documented/managedTable.js';
import type { DefinitionKey, Reference, Unknown } from '../../../model/facts.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { Context } from '../context.js';
import { readDocumented } from '../policy/documented.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import type { SourceText } from '../text/sourceText.js';
import { notHere } from './unread.js';
import { logicalKey, managedDefinition, managedPathOf, policyDefinition, setKeys } from './keys.js';
import { quoted } from '../../../text/quoted.js';

/** What comes of the managed policies that are attached to an identity by name or ARN. */
interface Attached {
  /** Policies of AWS whose content is known, as if they were written where they are named. */
  readonly policies: readonly { readonly prefix: string; readonly policy: ReadPolicy }[];
  readonly references: readonly Reference[];
  readonly unknowns: readonly Unknown[];
}

const NOTHING: Attached = { policies: [], references: [], unknowns: [] };

/** Reads the managed policies of an identity. A policy that is only named is a reference, for the linker to find. */
export function attachedPolicies(context: Context, names: readonly SourceText[]): Attached {
  return names.map((name, index) => attachedPolicy(context, name, index)).reduce(merged, NOTHING);
}

function attachedPolicy(context: Context, name: SourceText, index: number): Attached {
  const key = policyKey(context, name);
  const { origin, shown } = name;
  if (key === undefined) {
    const what = `what policy ${quoted(shown)} allows`;
    return {
      ...NOTHING,
      unknowns: [
        { what, why: notHere(shown) ?? 'the template only tells its name when it is deployed', origin },
      ],
    };
  }
  const path = managedPathOf(key);
  if (path === undefined) {
    const reference: Reference = {
      id: `holds:${String(index)}:${key.key}`,
      kind: 'holds',
      target: key,
      name: shown,
      origin,
    };
    return { ...NOTHING, references: [reference] };
  }
  const documented = knownManagedPolicy(context.reading.managedPolicies, path);
  const source = `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${path.slice(path.lastIndexOf('/') + 1)}.html`;
  if (documented === undefined) {
    return {
      ...NOTHING,
      unknowns: [
        {
          what: `what ${quoted(path)} allows`,
          why: 'AWS manages this policy, and its content is not known here',
          origin,
        },
      ],
    };
  }
  context.reading.note({
    origin,
    title: path,
    text: `A policy that AWS manages. Read in version ${documented.parameters[0] ?? ''}; AWS may change it at any time.`,
    source,
  });
  return {
    ...NOTHING,
    policies: [{ prefix: `${path}/`, policy: readDocumented(documented, origin, {}, name.guards) }],
  };
}

/** The key of the policy that a text names: an ARN, a policy of the template, or, for SAM, a bare name. */
export function policyKey(context: Context, { text, resources }: SourceText): DefinitionKey | undefined {
  const { reading, template } = context;
  const resource = resources
    .map((id) => template.resource(id))
    .find((one) => one?.type === 'AWS::IAM::ManagedPolicy');
  if (resource !== undefined) return setKeys(context, resource, policyDefinition).key;
  const elsewhere = resources.find((id) => id.startsWith('aws_iam_policy.'));
  if (elsewhere !== undefined) return logicalKey('permission-set', reading.uri, elsewhere);
  const managed = /^arn:[^:]*:iam::aws:policy\/(.+)$/u.exec(text)?.[1];
  if (managed !== undefined) return managed.includes(UNKNOWN_PART) ? undefined : managedDefinition(managed);
  const own = /^arn:[^:]*:iam::[^:]*:policy\/(?:.+\/)?([^/]+)$/u.exec(text)?.[1];
  if (own !== undefined) return own === UNKNOWN_PART ? undefined : policyDefinition(own);
  if (text.includes(UNKNOWN_PART) || text.includes(':') || text === '') return undefined;
  return managedDefinition(knownManagedPath(reading.managedPolicies, text) ?? text);
}

function merged(a: Attached, b: Attached): Attached {
  return {
    policies: [...a.policies, ...b.policies],
    references: [...a.references, ...b.references],
    unknowns: [...a.unknowns, ...b.unknowns],
  };
}
