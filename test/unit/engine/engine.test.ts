import { describe, expect, it } from 'vitest';
import { Engine } from '../../../server/src/core/engine/engine.js';
import { Graph } from '../../support/engineGraph.js';
import { Random } from '../../support/random.js';

describe('a query', () => {
  it('is worked out when it is asked for, and again only when something that it read has changed', () => {
    const engine = new Engine();
    const numbers = engine.input<string, number>('number', 0);
    const doubled = engine.query('doubled', (key) => numbers.get(key) * 2, { kept: true });
    numbers.set('a', 1);
    numbers.set('b', 5);
    expect([doubled.get('a'), doubled.get('a')]).toEqual([2, 2]);
    numbers.set('b', 6);
    engine.settle();
    expect(doubled.get('a')).toBe(2);
    expect(engine.computed.get('doubled')).toBe(1);
    numbers.set('a', 3);
    engine.settle();
    expect(doubled.get('a')).toBe(6);
    expect(engine.computed.get('doubled')).toBe(2);
  });

  it('stops a change where a value stays equal', () => {
    const engine = new Engine();
    const texts = engine.input<string, string>('text', '');
    const words = engine.query('words', (key) => texts.get(key).trim().split(/\s+/u));
    const count = engine.query('count', (key) => words.get(key).length, { kept: true });
    texts.set('a', 'one two');
    expect(count.get('a')).toBe(2);
    texts.set('a', ' one  two ');
    engine.settle();
    expect(count.get('a')).toBe(2);
    expect([engine.computed.get('words'), engine.computed.get('count')]).toEqual([2, 1]);
  });

  it('learns that there is something now where it asked in vain', () => {
    const engine = new Engine();
    const texts = engine.input<string, string | undefined>('text', undefined);
    const known = engine.query('known', (key) => texts.get(key) !== undefined, { kept: true });
    expect(known.get('a')).toBe(false);
    texts.set('a', 'x');
    expect(known.get('a')).toBe(true);
    texts.delete('a');
    expect(known.get('a')).toBe(false);
  });

  it('that fails is asked anew, and takes nothing else along', () => {
    const engine = new Engine();
    const numbers = engine.input<string, number>('number', 0);
    const inverse = engine.query('inverse', (key) => {
      if (numbers.get(key) === 0) throw new Error('nothing to invert');
      return 1 / numbers.get(key);
    });
    expect(() => inverse.get('a')).toThrow('nothing to invert');
    numbers.set('a', 4);
    expect(inverse.get('a')).toBe(0.25);
  });

  it('that fails is told and stood for, until what it read has changed', () => {
    const engine = new Engine();
    const numbers = engine.input<string, number>('number', 0);
    const inverse = engine.query('inverse', (key) => {
      if (numbers.get(key) === 0) throw new Error('nothing to invert');
      return 1 / numbers.get(key);
    });
    const shown = engine.query('shown', (key) => `is ${String(inverse.get(key))}`, {
      kept: true,
      failed: () => 'is not known',
    });
    const failures = (): readonly string[] =>
      [...engine.failures()].map(({ query, key, error }) => `${query} ${key}: ${String(error)}`);
    expect(shown.get('a')).toBe('is not known');
    expect(failures()).toEqual(['shown a: Error: nothing to invert']);
    engine.settle();
    expect(shown.get('a')).toBe('is not known');
    expect(engine.computed.get('shown')).toBe(1);
    numbers.set('a', 4);
    engine.settle();
    expect(shown.get('a')).toBe('is 0.25');
    expect(failures()).toEqual([]);
  });

  it('that asks for itself and does not come to rest is told', () => {
    const engine = new Engine();
    const flips: { get: (key: string) => boolean } = engine.query(
      'flips',
      (key): boolean => !flips.get(key === 'a' ? 'b' : 'a'),
      { nothing: false },
    );
    const never: { get: (key: string) => number } = engine.query(
      'never',
      (key): number => never.get(key === 'a' ? 'b' : 'a') + 1,
      { nothing: 0 },
    );
    expect([flips.get('a'), flips.get('b')].sort()).toEqual([false, true]);
    expect([...engine.failures()]).toEqual([]);
    never.get('a');
    expect([...engine.failures()].map(({ query, key, error }) => [query, key, String(error)]).sort()).toEqual(
      ['a', 'b'].map((key) => ['never', key, 'Error: 2 values that rest on each other did not come to rest']),
    );
  });

  it('is forgotten when nothing rests on it any more', () => {
    const engine = new Engine();
    const target = engine.input<string, string>('target', '');
    const named = engine.query('named', (key) => key.toUpperCase());
    const led = engine.query('led', (key) => named.get(target.get(key)), { kept: true });
    for (let at = 0; at < 50; at += 1) {
      target.set('a', `x${String(at)}`);
      engine.settle();
      expect(led.get('a')).toBe(`X${String(at)}`);
    }
    engine.settle();
    expect(engine.size).toBe(2);
  });

  it('leaves no key behind that it asked for in vain', () => {
    const engine = new Engine();
    const target = engine.input<string, string>('target', '');
    const said = engine.input<string, string>('said', '');
    const filed = engine.relation<string, string, string>('filed', { of: (at) => [[said.get(at), at]] });
    const led = engine.query('led', (key) => [said.get(target.get(key)), filed.get(target.get(key))], {
      kept: true,
    });
    for (let at = 0; at < 50; at += 1) {
      const name = `x${String(at)}`;
      target.set('a', name);
      engine.settle();
      expect(led.get('a')).toEqual(['', []]);
      said.set(name, name);
      filed.add(name);
      engine.settle();
      expect(led.get('a')).toEqual([name, [name]]);
      filed.delete(name);
      said.delete(name);
      engine.settle();
      expect(led.get('a')).toEqual(['', []]);
    }
    engine.settle();
    // What is asked for last: one key of each input, and one of the relation.
    expect(engine.keys).toBe(3);
  });

  it('that asks for itself without a way out says so', () => {
    const engine = new Engine();
    const endless: { get: (key: string) => number } = engine.query('endless', (key): number =>
      endless.get(key),
    );
    expect(() => endless.get('a')).toThrow('The query endless asks for itself: a');
  });
});

