import { describe, expect, it } from 'vitest';
import { leftOn, nextAfter, rungOf } from '../src/console/ladder';

describe('the ladder', () => {
  const of = (rung: number, rungs = 3): { rung: number; rungs: number } => ({ rung, rungs });

  it('counts its rungs from one, and the calls of its top from one', () => {
    expect([0, 1, 2, 3].map((rung) => rungOf(of(rung)))).toEqual([
      ['escalations.rung', { n: 1 }],
      ['escalations.rung', { n: 2 }],
      ['escalations.top', { n: 1 }],
      ['escalations.top', { n: 2 }],
    ]);
  });

  it('climbs as far as the city decided, and calls there again and again', () => {
    const time = '01:30';
    expect(nextAfter(of(0), 90_000)).toEqual(['board.climbs', { n: 2, time }]);
    expect(nextAfter(of(1), 90_000)).toEqual(['board.climbs', { n: 3, time }]);
    expect(nextAfter(of(2), 90_000)).toEqual(['board.again', { time }]);
    expect(leftOn(of(1), 90_000)).toEqual(['escalations.left', { time }]);
    expect(leftOn(of(2), 90_000)).toEqual(['escalations.again', { time }]);
    expect(nextAfter(of(0, 1), 90_000)).toEqual(['board.again', { time }]);
    expect(rungOf(of(2, 5))).toEqual(['escalations.rung', { n: 3 }]);
  });
});
