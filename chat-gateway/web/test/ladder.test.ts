import { describe, expect, it } from 'vitest';
import { leftOn, nextAfter, rungOf } from '../src/console/ladder';

describe('the ladder', () => {
  it('counts its rungs from one, and the calls of its top from one', () => {
    expect([0, 1, 2, 3].map(rungOf)).toEqual([
      ['escalations.rung', { n: 1 }],
      ['escalations.rung', { n: 2 }],
      ['escalations.top', { n: 1 }],
      ['escalations.top', { n: 2 }],
    ]);
  });

  it('climbs until the city lead is called, who is called again and again', () => {
    const time = '01:30';
    expect(nextAfter(0, 90_000)).toEqual(['board.climbs', { n: 2, time }]);
    expect(nextAfter(1, 90_000)).toEqual(['board.climbs', { n: 3, time }]);
    expect(nextAfter(2, 90_000)).toEqual(['board.again', { time }]);
    expect(leftOn(1, 90_000)).toEqual(['escalations.left', { time }]);
    expect(leftOn(2, 90_000)).toEqual(['escalations.again', { time }]);
  });
});
