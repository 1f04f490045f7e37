import { describe, expect, it } from 'vitest';
import { Engine } from '../../../server/src/core/engine/engine.js';
import { Graph } from '../../support/engineGraph.js';
import { Random } from '../../support/random.js';

describe('what a member says, folded', () => {
  /** Two texts for each member, their words, and the words filed by how many there are. */
  function store() {
    const engine = new Engine();
    const texts = engine.input<string, string>('text', '');
    const notes = engine.input<string, string>('note', '');
    const words = engine.query('words', (key) => texts.get(key).trim().split(/\s+/u));
    const noted = engine.query('noted', (key) => [...words.get(key), ...notes.get(key).trim().split(' ')]);
    const lasting = engine.query('length', (key) => noted.get(key).length, { lasting: true });
    const filed = engine.relation<string, string, string>('filed', {
      of: (key) => [[String(lasting.get(key)), noted.get(key).join(' ')]],
    });
    for (const key of ['a', 'b']) {
      texts.set(key, `${key} of two`);
      filed.add(key);
    }
    engine.settle();
    return { engine, texts, notes, words, filed, lasting };
  }

  it('is held without what was worked out on the way, but for what is lasting', () => {
    const { engine, filed, lasting } = store();
    expect(engine.size).toBe(8);
    expect(engine.takeRenewed()).toEqual(['a', 'b']);
    engine.fold('a', new Set(['a']), true);
    // Its words and notes are gone.
    expect(engine.size).toBe(6);
    expect(filed.get('4')).toEqual(['a of two ', 'b of two ']);
    const before = new Map(engine.computed);
    expect(lasting.get('a')).toBe(4);
    expect(engine.computed).toEqual(before);
  });

  it('is worked out again when something changes that it rested on, and only then', () => {
    const { engine, texts, notes, filed } = store();
    engine.fold('a', new Set(['a']), true);
    engine.fold('b', new Set(['b']), true);
    notes.set('a', 'x y');
    engine.settle();
    expect(engine.takeRenewed()).toContain('a');
    expect([filed.get('4'), filed.get('5')]).toEqual([['b of two '], ['a of two x y']]);
    expect([engine.computed.get('words'), engine.computed.get('filed')]).toEqual([3, 3]);
    texts.set('b', 'b');
    engine.settle();
    expect([filed.get('4'), filed.get('2')]).toEqual([[], ['b ']]);
    expect(engine.computed.get('words')).toBe(4);
  });

  it('is not renewed by what is only tried out', () => {
    const { engine, notes } = store();
    engine.takeRenewed();
    engine.journal.tryOut(() => {
      notes.set('a', 'x');
      engine.settle();
    });
    expect(engine.takeRenewed()).toEqual([]);
  });

  it('leaves alone what others rest on, and goes on keeping from them what changes nothing for them', () => {
    const { engine, texts, words } = store();
    const count = engine.query('count', (key) => words.get(key).length, { kept: true });
    expect(count.get('a')).toBe(3);
    engine.fold('a', new Set(['a']), true);
    texts.set('a', 'b  of two');
    engine.settle();
    expect(count.get('a')).toBe(3);
    expect([engine.computed.get('words'), engine.computed.get('count')]).toEqual([3, 2]);
    const filed = engine.computed.get('filed');
    texts.set('a', ' b of two');
    engine.settle();
    expect(engine.computed.get('filed')).toBe(filed);
    expect(count.get('a')).toBe(3);
    expect([engine.computed.get('words'), engine.computed.get('count')]).toEqual([4, 2]);
  });

  it('stays in the pieces that relations have read where it is not to be one', () => {
    const { engine } = store();
    engine.fold('a', new Set(['a']), false);
    // What the relation has read itself stays, and only the words below go.
    expect(engine.size).toBe(7);
  });

  it('of others is not touched', () => {
    const { engine } = store();
    engine.fold('a', new Set(['b']), true);
    expect(engine.size).toBe(8);
  });

  it('still tells what has failed on the way', () => {
    const engine = new Engine();
    const numbers = engine.input<string, number>('number', 0);
    const inverse = engine.query(
      'inverse',
      (key) => {
        if (numbers.get(key) === 0) throw new Error('nothing to invert');
        return 1 / numbers.get(key);
      },
      { failed: () => -1 },
    );
    const filed = engine.relation<string, string, number>('filed', {
      of: (key) => [['all', inverse.get(key)]],
    });
    filed.add('a');
    engine.settle();
    engine.fold('a', new Set(['a']), true);
    expect([...engine.failures()]).toHaveLength(1);
    numbers.set('a', 2);
    engine.settle();
    expect([[...engine.failures()], filed.get('all')]).toEqual([[], [0.5]]);
  });
});

describe('queries over random graphs', () => {
  it('give after any change what working all out anew gives where members are folded in between, in one or in pieces', () => {
    const random = new Random(20_261_203);
    for (let round = 0; round < 60; round += 1) {
      const graph = new Graph();
      const keys = Array.from({ length: 2 + random.below(24) }, (_, at) => `n${String(at)}`);
      for (const key of keys) for (const relation of [graph.before, graph.reaching]) relation.add(key);
      graph.engine.settle();
      for (let step = 0; step < 40; step += 1) {
        graph.change(keys, random);
        for (const key of graph.engine.takeRenewed()) {
          const own = new Set(keys.filter((one) => one === key || random.below(8) === 0));
          if (random.below(3) > 0) graph.engine.fold(key, own, random.below(2) === 0);
        }
        for (let look = 0; look < 3; look += 1) graph.check(random.pick(keys), keys);
        graph.checkReaching(random.below(9), keys);
        if (random.below(4) > 0) continue;
        graph.engine.journal.tryOut(() => {
          graph.change(keys, random);
          graph.checkReaching(random.below(9), keys);
        });
        graph.checkReaching(random.below(9), keys);
      }
    }
  });
});