describe('a relation', () => {
  it('gives what members say under a key, in order of the members', () => {
    const engine = new Engine();
    const texts = engine.input<string, readonly string[]>('names', []);
    const naming = engine.relation<string, string, string>('naming', {
      of: (member) => texts.get(member).map((name) => [name, member] as const),
    });
    const names = engine.query('who names', (key) => naming.get(key).join(' '), { kept: true });
    texts.set('b', ['x', 'y']);
    texts.set('a', ['x']);
    naming.add('b');
    naming.add('a');
    engine.settle();
    expect([names.get('x'), names.get('y')]).toEqual(['a b', 'b']);
    texts.set('a', ['y']);
    engine.settle();
    expect([names.get('x'), names.get('y')]).toEqual(['b', 'a b']);
    naming.delete('b');
    engine.settle();
    expect([names.get('x'), names.get('y')]).toEqual(['', 'a']);
  });

  it('wakes only those who asked for a key that has changed', () => {
    const engine = new Engine();
    const texts = engine.input<string, readonly string[]>('names', []);
    const naming = engine.relation<string, string, string>('naming', {
      of: (member) => texts.get(member).map((name) => [name, member] as const),
    });
    const names = engine.query('who names', (key) => naming.get(key).length, { kept: true });
    for (let at = 0; at < 100; at += 1) {
      texts.set(`m${String(at)}`, [`k${String(at)}`]);
      naming.add(`m${String(at)}`);
    }
    engine.settle();
    for (let at = 0; at < 100; at += 1) names.get(`k${String(at)}`);
    texts.set('m7', ['k8']);
    engine.settle();
    for (let at = 0; at < 100; at += 1) names.get(`k${String(at)}`);
    expect([engine.computed.get('naming'), engine.computed.get('who names')]).toEqual([101, 102]);
  });
});

