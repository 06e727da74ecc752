import { describe, expect, it } from 'vitest';
import { gapWords, lastsIntoNextDay, next } from '../src/setup/expert-words';
import { laddersZh } from '../src/text/ladders-zh';

/** The words of the page, with their places filled. */
function t(key: string, places: Record<string, unknown> = {}): string {
  const found = key.split('.').reduce<unknown>((at, part) => (at as never)[part], laddersZh) as string;
  return found.replace(/\{(\w+)}/g, (_, name: string) => String(places[name]));
}

const gap = (day: number, from: string, untilDay: number, until: string): string =>
  gapWords({ day, from, untilDay, until }, t);

describe('the hours of experts', () => {
  it('says when it is nobody’s turn', () => {
    expect(gap(1, '08:00', 1, '18:30')).toBe('星期一 08:00–18:30');
    expect(gap(7, '20:00', 1, '00:00')).toBe('星期日 20:00–24:00');
    expect(gap(6, '20:00', 1, '00:00')).toBe('星期六 20:00 到 星期一 00:00');
    expect(gap(2, '09:00', 2, '08:00')).toBe('星期二 09:00 到 星期二 08:00');
    expect(gap(1, '00:00', 1, '00:00')).toBe('整个星期');
  });

  it('adds the same hours a day later, of the same person', () => {
    const sunday = { person: 'a', day: 7, from: '20:00', until: '08:00' };
    expect(next(sunday)).toEqual({ ...sunday, day: 1 });
    expect(next(undefined).person).toBe('');
    expect(lastsIntoNextDay(sunday)).toBe(true);
    expect(lastsIntoNextDay({ ...sunday, until: '' })).toBe(false);
  });
});
