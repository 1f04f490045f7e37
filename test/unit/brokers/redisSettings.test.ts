import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { openRepository, uriOf } from '../../support/repository.js';

const CONF = 'redis/redis.conf';
const ACL = 'redis/users.acl';

function scopesOf(conf: string, acl?: string): readonly TrustScope[] {
  const files = new Map([[CONF, conf]]);
  if (acl !== undefined) files.set(ACL, acl);
  return openRepository(files).model.scopes;
}

function defaultIn(conf: string, acl?: string): TrustScope | undefined {
  return scopesOf(conf, acl).find(({ facts }) => facts.label === 'default');
}

// What each comes to was tried with Redis 8.0.2: test/brokers/redisSettings.ts.
describe('settings of Redis', () => {
  it.each([
    ['protected-mode no', ['anyone declared']],
    ['"protected-mode" "no"\nappendonly yes', ['anyone declared']],
    ['appendonly yes', ['anyone inferred']],
    ['appendonly yes\nbind * -::*', ['anyone inferred']],
    ['appendonly yes\nbind 127.0.0.1 -::1', ['workload declared']],
    ['protected-mode yes\nbind 0.0.0.0', ['workload declared']],
    ['protected-mode no\nport 0\nunixsocket /run/redis.sock', ['workload declared']],
    ['protected-mode no\nport 0\ntls-port 6379', ['workload declared']],
    ['protected-mode no\nport 0\ntls-port 6379\ntls-auth-clients no', ['anyone declared']],
    ['protected-mode no\nport 6379\ntls-port 6380', ['anyone declared']],
    ['protected-mode no\nrequirepass ""', ['anyone declared']],
    ['protected-mode no\nrequirepass kjhT76kjhGG2', []],
    ['protected-mode no\nuser app on >x ~app:* +@read', ['anyone declared']],
    ['protected-mode yes\nuser default on nopass ~* &* +@all', ['workload declared']],
    ['# a comment\nuser default on nopass ~* &* +@all', ['anyone declared']],
  ])('%j', (text, expected) => {
    const scope = defaultIn(text);
    expect(scope?.initiators.map(({ actor, certainty }) => `${actor} ${certainty}`)).toEqual(expected);
    expect(scope?.grants.some(({ access }) => access === 'admin')).toBe(true);
  });

  it.each([
    'protected-mode no\nuser default off',
    'protected-mode no\nsentinel monitor main 10.0.0.5 6379 2',
    'protected-mode no\naclfile /etc/redis/elsewhere.acl',
    'port = 6379\nworkers = 4',
  ])('say nothing of a user that is off, of a Sentinel, or of what stands elsewhere: %j', (text) => {
    expect(scopesOf(text)).toEqual([]);
  });

  it('leave it on with an ACL file that does not name it, whatever `requirepass` says', () => {
    const conf = 'protected-mode no\naclfile /etc/redis/users.acl\nrequirepass kjhT76kjhGG2';
    expect(defaultIn(conf, 'user app on #0f ~app:* +@read\n')?.initiators).toHaveLength(1);
    expect(defaultIn(conf, 'user default off\nuser app on #0f ~app:* +@read\n')).toBeUndefined();
  });

  it('take commands away that are renamed to nothing', () => {
    const administered = defaultIn('protected-mode no\nrename-command CONFIG ""\nrename-command FLUSHALL x')
      ?.grants.filter(({ access }) => access === 'admin')
      .flatMap(({ attributes }) => attributes?.['commands']);
    expect(administered).toContain('flushall');
    expect(administered).not.toContain('config|set');
  });

  it.each([
    ['protected-mode no\nbind 0.0.0.0', ['wildcard-destination error']],
    ['appendonly yes\nbind 0.0.0.0', ['wildcard-destination warning']],
    ['appendonly yes\nrequirepass kjhT76kjhGG2', ['static-credential warning']],
    ['appendonly yes\nrequirepass ${REDIS_PASSWORD}', []],
    ['appendonly yes\nbind 127.0.0.1', []],
  ])('are told once: %j', (text, expected) => {
    const findings = openRepository(new Map([[CONF, text]])).findings(uriOf(CONF));
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(expected);
  });

  it('are not known whole where others are included', () => {
    expect(defaultIn('protected-mode no\ninclude /etc/redis/local.conf')?.unknowns).toHaveLength(1);
  });
});
