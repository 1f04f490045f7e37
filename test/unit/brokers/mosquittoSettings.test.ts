import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { openRepository, uriOf } from '../../support/repository.js';

const CONF = 'mosquitto/mosquitto.conf';
const ACL = 'mosquitto/aclfile';

function scopesIn(conf: string, acl?: string): readonly TrustScope[] {
  const files: [string, string][] = [
    [CONF, conf],
    ...(acl === undefined ? [] : ([[ACL, acl]] as [string, string][])),
  ];
  return openRepository(new Map(files)).model.scopes;
}

/** Who gets in and what all of them may do, in one line each. */
function linesOf(scopes: readonly TrustScope[]): readonly string[] {
  return scopes.map(({ facts, grants }) =>
    [
      facts.label,
      ...facts.initiators.map(({ actor }) => actor),
      ...grants.map(({ flows, resource }) => `${(flows ?? []).join()} ${resource}`),
    ].join(' | '),
  );
}

const ALL = 'consume # | publish #';

// https://mosquitto.org/man/mosquitto-conf-5.html, `allow_anonymous`, `acl_file`, `listener`, `per_listener_settings`
describe('settings of Mosquitto', () => {
  it.each([
    ['a listener and nothing else', 'listener 1883\npersistence_location /data\n', []],
    [
      'a listener that trusts everybody',
      'listener 1883\nallow_anonymous true\n',
      [`anonymous | anyone | ${ALL}`],
    ],
    [
      'a listener of the same machine',
      'listener 1883 127.0.0.1\nallow_anonymous true\n',
      [`anonymous | workload | ${ALL}`],
    ],
    ['a socket', 'listener 0 /run/mosquitto.sock\nallow_anonymous true\n', [`anonymous | workload | ${ALL}`]],
    ['no listener', 'allow_anonymous true\n', [`anonymous | workload | ${ALL}`]],
    ['no listener, by default', 'persistence_location /data\n', []],
    ['a port in the old way', 'port 1883\nallow_anonymous true\n', [`anonymous | anyone | ${ALL}`]],
    [
      'a password file',
      'listener 1883\nallow_anonymous false\npassword_file /etc/p\n',
      [`any user | ${ALL}`],
    ],
    [
      'both',
      'listener 1883\nallow_anonymous true\npassword_file /etc/p\n',
      [`anonymous | anyone | ${ALL}`, `any user | ${ALL}`],
    ],
    ['a list of topics', 'listener 1883\nallow_anonymous true\nacl_file /mosquitto/config/acl\n', []],
    ['a plugin', 'listener 1883\nallow_anonymous true\nplugin /usr/lib/x.so\n', ['anonymous | anyone']],
    [
      'certificates',
      'listener 8883\nrequire_certificate true\nallow_anonymous true\n',
      [`anonymous | workload | ${ALL}`],
    ],
    [
      'settings for all listeners',
      'listener 1883 127.0.0.1\nlistener 9001\nallow_anonymous true\n',
      [`anonymous | anyone | ${ALL}`],
    ],
    [
      'settings of each listener',
      'per_listener_settings true\nlistener 1883\nallow_anonymous true\nlistener 8883\npassword_file /etc/p\n',
      [`anonymous of listener 1883 | anyone | ${ALL}`, `any user of listener 8883 | ${ALL}`],
    ],
    ['a comment', 'listener 1883\n# allow_anonymous true\nallow_anonymous false\n', []],
    ['a word that is no setting', 'listener 1883\nallow_anonymous yes\n', []],
    ['the last of two', 'listener 1883\nallow_anonymous true\nallow_anonymous false\n', []],
  ])('%s', (_, conf, expected) => {
    expect(linesOf(scopesIn(conf))).toEqual(expected);
  });

  it.each([
    ['listener 1883\nallow_anonymous true\nacl_file /mosquitto/config/aclfile\n', 'anyone', 'declared'],
    ['listener 1883\nallow_anonymous false\nacl_file /mosquitto/config/aclfile\n', undefined, undefined],
    ['listener 1883\nacl_file /mosquitto/config/aclfile\n', undefined, undefined],
    ['acl_file aclfile\n', 'workload', 'platform-default'],
    ['listener 1883\nallow_anonymous false\nacl_file /elsewhere/other\n', 'anyone', 'platform-default'],
  ])('%j says who is a client without a name of the list beside it', (conf, actor, certainty) => {
    const scope = scopesIn(conf, 'topic read news/#\n').find(({ facts }) => facts.label === 'anonymous');
    expect(scope?.initiators[0]?.actor).toBe(actor);
    expect(scope?.initiators[0]?.certainty).toBe(certainty);
  });

  it('are told once, as strangers reach every topic', () => {
    const snapshot = openRepository(new Map([[CONF, 'listener 1883\nallow_anonymous true\n']]));
    expect(snapshot.findings(uriOf(CONF)).map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'wildcard-destination error',
    ]);
  });

  it.each([
    '',
    'listener',
    'listener \n',
    'listener 0\nallow_anonymous true',
    '\uFEFFallow_anonymous true\nlistener 1',
    'per_listener_settings true\nallow_anonymous true\n',
  ])('take %j as it is', (conf) => {
    expect(() => scopesIn(conf)).not.toThrow();
  });
});
