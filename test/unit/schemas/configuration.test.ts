import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { CONFIGURATION_SCHEMA } from '../../../server/src/core/analysis/configurationSchema.generated.js';
import { resolved } from '../../../server/src/core/analysis/schemaNode.js';
import type { SchemaNode } from '../../../server/src/core/analysis/schemaNode.js';

/** A schema of a key or further key, with the path at which it stands. */
interface Described {
  readonly path: string;
  readonly node: SchemaNode;
}

function described(node: SchemaNode, path: string): Described[] {
  const whole = resolved(node, CONFIGURATION_SCHEMA);
  const further = whole.additionalProperties;
  const children = [
    ...Object.entries(whole.properties ?? {}).map(([key, child]) => ({
      path: `${path}.${key}`,
      node: child,
    })),
    ...(further === undefined || further === false ? [] : [{ path: `${path}.*`, node: further }]),
  ];
  const forms = (whole.anyOf ?? []).flatMap((form) => described(form, path));
  return [...children.flatMap((child) => [child, ...described(child.node, child.path)]), ...forms];
}

const nodes = described(CONFIGURATION_SCHEMA, '');

describe('configuration.schema.json', () => {
  it.each(nodes)('explains $path with a title, a description and an example', ({ node }) => {
    expect(node.title).toMatch(/^[A-Z][^.]*$/u);
    expect(node.description).toMatch(/\.$/u);
    expect(node.examples?.length).toBeGreaterThan(0);
  });

  it.each(nodes)('gives examples at $path that it allows', ({ node }) => {
    const ajv = new Ajv({ allowUnionTypes: true });
    const validate = ajv.compile({ ...node, definitions: CONFIGURATION_SCHEMA.definitions });
    for (const example of node.examples ?? []) {
      validate(example);
      expect(validate.errors).toBeNull();
    }
  });

  it('is a schema that ajv takes without remark', () => {
    expect(() => new Ajv({ strict: true }).compile(CONFIGURATION_SCHEMA)).not.toThrow();
  });
});
