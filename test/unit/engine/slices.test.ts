import { describe, expect, it } from 'vitest';
import { Engine } from '../../../server/src/core/engine/engine.js';

const MEMBERS = Array.from({ length: 20 }, (_, at) => `m${String(at)}`);

/** Numbers of members, filed under their parity, and a sum of each parity filed again. */
function built() {
  const engine = new Engine();
  const numbers = engine.input<string, number>('number', 0);
  const doubled = engine.query<string, number>('doubled', (key) => numbers.get(key) * 2);
  const byParity = engine.relation<string, string, number>('by parity', {
    of: (member) => [[String(numbers.get(member) % 2), numbers.get(member)]],
  });
  const byHalf = engine.relation<string, string, number>('by half', {
    of: (member) => {
      const others = byParity.get(String(numbers.get(member) % 2)).length;
      return [['all', doubled.get(member) + doubled.get(`${member} more`) + others]];
    },
    *parts(member) {
      yield doubled.get(member);
      yield doubled.get(`${member} more`);
    },
  });
  const sum = engine.query<string, number>('sum', () => byHalf.get('all').reduce((all, one) => all + one, 0));
  const set = (member: string, number: number): void => {
    numbers.set(member, number);
    numbers.set(`${member} more`, 1);
    byParity.add(member);
    byHalf.add(member);
  };
  return { engine, set, sum, byParity };
}

describe('an engine that is settled by slices', () => {
  it('does one piece at a time where it is over at once, and says when all is done', () => {
    const { engine, set } = built();
    for (const [at, member] of MEMBERS.entries()) set(member, at);
    let turns = 1;
    let most = 0;
    for (;;) {
      const before = engine.work;
      const isDone = engine.settle(() => true);
      most = Math.max(most, engine.work - before);
      if (isDone) break;
      turns += 1;
    }
    // Two relations, and two parts of the second.
    expect(turns).toBeGreaterThanOrEqual(MEMBERS.length * 3);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('comes to the same as in one go, whatever is asked and changed in between', () => {
    const [sliced, whole] = [built(), built()];
    for (const [at, member] of MEMBERS.entries()) {
      for (const { set } of [sliced, whole]) set(member, at);
      sliced.engine.settle(() => true);
      sliced.sum.get('');
      sliced.engine.bring(member);
      sliced.byParity.get('0');
      if (at > 3) for (const { set } of [sliced, whole]) set(MEMBERS[at - 3] ?? '', at * 7);
    }
    whole.engine.settle();
    while (!sliced.engine.settle(() => true)) sliced.sum.get('');
    expect(sliced.sum.get('')).toBe(whole.sum.get(''));
    expect(sliced.byParity.get('1')).toEqual(whole.byParity.get('1'));
  });

  it('tells of a member that is brought before the others', () => {
    const { engine, set, byParity } = built();
    for (const [at, member] of MEMBERS.entries()) set(member, at);
    engine.bring('m7');
    expect(byParity.get('1')).toEqual([7]);
    expect(byParity.get('0')).toEqual([]);
  });
});
