import { describe, expect, it } from 'vitest';
import { coversPath } from '../../../../../server/src/core/platforms/kubernetes/join/guards.js';
import type { TrustScope } from '../../../../../server/src/core/model/trustScope.js';
import { clusterOf } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';

const { account } = object;

/** A policy of Istio in front of `shop`'s workload `api`, or of what `selector` says. */
function policy(
  name: string,
  action: string,
  rules: string,
  selector = 'selector: { matchLabels: { app: api } }',
): string {
  return `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec:\n  ${selector}\n  action: ${action}\n${action === 'CUSTOM' ? '  provider: { name: opa }\n' : ''}  rules: ${rules}\n`;
}

const FROM_WEB = 'from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }]';

function callsOf(...policies: readonly string[]): readonly string[] {
  return told(clusterOf({ 'a.yaml': manifest(account('shop', 'web'), ...policies) }).account('shop/web'));
}

/** Each call with the names of the gates before it. */
function told({ grants, gates }: TrustScope): readonly string[] {
  return grants.map((grant) => {
    const before = gates
      .filter(({ id }) => grant.gates.includes(id))
      .map(({ name, kind }) => `${kind}: ${name}`);
    const except = grant.attributes?.['except'];
    const but = Array.isArray(except) && except.length > 0 ? ` but ${except.join(' ')}` : '';
    return `${grant.action}${but}${before.length === 0 ? '' : ` behind ${before.join(', ')}`}`;
  });
}

const ALLOW = policy(
  'allow',
  'ALLOW',
  `[{ ${FROM_WEB}, to: [{ operation: { paths: ["/api/*"], methods: [GET] } }] }]`,
);

describe('what a policy of a service mesh lets an account call', () => {
  it('is told with the workloads that it is about', () => {
    const scope = clusterOf({ 'a.yaml': manifest(account('shop', 'web'), ALLOW) }).account('shop/web');
    expect(told(scope)).toEqual(['GET /api/*']);
    expect(scope.grants[0]).toMatchObject({
      system: { kind: 'api' },
      attributes: { namespace: 'shop', workload: ['app=api'] },
      attachedBy: { noun: 'AuthorizationPolicy', holder: { name: 'shop/web' } },
    });
  });

  it('has a gate where somebody else decides, for all of it or for the part that is meant', () => {
    const custom = (to: string): string => policy('ext', 'CUSTOM', `[{ to: [{ operation: { ${to} } }] }]`);
    expect(callsOf(ALLOW, custom('paths: ["/api/*"]'))).toEqual([
      'GET /api/* behind condition: external authorizer `opa`',
    ]);
    expect(callsOf(ALLOW, custom('paths: ["/api/export/*"]'))).toEqual([
      'GET /api/* but /api/export/*',
      'GET /api/export/* behind condition: external authorizer `opa`',
    ]);
    expect(callsOf(ALLOW, custom('paths: ["/admin"]'))).toEqual(['GET /api/*']);
    expect(callsOf(ALLOW, custom('methods: [POST]'))).toEqual(['GET /api/*']);
    expect(callsOf(ALLOW, policy('ext', 'CUSTOM', '[{}]'))).toEqual([
      'GET /api/* behind condition: external authorizer `opa`',
    ]);
  });

  it('is not what another policy refuses', () => {
    const deny = (rule: string, selector?: string): readonly string[] =>
      callsOf(ALLOW, policy('no', 'DENY', `[{ ${rule} }]`, selector));
    expect(deny('to: [{ operation: { paths: ["/api/*"] } }]')).toEqual([]);
    expect(deny('to: [{ operation: { paths: ["/api/admin"] } }]')).toEqual(['GET /api/* but /api/admin']);
    expect(deny(FROM_WEB)).toEqual([]);
    expect(deny('from: [{ source: { principals: [cluster.local/ns/shop/sa/other] } }]')).toEqual([
      'GET /api/*',
    ]);
    expect(deny('from: [{ source: { notPrincipals: [cluster.local/ns/shop/sa/web] } }]')).toEqual([
      'GET /api/*',
    ]);
    expect(deny('from: [{ source: { notPrincipals: [cluster.local/ns/shop/sa/x] } }]')).toEqual([]);
    expect(deny('from: [{ source: { namespaces: [shop] } }]')).toEqual([]);
    expect(deny('{}', 'selector: { matchLabels: { app: other } }')).toEqual(['GET /api/*']);
    expect(deny('when: [{ key: source.ip, values: ["10.0.0.0/8"] }]')).toEqual(['GET /api/*']);
  });

  it('needs a claim where calls without it are refused', () => {
    const claim = 'when: [{ key: "request.auth.claims[acr]", notValues: [gold] }]';
    expect(callsOf(ALLOW, policy('no', 'DENY', `[{ ${claim} }]`))).toEqual([
      'GET /api/* behind step-up: claim `acr` `gold`',
    ]);
    const token = 'from: [{ source: { notRequestPrincipals: ["*"] } }]';
    expect(
      callsOf(ALLOW, policy('no', 'DENY', `[{ ${token}, to: [{ operation: { paths: ["/api/export"] } }] }]`)),
    ).toEqual([
      'GET /api/* but /api/export',
      'GET /api/export behind condition: `request.auth.principal` `*`',
    ]);
  });

  it('keeps the conditions of its own rule as gates', () => {
    const rule = `[{ ${FROM_WEB}, to: [{ operation: { paths: ["/export"] } }], when: [{ key: "request.auth.claims[acr]", values: [gold] }] }]`;
    expect(callsOf(policy('allow', 'ALLOW', rule))).toEqual(['* /export behind step-up: claim `acr` `gold`']);
  });

  it('is everybody’s where no caller is named', () => {
    const { scopes } = clusterOf({
      'a.yaml': policy('open', 'ALLOW', '[{ to: [{ operation: { paths: ["/export/customers"] } }] }]'),
    });
    expect(scopes.map((scope) => [scope.facts.label, scope.facts.role, told(scope)])).toEqual([
      ['shop/open', 'unheld', ['* /export/customers']],
    ]);
  });
});

describe('a path of a policy', () => {
  it.each([
    ['*', '/a', true],
    ['/a', '/a', true],
    ['/a', '/b', false],
    ['/a/*', '/a/b', true],
    ['/a/*', '/a/b/*', true],
    ['/a/*', '/a', false],
    ['/a/*', '*', false],
    ['/a/*', '*/b', false],
    ['*/export', '/a/export', true],
    ['*/export', '/a/*', false],
    ['/a*', '/a', true],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(coversPath(outer, inner)).toBe(expected);
  });
});
