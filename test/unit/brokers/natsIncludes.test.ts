import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { openRepository, pathOf } from '../../support/repository.js';

const MAIN = 'nats.conf';

function scopesIn(files: Readonly<Record<string, string>>): readonly TrustScope[] {
  return openRepository(new Map(Object.entries(files))).model.scopes;
}

function linesOf(scope: TrustScope | undefined): readonly string[] {
  return (scope?.grants ?? []).map(({ action, origin }) => `${action} @ ${pathOf(origin.uri)}`);
}

function userIn(files: Readonly<Record<string, string>>, user: string): TrustScope | undefined {
  return scopesIn(files).find(({ id }) => id === `${MAIN}#user:$G/${user}`);
}

const AUTHS = `
# Roles
WORKER = {
  publish = "out.>"
  subscribe = ["in.>", "_INBOX.>"]
}
DEFAULT_PERMISSIONS = {
  publish = "SANDBOX.*"
  subscribe { allow: "PUBLIC.>", deny: "PUBLIC.x" }
}
`;

// https://docs.nats.io/running-a-nats-service/configuration#include-directive: paths are relative to the file that
// includes, and what a file holds counts as if it stood there, its variables too.
describe('a configuration of NATS that includes others', () => {
  const main = `authorization {
  include "roles/auths.conf"
  users = [
    { user: worker, password: $PASS, permissions: $WORKER }
    { user: joe, password: $PASS }
    { user: own, password: $PASS, permissions: { publish: "a" } }
    { user: lost, password: $PASS, permissions: $NOWHERE }
  ]
}`;
  const files = { [MAIN]: main, 'roles/auths.conf': AUTHS };

  it('gives its users what a variable holds, where it stands', () => {
    expect(linesOf(userIn(files, 'worker'))).toEqual([
      'subscribe in.> @ roles/auths.conf',
      'subscribe _INBOX.> @ roles/auths.conf',
      'publish out.> @ roles/auths.conf',
    ]);
    expect(userIn(files, 'worker')?.unknowns).toEqual([]);
  });

  it('gives those without permissions what is set for them', () => {
    expect(linesOf(userIn(files, 'joe'))).toEqual([
      'subscribe PUBLIC.> @ roles/auths.conf',
      'publish SANDBOX.* @ roles/auths.conf',
    ]);
  });

  it('leaves alone what is written', () => {
    expect(linesOf(userIn(files, 'own'))).toEqual([`subscribe > @ ${MAIN}`, `publish a @ ${MAIN}`]);
  });

  it.each([
    ['a file that is not there', { [MAIN]: main }, 'joe'],
    ['a file that is not there', { [MAIN]: main }, 'worker'],
    ['a name without a value', files, 'lost'],
    [
      'an absolute path',
      { ...files, [MAIN]: main.replace('roles/auths.conf', '/etc/nats/auths.conf') },
      'joe',
    ],
    [
      'a path out of the folder',
      { ...files, [MAIN]: main.replace('roles/auths.conf', '../../x.conf') },
      'joe',
    ],
  ])('does not know what %s allows, and claims nothing', (_, given, user) => {
    expect(linesOf(userIn(given, user))).toEqual([]);
    expect(userIn(given, user)?.unknowns.map(({ what }) => what)).toEqual([
      'what it may publish and subscribe to',
    ]);
  });

  it('limits nobody where all that is included says nothing of it', () => {
    const given = { [MAIN]: main, 'roles/auths.conf': 'WORKER { publish: "x" }' };
    expect(linesOf(userIn(given, 'joe'))).toEqual([`subscribe > @ ${MAIN}`, `publish > @ ${MAIN}`]);
  });

  it('follows what an included file includes, and no circle', () => {
    const over = { ...files, [MAIN]: main.replace('roles/auths.conf', './roles/all.conf') };
    const all = 'BENCH { publish: "a" }\ninclude auths.conf\n';
    expect(linesOf(userIn({ ...over, 'roles/all.conf': all }, 'worker'))).toHaveLength(3);
    const circle = `${all}include all.conf\n`;
    expect(linesOf(userIn({ ...over, 'roles/all.conf': circle }, 'worker'))).toHaveLength(3);
    expect(linesOf(userIn({ ...over, 'roles/all.conf': circle }, 'joe'))).toHaveLength(2);
  });

  it('finds what an account includes', () => {
    const given = {
      [MAIN]: 'accounts { A { include "a.conf", users: [ { user: x, password: y } ] } }',
      'a.conf': 'default_permissions { publish: "x" }\nEXTRA { publish: "b" }',
    };
    const [scope] = scopesIn(given).filter(({ id }) => id === `${MAIN}#user:A/x`);
    expect(linesOf(scope)).toEqual(
      [`subscribe > @ a.conf`, 'publish x @ a.conf'].map((line) => line.replace('> @ a.conf', `> @ ${MAIN}`)),
    );
  });
});

// https://github.com/nats-io/nats-server/blob/main/server/opts.go (parseUserPermissions)
describe('other names of the settings of NATS', () => {
  it.each([
    ['permissions: { subscribe: "a", allow_responses: true }', ['subscribe a']],
    ['permissions: { subscribe: "a", publish_allow_responses: true }', ['subscribe a']],
    ['permissions: { Subscribe: "a", PUBLISH: "b" }', ['subscribe a', 'publish b']],
    ['Permissions: { sub: "a", pub: { Allow: "b" } }', ['subscribe a', 'publish b']],
    ['permissions: { subscribe: "a", allow_responses: false }', ['subscribe a', 'publish >']],
  ])('%s: %j', (permissions, expected) => {
    const text = `Authorization { Users: [ { User: x, Password: y, ${permissions} } ] }`;
    expect(linesOf(userIn({ [MAIN]: text }, 'x'))).toEqual(expected.map((line) => `${line} @ ${MAIN}`));
  });
});
