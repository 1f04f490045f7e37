import type {
  PolicyCondition,
  PolicyDocument,
  PolicyPrincipal,
  PolicyStatement,
  PolicyText,
  PrincipalKind,
} from '../../../server/src/core/model/policyDocument.js';

type OneOrMore = string | readonly string[];
export type PrincipalJson = '*' | Readonly<Record<string, OneOrMore>>;

/** A statement as one writes it. */
export interface StatementJson {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Principal?: PrincipalJson;
  readonly NotPrincipal?: PrincipalJson;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

export interface PolicyJson {
  readonly Version?: string;
  readonly Statement: StatementJson | readonly StatementJson[];
}

/** The document that a reader of JSON would make of a policy; the origin of each part is the value itself. */
export function policyOf({ Version, Statement }: PolicyJson): PolicyDocument<unknown> {
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as readonly StatementJson[];
  return {
    ...(Version === undefined ? {} : { version: Version }),
    statements: statements.map(statementOf),
  };
}

export function listOf(value: OneOrMore): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function statementOf(json: StatementJson): PolicyStatement<unknown> {
  return {
    ...(json.Sid === undefined ? {} : { sid: json.Sid }),
    effect: json.Effect,
    ...(json.Action === undefined ? {} : { actions: texts(json.Action) }),
    ...(json.NotAction === undefined ? {} : { notActions: texts(json.NotAction) }),
    ...(json.Resource === undefined ? {} : { resources: texts(json.Resource) }),
    ...(json.NotResource === undefined ? {} : { notResources: texts(json.NotResource) }),
    ...(json.Principal === undefined ? {} : { principals: principals(json.Principal) }),
    ...(json.NotPrincipal === undefined ? {} : { notPrincipals: principals(json.NotPrincipal) }),
    conditions: Object.entries(json.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]): PolicyCondition<unknown> => ({
        operator,
        key,
        values: texts(values),
        origin: values,
      })),
    ),
    origin: json,
  };
}

function texts(value: OneOrMore): readonly PolicyText<unknown>[] {
  return listOf(value).map((text) => ({ text, origin: text }));
}

function principals(value: PrincipalJson): readonly PolicyPrincipal<unknown>[] {
  if (value === '*') return [{ kind: 'any', text: '*', origin: value }];
  return Object.entries(value).flatMap(([kind, ids]) =>
    texts(ids).map((text) => ({ kind: kind as PrincipalKind, ...text })),
  );
}
