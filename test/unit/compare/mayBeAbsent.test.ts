import { describe, expect, it } from 'vitest';
import { compareStates, stateOf } from '../../../server/src/core/compare/compareStates.js';
import { lockText, readLock } from '../../../server/src/core/compare/lock.js';
import type { Files } from '../../support/changes.js';
import { changesBetween, told } from '../../support/changes.js';
import { openRepository, ROOT } from '../../support/repository.js';

const BOUND = `apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: web }
rules: [{ apiGroups: [''], resources: [secrets], verbs: [update] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: web }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
`;
const UNBOUND = BOUND.replace(
  'kind: ClusterRole\nmetadata: { name: web }',
  'kind: Role\nmetadata: { name: web, namespace: shop }',
);

/** A role under a switch; `of` is what the switch hangs on. */
const role = (variable: string, count: string): string => `variable "on" { ${variable} }
resource "aws_iam_role" "shop" {
  ${count}
  name = "shop"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  inline_policy { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "*" }] }) }
}
`;
const COUNT = 'count = var.on ? 1 : 0';
const NONE: Files = { 'main.tf': 'locals {}\n' };
const NEW = 'session role shop: s3:PutObject';

const lines = (before: Files, after: Files): readonly string[] => changesBetween(before, after).map(told);

describe('a session that may not be there', () => {
  it('is a role that nothing binds: it may be wider, and is not known to be', () => {
    const all = lines({ 'web.yaml': BOUND }, { 'web.yaml': UNBOUND });
    expect(all.filter((line) => line.startsWith('wider '))).toEqual([]);
    expect(all).toContain('became-unknown session role shop/web: update secrets');
    expect(all).toContain('narrower reach service account shop/web: update secrets');
  });

  it('is no role that people are bound to', () => {
    const people = `${UNBOUND}---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: people, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web }
subjects: [{ kind: Group, name: developers }]
`;
    expect(lines({ 'web.yaml': BOUND }, { 'web.yaml': people })).toContain(
      'wider session role shop/web: update secrets',
    );
  });

  it.each([
    ['a count that is none', 'default = false', COUNT],
    ['a number', 'default = 0', 'count = var.on'],
    ['an empty list', 'default = []', 'for_each = toset(var.on)'],
    ['no name', 'default = null', 'count = var.on == null ? 0 : 1'],
  ])('is one that is off by default: %s', (_, variable, count) => {
    expect(lines(NONE, { 'main.tf': role(variable, count) })).toEqual([`became-unknown ${NEW}`]);
  });

  it.each([
    ['on by default', 'default = true', COUNT],
    ['nothing says', 'type = bool', COUNT],
    ['one stage of several', 'default = "dev"', 'count = var.on == "prod" ? 1 : 0'],
  ])('is none that may well be there: %s', (_, variable, count) => {
    expect(lines(NONE, { 'main.tf': role(variable, count) })).toEqual([`wider ${NEW}`]);
  });

  it('is one of settings that say so', () => {
    const off = { 'main.tf': role('default = false', COUNT) };
    expect(lines(off, { ...off, 'terraform.tfvars': 'on = true\n' })).toEqual([`wider ${NEW}`]);
  });

  const call = (argument: string, more = ''): Files => ({
    'main.tf': `variable "all" { default = false }\nmodule "shop" {\n  source = "./shop"\n  ${argument}\n}\n${more}`,
    'shop/main.tf': role('default = false', COUNT),
  });

  it.each([
    ['a default of the module', ''],
    ['what the caller hands on', 'on = var.all'],
    ['the call itself', 'on = true\n  count = var.all ? 1 : 0'],
  ])('is one in a module by %s', (_, argument) => {
    const handed = argument.includes('on = ');
    const all = lines(NONE, call(argument)).filter((line) => line.endsWith(NEW));
    // What the module leaves out by default, and its call does not ask for, is certainly not there.
    expect(all).toEqual(handed ? [`became-unknown ${NEW}`] : []);
    expect(lines(call(argument), call('on = true'))).toEqual([`wider ${NEW}`]);
  });

  it('is told by a lock as well, once it is there by default', () => {
    const state = (text: string): ReturnType<typeof stateOf> =>
      stateOf(openRepository(new Map([['main.tf', text]])).model, ROOT);
    const off = role('default = false', COUNT);
    const locked = lockText(state(off));
    expect(locked).toContain('"offByDefault": true');
    expect(compareStates(readLock(locked), state(off))).toEqual([]);
    const on = state(role('default = true', COUNT));
    expect(compareStates(readLock(locked), on).map(told)).toEqual([`wider ${NEW}`]);
    expect(lockText(on)).not.toContain('offByDefault');
  });
});
