/** The part of JSON Schema (draft 7) in which the configuration is described. */
export interface SchemaNode {
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly type?: string;
  readonly const?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  /** `false`: no other keys. A schema: what each further key holds. */
  readonly additionalProperties?: SchemaNode | false;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  readonly $ref?: string;
  readonly $schema?: string;
  readonly $id?: string;
}

/** A step into a value: a key of a mapping, or an index into a list. */
export type SchemaStep = string | number;

const DEFINITION = /^#\/definitions\/(\w+)$/u;

/** The node with what it refers to spelt out; its own title and description stand before the definition's. */
export function resolved(node: SchemaNode, root: SchemaNode): SchemaNode {
  const name = node.$ref === undefined ? undefined : DEFINITION.exec(node.$ref)?.[1];
  const definition = name === undefined ? undefined : root.definitions?.[name];
  return definition === undefined ? node : { ...definition, ...node };
}

/** The node and, in place of `anyOf`, each form that it allows. */
export function alternatives(node: SchemaNode, root: SchemaNode): readonly SchemaNode[] {
  const whole = resolved(node, root);
  return whole.anyOf === undefined ? [whole] : whole.anyOf.flatMap((form) => alternatives(form, root));
}

/** The schema of the value that `path` leads to; `undefined` where the schema knows of none. */
export function schemaAt(root: SchemaNode, path: readonly SchemaStep[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const step of path) {
    if (node === undefined) return undefined;
    node = alternatives(node, root)
      .map((form) => child(form, step))
      .find((found) => found !== undefined);
  }
  return node === undefined ? undefined : resolved(node, root);
}

/** The words of which one must be written, with what each means; none when other values are allowed too. */
export function words(node: SchemaNode, root: SchemaNode): readonly SchemaNode[] {
  return alternatives(node, root).filter((form) => form.const !== undefined);
}

/** The named keys that a mapping here may have. */
export function namedKeys(node: SchemaNode, root: SchemaNode): Readonly<Record<string, SchemaNode>> {
  const keys: Record<string, SchemaNode> = {};
  for (const form of alternatives(node, root)) Object.assign(keys, form.properties);
  return keys;
}

function child(node: SchemaNode, step: SchemaStep): SchemaNode | undefined {
  if (typeof step === 'number') return node.items;
  const { properties, additionalProperties, items } = node;
  // Where a cursor is read off indents, the items of a list are passed over.
  if (items !== undefined) return child(items, step);
  if (properties !== undefined && Object.hasOwn(properties, step)) return properties[step];
  return additionalProperties === false ? undefined : additionalProperties;
}
