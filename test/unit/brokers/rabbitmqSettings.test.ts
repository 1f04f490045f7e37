import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { openRepository, uriOf } from '../../support/repository.js';

const CONF = 'rabbitmq/rabbitmq.conf';

function scopeIn(text: string): TrustScope | undefined {
  return openRepository(new Map([[CONF, text]])).model.scopes[0];
}

function linesOf(text: string): readonly string[] {
  const scope = scopeIn(text);
  if (scope === undefined) return [];
  return [
    [scope.facts.label, ...scope.initiators.map(({ actor }) => actor)].join(' '),
    ...scope.grants.map(
      ({ action, certainty }) => `${action}${certainty === 'declared' ? '' : ' (default)'}`,
    ),
  ];
}

const SHOP = 'default_user = shop\ndefault_pass = x';

const EVERYTHING = [
  'tag administrator (default)',
  'configure .* (default)',
  'write .* (default)',
  'read .* (default)',
];

// https://www.rabbitmq.com/docs/access-control#default-state, https://www.rabbitmq.com/docs/configure#config-items
describe('settings of RabbitMQ', () => {
  it.each([
    ['loopback_users = none', ['guest anyone', ...EVERYTHING]],
    ['loopback_users.guest = false', ['guest anyone', ...EVERYTHING]],
    ['loopback_users.guest = true', ['guest', ...EVERYTHING]],
    ['loopback_users = none\ndefault_pass = 7h3-0n3', ['guest', ...EVERYTHING]],
    ['loopback_users = none\ndefault_user = shop\ndefault_pass = x', ['shop', ...EVERYTHING]],
    [
      'default_user = shop\ndefault_user_tags.management = true\ndefault_user_tags.administrator = false',
      ['shop', 'tag management', ...EVERYTHING.slice(1)],
    ],
    [
      'default_permissions.configure = ^$\ndefault_permissions.read = ^orders$\ndefault_permissions.write = .* # all',
      ['guest', 'tag administrator (default)', 'write .*', 'read ^orders$'],
    ],
    // Once one is written, only those are held back that are.
    ['loopback_users.shop = true', ['guest anyone', ...EVERYTHING]],
    ['loopback_users.shop = true\nloopback_users.guest = true', ['guest', ...EVERYTHING]],
    [`${SHOP}\nanonymous_login_user = shop\nanonymous_login_pass = x`, ['shop anyone', ...EVERYTHING]],
    [`${SHOP}\nanonymous_login_user = shop\nanonymous_login_pass = y`, ['shop', ...EVERYTHING]],
    [`${SHOP}\nanonymous_login_user = shop`, ['shop', ...EVERYTHING]],
    [`${SHOP}\nanonymous_login_user = none\nanonymous_login_pass = x`, ['shop', ...EVERYTHING]],
    [
      `${SHOP}\nanonymous_login_user = shop\nanonymous_login_pass = x\nloopback_users.shop = true`,
      ['shop', ...EVERYTHING],
    ],
    ["default_user = 'shop'", ['shop', ...EVERYTHING]],
    ['default_user = shop\nmanagement.load_definitions = /etc/rabbitmq/definitions.json', []],
    ['# default_user = shop', []],
    ['listeners.tcp.default = 5672', []],
  ])('%j', (text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });

  it('hold a password that is written out, and none that is put in', () => {
    const rules = (text: string): readonly string[] =>
      openRepository(new Map([[CONF, text]]))
        .findings(uriOf(CONF))
        .map(({ rule }) => rule);
    expect(rules('default_user = shop\ndefault_pass = s3cr3t-one')).toContain('static-credential');
    expect(rules('default_user = shop\ndefault_pass = ${PASSWORD}')).not.toContain('static-credential');
  });

  it('are read only where they are the broker’s own', () => {
    const other = openRepository(new Map([['db/app.conf', 'default_user = shop\n']]));
    expect(other.model.scopes).toEqual([]);
  });

  it('let clients without a name be a user of the definitions beside them', () => {
    const definitions = JSON.stringify({
      vhosts: [{ name: '/' }],
      users: [{ name: 'app' }, { name: 'other' }],
      permissions: [{ user: 'app', vhost: '/', configure: '^$', write: '^$', read: '.*' }],
    });
    const conf = 'load_definitions = /etc/d.json\nanonymous_login_user = app\nanonymous_login_pass = x';
    const { model } = openRepository(
      new Map([
        [CONF, conf],
        ['rabbitmq/definitions.json', definitions],
        ['elsewhere/definitions.json', definitions],
      ]),
    );
    const strangers = model.scopes
      .filter(({ initiators }) => initiators.some(({ actor }) => actor === 'anyone'))
      .map(({ facts, file }) => `${facts.label} ${file.uri.split('/').slice(-2).join('/')}`);
    expect(strangers).toEqual(['app rabbitmq/definitions.json']);
  });

  it('tell once that whoever comes is the user, and nothing of a password that nobody needs', () => {
    const text = `${SHOP}-7Gf65hHG\nanonymous_login_user = shop\nanonymous_login_pass = x-7Gf65hHG`;
    const found = openRepository(new Map([[CONF, text]])).findings(uriOf(CONF));
    expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['wildcard-destination error']);
  });
});
