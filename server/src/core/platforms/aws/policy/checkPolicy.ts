import type { MappingNode, ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, entry, get, isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import { intrinsicOf } from '../template/intrinsics.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import { checkConditionShape, checkConditionValues } from './checkConditions.js';
import { checkFit } from './checkFit.js';
import { checkPrincipals, checkPrincipalShape } from './checkPrincipals.js';
import type { PolicyKind } from './classify.js';
import type { PolicyReader } from './policyReader.js';
import type { ReadPolicy } from './readPolicy.js';
import type { SourceStatement } from './sourceStatement.js';
import type { Meant } from '../../../text/meant.js';
import { meantBy, meantWords } from '../../../text/meant.js';
import { quoted } from '../../../text/quoted.js';

/*
 * What AWS refuses, or takes and does nothing with.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */

const STATEMENT_KEYS: ReadonlySet<string> = new Set(
  'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(' '),
);
const PAIRS = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

/** Reports the shapes that AWS refuses in a policy of this kind. */
export function checkPolicy(reader: PolicyReader, policy: ReadPolicy, kind: PolicyKind): void {
  const { reading } = reader;
  checkVersion(reading, policy);
  checkKeys(reading, policy);
  // A policy that a tool puts together is a bare list of statements.
  const list = policy.node?.kind === 'sequence' ? policy.node : get(policy.node, 'Statement');
  for (const node of statementNodes(reader, list)) checkStatement(reading, node, kind);
  for (const statement of policy.statements) {
    checkTexts(reading, statement, kind);
    checkPrincipals(reading, statement, kind);
    checkConditionValues(reading, statement);
    checkFit(reading, statement, kind);
  }
  checkSids(reading, policy, kind);
}

const POLICY_KEYS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

/** Of a document that says to be a policy, keys that IAM refuses. */
function checkKeys(reading: Reading, { node, versionNode }: ReadPolicy): void {
  if (node?.kind !== 'mapping' || versionNode === undefined || intrinsicOf(node) !== undefined) return;
  for (const { key, merged } of node.entries) {
    if (POLICY_KEYS.has(key.text) || merged || key.text.startsWith('Fn::')) continue;
    const meant = meantBy(key.text, POLICY_KEYS);
    reading.refuse(
      key,
      `IAM does not know the key ${quoted(key.text)} in a policy${meantWords(meant)}`,
      meant,
    );
  }
}

function statementNodes(reader: PolicyReader, node: SyntaxNode | undefined): readonly MappingNode[] {
  return reader.texts.branches(node).flatMap(({ node: found }) => {
    if (found.kind === 'sequence' && intrinsicOf(found) === undefined) {
      return found.items.flatMap((item) => statementNodes(reader, item));
    }
    return found.kind === 'mapping' && intrinsicOf(found) === undefined ? [found] : [];
  });
}

function checkVersion(reading: Reading, { version, versionNode, statements, node }: ReadPolicy): void {
  const text = version;
  if (
    text !== undefined &&
    versionNode !== undefined &&
    isKnown({ text }) &&
    !/^20(?:12-10-17|08-10-17)$/u.test(text)
  ) {
    reading.refuse(
      versionNode,
      `IAM knows no version ${quoted(text)} of the policy language; write \`2012-10-17\`.`,
    );
  }
  if (text === '2012-10-17') return;
  const variable = statements
    .flatMap(({ resources = [], notResources = [], conditions }) => [
      ...resources,
      ...notResources,
      ...conditions.flatMap(({ values }) => values),
    ])
    .find((one) => /\$\{(?:aws|[a-z0-9-]+):[^{}]+\}/iu.test(one.text));
  if (variable !== undefined && node?.kind === 'mapping') {
    const why =
      text === undefined ? 'has no `Version`, so IAM takes the old one' : `is of version ${quoted(text)}`;
    reading.warn(
      variable.origin,
      `This policy ${why}, in which ${quoted(variable.text)} is plain text and not a variable: it matches nothing. Write \`"Version": "2012-10-17"\`.`,
    );
  }
}

function checkStatement(reading: Reading, node: MappingNode, kind: PolicyKind): void {
  for (const { key } of entries(node)) {
    if (STATEMENT_KEYS.has(key.text)) continue;
    const meant = meantBy(key.text, STATEMENT_KEYS);
    reading.refuse(
      key,
      `IAM does not know the key ${quoted(key.text)} in a statement${meantWords(meant)}`,
      meant,
    );
  }
  const effect = get(node, 'Effect');
  const text = textOf(effect);
  if (effect === undefined || isAbsent(effect)) {
    reading.refuse(firstKey(node), 'A statement needs an `Effect`: `Allow` or `Deny`.');
  } else if (
    text !== undefined &&
    intrinsicOf(effect) === undefined &&
    !text.includes('${') &&
    text !== 'Allow' &&
    text !== 'Deny'
  ) {
    reading.refuse(
      effect,
      `\`Effect\` is \`Allow\` or \`Deny\`, in just these letters; IAM refuses ${quoted(text)}.`,
      meantBy(text, ['Allow', 'Deny']),
    );
  }
  for (const [plain, inverted] of PAIRS) {
    const other = entry(node, inverted);
    if (entry(node, plain) !== undefined && other !== undefined) {
      reading.refuse(other.key, `A statement holds ${quoted(plain)} or ${quoted(inverted)}, not both.`);
    }
  }
  if (get(node, 'Action') === undefined && get(node, 'NotAction') === undefined) {
    reading.refuse(firstKey(node), 'A statement needs an `Action` or a `NotAction`.');
  }
  checkEmpty(reading, node);
  checkParts(reading, node, kind);
  checkPrincipalShape(reading, node);
  checkConditionShape(reading, node);
}

/** `Action` and `Resource` have to name something. */
function checkEmpty(reading: Reading, node: MappingNode): void {
  for (const name of PAIRS.flat()) {
    const child = get(node, name);
    const isEmpty =
      child?.kind === 'sequence' || child?.kind === 'mapping'
        ? (child.kind === 'sequence' ? child.items : child.entries).length === 0
        : child?.value === '' && child.tag === undefined;
    if (child !== undefined && isEmpty) {
      reading.refuse(child, `${quoted(name)} is empty, which IAM refuses: name what is meant.`);
    }
  }
}

function checkParts(reading: Reading, node: MappingNode, { kind, noun }: PolicyKind): void {
  const principal = entry(node, 'Principal') ?? entry(node, 'NotPrincipal');
  const resource = entry(node, 'Resource') ?? entry(node, 'NotResource');
  const ofIdentity = kind === 'identity' || kind === 'boundary' || kind === 'session' || kind === 'scp';
  if (ofIdentity && principal !== undefined) {
    reading.refuse(
      principal.key,
      `The policy of an identity names no principal: it speaks of whoever holds it.`,
    );
  }
  if (ofIdentity && resource === undefined) {
    reading.refuse(firstKey(node), `A statement of a ${noun} needs a \`Resource\` or a \`NotResource\`.`);
  }
  if (kind === 'trust' && resource !== undefined) {
    reading.refuse(
      resource.key,
      'A trust policy names no resource: it speaks of the role that it is written on.',
    );
  }
  if ((kind === 'trust' || kind === 'resource') && principal === undefined) {
    reading.refuse(firstKey(node), `A statement of a ${noun} needs a \`Principal\`.`);
  }
}

function checkTexts(reading: Reading, statement: SourceStatement, { kind }: PolicyKind): void {
  const { actions = [], notActions = [], resources = [], notResources = [] } = statement;
  for (const action of [...actions, ...notActions]) {
    // IAM: "AssumeRole policy may only specify STS AssumeRole actions".
    if (kind === 'trust' && isKnown(action) && !/^(?:sts:|$)|[${<]/iu.test(action.text)) {
      reading.warn(
        action.origin,
        `A trust policy speaks of assuming the role, by actions of \`sts\`; IAM refuses ${quoted(action.shown)}.`,
      );
    } else checkAction(reading, action);
  }
  for (const resource of [...resources, ...notResources]) {
    const { text } = resource;
    // API Gateway completes what starts with its own prefix.
    if (text !== '' && !/^(?:arn:|[*?]|\uFFFC|\$\{|execute-api:)/u.test(text)) {
      reading.warn(resource.origin, `A resource is an ARN or \`*\`; IAM refuses ${quoted(resource.shown)}.`);
    }
  }
}

/**
 * IAM wants the `Sid`s of one policy to differ, and to be of letters and digits; services that have policies of their own
 * take more: AWS's own templates give statements of a bucket's policy the same one. Statements of other branches of a
 * template are never in one policy.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
function checkSids(reading: Reading, { statements }: ReadPolicy, { kind }: PolicyKind): void {
  const seen = new Map<string, SourceStatement['node']>();
  if (kind === 'resource') return;
  for (const { sid, node, guards } of statements) {
    if (sid === undefined || sid === '') continue;
    const text = get(node, 'Sid');
    if (text?.kind === 'scalar' && /[^A-Za-z0-9]/u.test(text.text) && isPlain(text)) {
      reading.refuse(text, `A \`Sid\` has letters and digits only; IAM refuses ${quoted(text.text)}.`);
    }
    const key = JSON.stringify([sid, guards]);
    const first = seen.get(key);
    if (!seen.has(key)) seen.set(key, node);
    // What a template makes of one statement has one `Sid`.
    else if (first !== node && text !== undefined) {
      reading.refuse(
        text,
        `Two statements of this policy have the \`Sid\` ${quoted(sid)}; IAM wants each to differ.`,
      );
    }
  }
}

/** Entries that are no `service:Action`, and those that no action of AWS answers to. */
function checkAction(reading: Reading, action: SourceText): void {
  const { text, shown } = action;
  const { catalogue } = reading;
  if (!isKnown(action) || text === '*' || text.includes('${') || text.includes('<') || text === '') return;
  if (!text.includes(':')) {
    reading.warn(action.origin, `An action is written \`service:Action\`; IAM refuses ${quoted(shown)}.`);
    return;
  }
  if (catalogue === undefined || catalogue.expand(text).size > 0) return;
  const [service = '', name = ''] = text.split(':');
  const isKnownService = catalogue.service(service) !== undefined || /[*?]/u.test(service);
  const what = isKnownService ? `action ${quoted(shown)}` : `service ${quoted(service)}`;
  const meant = isKnownService
    ? nearBy(name, catalogue.service(service)?.actions.map((one) => one.name) ?? [])
    : nearBy(service, catalogue.services);
  reading.warn(
    action.origin,
    `AWS's list of actions (as of ${catalogue.date}) has no ${what}: as far as known, this grants and denies nothing${meantWords(meant)}`,
    'information',
    meant,
  );
}

/** Among so many names a word of more slips is near to several. What is right from then on counts as it did not before. */
function nearBy(name: string, names: readonly string[]): Meant | undefined {
  const meant = meantBy(name, names, Math.min(2, Math.floor(name.length / 3)));
  return meant && { ...meant, caution: 'the statement then counts for it' };
}

/** Whether it is the very text, neither a function nor something that is filled in later. */
function isPlain(node: ScalarNode): boolean {
  return intrinsicOf(node) === undefined && !/[<>{}$]/u.test(node.text);
}

function firstKey(node: MappingNode): SyntaxNode {
  return node.entries[0]?.key ?? node;
}
