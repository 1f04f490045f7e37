import { describe, expect, it } from 'vitest';
import { fixture } from './lowered.js';

const MESH = fixture('service-mesh/policies.yaml');

describe('policies of a mesh', () => {
  const allowed = (index: number) => MESH.facts.sets?.[index];

  it('grant calls to whom they let through', () => {
    expect(MESH.facts.attachments?.map(({ holders }) => holders.map(({ key }) => key.key))).toEqual([
      ['kubernetes:shop/web'],
      ['kubernetes:shop/web'],
      ['kubernetes:group/system:serviceaccounts:ops', 'kubernetes:shop/reports', 'kubernetes:batch/nightly'],
      ['kubernetes:group/system:unauthenticated'],
      ['kubernetes:group/system:unauthenticated'],
    ]);
    expect(
      allowed(0)?.grants.map(({ action, access, system, sensitivity }) => [
        action,
        access,
        system.name,
        sensitivity,
      ]),
    ).toEqual([
      ['GET /customers/*', 'read', 'shop/customers', ['customer-data']],
      ['GET /health', 'read', 'shop/customers', undefined],
    ]);
    expect(
      allowed(1)?.grants.map(({ action, access, sensitivity }) => [action, access, sensitivity]),
    ).toEqual([['POST /export', 'write', ['customer-data']]]);
    expect(allowed(4)?.grants[0]?.system.name).toBe('shop/orders');
  });

  it('point at the path', () => {
    expect(allowed(0)?.grants.map(({ origin }) => MESH.at(origin))).toEqual(['"/customers/*"', '"/health"']);
  });

  it('put conditions before the calls, of which some check nothing', () => {
    const gates = allowed(1)?.gates ?? [];
    expect(gates.map(({ kind, state, name }) => [kind, state, name])).toEqual([
      ['condition', 'enforced', '`request.auth.principal` `https://login.example.com/*`'],
      ['step-up', 'enforced', 'claim `acr` `gold`'],
      ['condition', 'ineffective', 'header `x-internal` `yes`'],
      ['condition', 'ineffective', 'claim `blocked` not `true`'],
    ]);
    expect(allowed(1)?.grants[0]?.gates).toEqual(gates.map(({ id }) => id));
    expect(allowed(0)?.gates).toBeUndefined();
  });

  it('are guards as well, for all that joins them', () => {
    expect(
      MESH.facts.guards?.map(({ noun, effect, matches, selects }) => [
        noun,
        effect,
        matches.length,
        selects.labels,
        selects.meshWide,
      ]),
    ).toEqual([
      ['PeerAuthentication', 'authenticate', 1, {}, false],
      ['RequestAuthentication', 'authenticate', 1, { app: 'customers' }, false],
      ['AuthorizationPolicy', 'allow', 4, { app: 'customers' }, false],
      ['AuthorizationPolicy', 'check', 1, { app: 'customers' }, false],
      ['AuthorizationPolicy', 'deny', 1, {}, true],
      ['AuthorizationPolicy', 'allow', 1, {}, false],
    ]);
  });

  it('have calls decided by somebody else', () => {
    const check = MESH.facts.guards?.find(({ effect }) => effect === 'check');
    expect(check?.gate).toMatchObject({
      kind: 'condition',
      state: 'assumed',
      key: 'opa',
      name: 'external authorizer `opa`',
    });
    expect(check?.matches[0]?.operations?.[0]?.paths).toEqual(['/export']);
  });

  it('say so when they decide nothing', () => {
    expect(MESH.facts.notes.map(({ title }) => title)).toEqual(['Not enforced', 'Decides nothing']);
  });

  it('cover every path but some', () => {
    const [grant] = allowed(3)?.grants ?? [];
    expect(grant?.breadth?.[0]).toMatchObject({ dimension: 'resource', form: 'inverted' });
    expect(grant?.attributes?.['except']).toEqual(['/admin*']);
  });
});

describe('policies of the network', () => {
  const { facts } = fixture('networks/policies.yaml');

  it('limit who connects to whom', () => {
    expect(
      facts.guards?.map(({ localId, direction, effect, matches }) => [
        localId,
        direction,
        effect,
        matches.length,
      ]),
    ).toEqual([
      ['networkpolicy:shop/api#ingress', 'to', 'allow', 1],
      ['networkpolicy:shop/api#egress', 'from', 'allow', 0],
      ['networkpolicy:shop/deny#ingress', 'to', 'allow', 0],
      ['ciliumnetworkpolicy:shop/layer-seven#ingress', 'to', 'allow', 1],
      ['ciliumnetworkpolicy:shop/layer-seven#egressDeny', 'from', 'deny', 1],
    ]);
  });

  it('by label, address, port, and with Cilium by path', () => {
    const [plain, , , cilium] = facts.guards ?? [];
    expect(plain?.matches[0]?.callers?.map(({ fields }) => fields)).toEqual([
      { podSelector: ['app=web'], namespaceSelector: ['team In a, b'] },
      { ipBlock: ['10.0.0.0/8'], notIpBlock: ['10.1.0.0/16'] },
    ]);
    expect(plain?.matches[0]?.operations?.[0]?.ports).toEqual(['8080-8090']);
    expect(cilium?.matches[0]?.operations?.[0]).toMatchObject({
      ports: ['80'],
      methods: ['GET'],
      paths: ['/public/.*'],
    });
  });
});
