import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type {
  AccessLevel,
  Actor,
  Certainty,
  GateKind,
  IdentityKind,
  LifetimeBasis,
  SystemKind,
} from '../../../server/src/core/model/vocabulary.js';
import { readSchema } from './readSchema.js';
import { REPORT } from './reportSample.js';

type Json = Record<string, unknown> | unknown[];

/** Every object and list in a value, itself included. */
function containers(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(containers)];
}

const schema = readSchema('report');

/** The words allowed at a place of the schema. */
function words(...path: string[]): unknown {
  const node = path.reduce<unknown>(
    (parent, key) => (parent as Record<string, unknown>)[key],
    schema['definitions'],
  );
  return (node as { enum: unknown }).enum;
}

describe('report.schema.json', () => {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

  it('describes a report', () => {
    validate(REPORT);
    expect(validate.errors).toBeNull();
  });

  it('is strict: a further key is wrong wherever the keys are ours', () => {
    const free = ['subject', 'attributes', 'needs'];
    const count = containers(REPORT).length;
    let refused = 0;
    let allowed = 0;
    for (let index = 0; index < count; index++) {
      const copy = structuredClone(REPORT);
      const container = containers(copy)[index];
      if (container === undefined || Array.isArray(container)) continue;
      container['further'] = 'read';
      if (validate(copy)) allowed++;
      else refused++;
    }
    expect(allowed).toBe(free.length);
    expect(refused).toBeGreaterThan(30);
  });

  it('is strict: every key must be there', () => {
    for (const key of Object.keys(REPORT)) {
      expect(validate({ ...REPORT, [key]: undefined }), key).toBe(false);
    }
    const [finding] = REPORT.findings;
    expect(validate({ ...REPORT, findings: [{ ...finding, suppressed: null }] })).toBe(true);
    expect(validate({ ...REPORT, findings: [{ ...finding, suppressed: undefined }] })).toBe(false);
  });

  // The types make each list complete: a word that is added to the vocabulary must be added here and in the schema.
  it('knows the words of the vocabulary', () => {
    const all = (list: Record<string, true>): string[] => Object.keys(list);
    expect(words('session', 'properties', 'kind')).toEqual(
      all({
        'job-token': true,
        'federated-workload': true,
        'cloud-role': true,
        'service-account': true,
        'static-credential': true,
        'app-installation': true,
        'broker-user': true,
        certificate: true,
        agent: true,
      } satisfies Record<IdentityKind, true>),
    );
    expect(words('initiator', 'properties', 'actor')).toEqual(
      all({
        anyone: true,
        'outside-contributor': true,
        collaborator: true,
        maintainer: true,
        schedule: true,
        workload: true,
        'another-session': true,
      } satisfies Record<Actor, true>),
    );
    expect(words('grant', 'properties', 'system', 'properties', 'kind')).toEqual(
      all({
        repository: true,
        api: true,
        'control-plane': true,
        queue: true,
        data: true,
        secrets: true,
        artifacts: true,
        deployment: true,
        billing: true,
        identity: true,
        compute: true,
        network: true,
        tool: true,
      } satisfies Record<SystemKind, true>),
    );
    expect(words('grant', 'properties', 'certainty')).toEqual(
      all({
        declared: true,
        'platform-default': true,
        inferred: true,
        'assumed-by-configuration': true,
      } satisfies Record<Certainty, true>),
    );
    expect(words('session', 'properties', 'lifetime', 'properties', 'basis')).toEqual(
      all({
        declared: true,
        'platform-default': true,
        'platform-maximum': true,
        unbounded: true,
        unknown: true,
      } satisfies Record<LifetimeBasis, true>),
    );
    expect(words('gate', 'properties', 'kind')).toEqual(
      all({
        approval: true,
        'step-up': true,
        condition: true,
        'fresh-session': true,
        'human-in-the-loop': true,
      } satisfies Record<GateKind, true>),
    );
    expect(words('access')).toEqual(
      all({ read: true, write: true, admin: true } satisfies Record<AccessLevel, true>),
    );
  });
});
