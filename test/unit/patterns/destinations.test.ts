import { workOf } from '../../support/work.js';
import { describe, expect, it } from 'vitest';
import type { Destination, DestinationSyntax } from '../../../server/src/core/model/breadth.js';
import {
  destinationCovers,
  destinationsMeet,
  isEveryDestination,
} from '../../../server/src/core/patterns/destinations.js';

function of(syntax: DestinationSyntax, pattern: string, space = 'broker'): Destination {
  return { space, syntax, pattern };
}

describe('patterns of destinations', () => {
  it.each([
    ['.*', true],
    ['', true],
    ['^', true],
    ['(?:a|[^a]|)*$', true],
    ['^(a|.)*', true],
    ['[^]*', true],
    ['^.*$', true],
    ['(.*)+', true],
    ['^$', false],
    ['.+', true],
    ['..', false],
    ['[\\s\\S]*', true],
    ['^[\\w\\W]+$', true],
    ['^[^\\s\\S]*', true],
    ['^(?!x).*', false],
    ['^(?=.)', true],
    ['(?s).*', true],
    ['^[[:alnum:]_]*$', false],
    ['\\Aa?', true],
    ['\\\\A', false],
    ['\\h*', undefined],
    ['(?x) .', undefined],
    ['a(?!b)', undefined],
    ['^a', false],
    ['^orders\\.', false],
    ['[^x]*$', true],
    ['^[^x]*$', false],
    ['(a)\\1', undefined],
    ['\\bname\\b', undefined],
    ['(', undefined],
  ])('the expression %j accepts every name: %s', (pattern, every) => {
    expect(isEveryDestination(of('regex', pattern))).toBe(every);
  });

  it.each([
    ['regex', '^orders-.*', 'regex', '-created$', true],
    ['regex', '^orders$', 'regex', '^orders$|^bills$', true],
    ['regex', '^orders$', 'regex', '^bills$', false],
    ['regex', '^a.c$', 'literal', 'abc', true],
    ['regex', '^.{3}$', 'literal', 'ab', false],
    ['regex', '^\\d+$', 'regex', '^\\D+$', false],
    ['regex', '^(?!audit).*$', 'literal', 'audit-log', false],
    ['regex', '^(?!audit).*$', 'literal', 'orders', true],
    ['regex', '^(?!audit)(?=.*s$)', 'literal', 'orders', true],
    ['regex', '^(?!audit)(?=.*s$)', 'literal', 'order', false],
    ['regex', '^(?!a).*$|^ab$', 'literal', 'ab', true],
    ['regex', '(?i)^Orders$', 'literal', 'oRDERS', true],
    ['regex', '(?i)^[^o]', 'literal', 'Orders', false],
    ['regex', '^[[:alpha:]_]+$', 'literal', 'a_b', true],
    ['regex', '^[[:alpha:]_]+$', 'literal', 'a-b', false],
    ['regex', '^[\\W]$', 'literal', '.', true],
    ['regex', '^[^\\W]$', 'literal', '.', false],
    ['prefix', 'shop-', 'literal', 'shop-orders', true],
    ['prefix', 'shop-', 'literal', 'shop', false],
    ['glob', 'arn:aws:sqs:*:*:orders-?', 'literal', 'arn:aws:sqs:eu-west-1:1:orders-1', true],
    ['glob', 'jobs:[ab]*', 'literal', 'jobs:c', false],
    ['nats', 'orders.*', 'nats', 'orders.created', true],
    ['nats', 'orders.*', 'nats', 'orders.created.eu', false],
    ['nats', 'orders.>', 'nats', '*.created.eu', true],
    ['nats', 'orders.>', 'nats', 'orders', false],
    ['mqtt', 'plant/+/state', 'mqtt', 'plant/7/#', true],
    ['mqtt', 'plant/#', 'mqtt', 'plant', true],
    ['mqtt', 'plant/+', 'mqtt', 'plant/1/2', false],
  ] as const)('%s %j meets %s %j: %s', (syntax, a, other, b, meets) => {
    expect(destinationsMeet(of(syntax, a), of(other, b))).toBe(meets);
    expect(destinationsMeet(of(other, b), of(syntax, a))).toBe(meets);
  });

  it('keeps spaces apart', () => {
    expect(destinationsMeet(of('regex', '.*', 'vhost a'), of('regex', '.*', 'vhost b'))).toBe(false);
  });

  it.each([
    ['^orders', '^orders-eu$', true],
    ['^orders$', '^orders', false],
    ['^(orders|bills)$', '^bills$', true],
  ])('%j covers %j: %s', (a, b, expected) => {
    expect(destinationCovers(of('regex', a), of('regex', b))).toBe(expected);
  });

  it('gives up on what takes too much, instead of hanging', () => {
    const hard = '^(?:[^]*[^ab][^]*|(a|b)*a(a|b){60})$';
    const work = workOf(() => {
      expect(isEveryDestination(of('regex', hard))).toBeUndefined();
    });
    expect(work).toBeLessThan(5_000_000);
  });
});
