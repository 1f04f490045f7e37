import { MANAGED_POLICIES } from './managedPolicies.js';
import { SAM_POLICY_TEMPLATES } from './samPolicyTemplates.js';

/** A statement as a vendor documents it. Texts hold `{Name}` for parameters, `{AWS::Region}` and variables of IAM. */
export interface DocumentedStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Whether `actions` lists what is left out. */
  readonly allButActions: boolean;
  readonly resources: readonly string[];
  readonly allButResources: boolean;
  readonly conditions: readonly {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
  }[];
}

/** A policy whose content is the vendor's. */
export interface DocumentedPolicy {
  readonly name: string;
  /** For a template the names of its parameters, for a managed policy its version. */
  readonly parameters: readonly string[];
  readonly statements: readonly DocumentedStatement[];
}

const TEMPLATES = index(SAM_POLICY_TEMPLATES);
const MANAGED = index(MANAGED_POLICIES);
const MANAGED_PATHS: ReadonlyMap<string, string> = new Map(
  [...MANAGED.keys()].map((path) => [path.slice(path.lastIndexOf('/') + 1), path]),
);

/** What a policy template of SAM stands for; `undefined` when SAM has none of that name. */
export function samPolicyTemplate(name: string): DocumentedPolicy | undefined {
  return read(TEMPLATES, name);
}

/** The names of all policy templates of SAM. */
export function samPolicyTemplateNames(): Iterable<string> {
  return TEMPLATES.keys();
}

/** What a policy that AWS manages allows, by the part of its ARN behind `policy/`; `undefined` for one that was not read. */
export function managedPolicy(path: string): DocumentedPolicy | undefined {
  return read(MANAGED, path);
}

/** The path of a managed policy by its name alone, as SAM takes it. */
export function managedPolicyPath(name: string): string | undefined {
  return MANAGED_PATHS.get(name);
}

/** Heads by name, with the lines that follow; the lines are read when they are asked for. */
function index(
  text: string,
): ReadonlyMap<string, { readonly head: string; readonly lines: readonly string[] }> {
  const found = new Map<string, { head: string; lines: string[] }>();
  let last: { head: string; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith('  ')) last?.lines.push(line.trim());
    else if (line !== '') {
      last = { head: line, lines: [] };
      found.set(line.split(' ')[0] ?? line, last);
    }
  }
  return found;
}

function read(from: ReturnType<typeof index>, name: string): DocumentedPolicy | undefined {
  const found = from.get(name);
  if (found === undefined) return undefined;
  const [, ...parameters] = found.head.split(' ');
  return { name, parameters, statements: found.lines.map(readStatement) };
}

/** `allow s3:Get* on * if StringEquals a:Key x|y and …`; `all-but` in front of a list turns it round. */
export function readStatement(line: string): DocumentedStatement {
  const [head = '', condition] = line.split(' if ');
  const [what = '', where = ''] = head.split(' on ');
  const [effect = '', ...actions] = what.split(' ');
  const resources = where.split(' ');
  return {
    effect: effect === 'allow' ? 'Allow' : 'Deny',
    actions: actions.filter((word) => word !== 'all-but'),
    allButActions: actions[0] === 'all-but',
    resources: resources.filter((word) => word !== 'all-but'),
    allButResources: resources[0] === 'all-but',
    conditions: (condition?.split(' and ') ?? []).map((text) => {
      const [operator = '', key = '', values = ''] = text.split(' ');
      return { operator, key, values: values.split('|') };
    }),
  };
}