describe('what is tried out', () => {
  it('is taken back, with nothing to be worked out again', () => {
    const engine = new Engine();
    const names = engine.input<string, readonly string[]>('names', []);
    const naming = engine.relation<string, string, string>('naming', {
      of: (member) => names.get(member).map((name) => [name, member] as const),
    });
    const who = engine.query('who names', (key) => naming.get(key).join(' '), { kept: true });
    names.set('a', ['x']);
    names.set('b', ['x', 'y']);
    naming.add('a');
    naming.add('b');
    engine.settle();
    const before = who.get('x');
    const size = engine.size;
    const tried = engine.journal.tryOut(() => {
      names.set('a', ['y', 'z']);
      names.delete('b');
      names.set('c', ['z']);
      naming.add('c');
      naming.delete('b');
      engine.settle();
      return [who.get('x'), who.get('y'), who.get('z')];
    });
    expect(tried).toEqual(['', 'a', 'a c']);
    const computed = new Map(engine.computed);
    engine.settle();
    expect(who.get('x')).toBe(before);
    expect(engine.size).toBe(size);
    expect(engine.computed).toEqual(computed);
    expect([who.get('y'), who.get('z')]).toEqual(['b', '']);
  });

  it('is taken back where it fails', () => {
    const engine = new Engine();
    const numbers = engine.input<string, number>('number', 0);
    const half = engine.query(
      'half',
      (key) => {
        if (numbers.get(key) % 2 === 1) throw new Error('odd');
        return numbers.get(key) / 2;
      },
      { kept: true, failed: () => -1 },
    );
    numbers.set('a', 4);
    expect(half.get('a')).toBe(2);
    expect(() =>
      engine.journal.tryOut(() => {
        numbers.set('a', 5);
        engine.journal.tryOut(() => {
          numbers.set('a', 8);
          expect(half.get('a')).toBe(4);
        });
        expect(half.get('a')).toBe(-1);
        expect([...engine.failures()]).toHaveLength(1);
        throw new Error('enough');
      }),
    ).toThrow('enough');
    expect([...engine.failures()]).toEqual([]);
    expect(half.get('a')).toBe(2);
    expect(engine.computed.get('half')).toBe(3);
  });
});

describe('queries over random graphs', () => {
  it('give after any change what working all out anew gives', () => {
    const random = new Random(20_261_201);
    for (let round = 0; round < 60; round += 1) {
      const graph = new Graph();
      const size = 2 + random.below(24);
      const keys = Array.from({ length: size }, (_, at) => `n${String(at)}`);
      for (const key of keys) graph.before.add(key);
      for (let step = 0; step < 40; step += 1) {
        graph.change(keys, random);
        for (let look = 0; look < 3; look += 1) graph.check(random.pick(keys), keys);
      }
    }
  });

  it('give it while something is tried out too, and what they gave before at no cost afterwards', () => {
    const random = new Random(20_261_202);
    for (let round = 0; round < 60; round += 1) {
      const graph = new Graph();
      const keys = Array.from({ length: 2 + random.below(24) }, (_, at) => `n${String(at)}`);
      for (const key of keys) graph.before.add(key);
      for (let step = 0; step < 20; step += 1) {
        graph.change(keys, random);
        const known = keys.filter(() => random.below(2) === 0);
        for (const key of known) graph.check(key, keys);
        const before = known.map((key) => graph.biggest.get(key));
        const { size } = graph.engine;
        graph.engine.journal.tryOut(() => {
          for (let change = random.below(4); change >= 0; change -= 1) graph.change(keys, random);
          for (let look = 0; look < 3; look += 1) graph.check(random.pick(keys), keys);
        });
        expect(graph.engine.size).toBe(size);
        const computed = new Map(graph.engine.computed);
        expect(known.map((key) => graph.biggest.get(key))).toEqual(before);
        expect(graph.engine.computed).toEqual(computed);
        for (const key of keys) graph.check(key, keys);
      }
    }
  });

  it.each([
    ['a chain', (at: number): readonly number[] => [at + 1]],
    ['a ring', (at: number, size: number): readonly number[] => [(at + 1) % size]],
    ['diamonds', (at: number): readonly number[] => [at + 1, at + 2]],
  ])('work out %s of 20,000 by node', (_name, next) => {
    const graph = new Graph();
    const size = 20_000;
    for (let at = 0; at < size; at += 1) {
      const others = next(at, size).filter((other) => other < size);
      graph.next.set(
        `n${String(at)}`,
        others.map((other) => `n${String(other)}`),
      );
    }
    graph.own.set('n0', 7);
    expect(graph.reached.get('n0')).toEqual([0, 7]);
    // Each node once to see what it asks for, and once to work it out; in a circle a few rounds.
    expect(graph.engine.computed.get('reached')).toBeLessThanOrEqual(4 * size);
  });

  it('settle where each leads to each', () => {
    const graph = new Graph();
    const keys = Array.from({ length: 200 }, (_, at) => `n${String(at)}`);
    for (const [at, key] of keys.entries()) {
      graph.own.set(key, at);
      graph.next.set(key, keys);
    }
    for (const key of keys) expect(graph.reached.get(key)).toHaveLength(200);
    expect(graph.engine.computed.get('reached')).toBeLessThanOrEqual(4 * 200);
  });
});
