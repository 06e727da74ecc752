import { describe, expect, it } from 'vitest';
import { dayName, endText } from '../src/roster/day-name';
import { weekText } from '../src/roster/week-text';
import { csvOf, dateAt, gapsOf, hoursOf, mondayOf, rowsOf, weekFrom } from '../src/roster/week';

const at = (local: string): string => new Date(`${local}:00+08:00`).toISOString();
const week = weekFrom('2026-11-16');

describe('the week of the city', () => {
  it('begins on Monday, whatever the device says of the zone', () => {
    const lateSunday = Date.parse('2026-11-22T23:59:59+08:00');
    expect(mondayOf('', lateSunday)).toBe('2026-11-16');
    expect(mondayOf('', lateSunday + 1000)).toBe('2026-11-23');
    expect(mondayOf('2026-11-18', 0)).toBe('2026-11-16');
    expect(dateAt(week[0]!.from)).toBe('2026-11-16');
    expect(week.map((day) => day.date).at(-1)).toBe('2026-11-22');
  });

  it('is this week when the address is garbage', () => {
    const now = Date.parse('2026-11-18T12:00:00+08:00');
    for (const garbage of ['', '2026-99-99', '<script>', '2026-11-18T00:00']) {
      expect(mondayOf(garbage, now)).toBe('2026-11-16');
    }
  });

  it('names days in both languages', () => {
    const t = (key: string): string => key;
    expect(dayName('2026-11-22', t, 'zh')).toBe('roster.weekdays.d7 11/22');
    expect(dayName('2026-11-16', t, 'en')).toBe('roster.weekdays.d1 16/11');
  });
});

describe('the end of what began on a day', () => {
  const t = (key: string, named: object = {}): string => [key, ...Object.values(named)].join(' ');
  const end = (to: string): string =>
    endText(Date.parse(at('2026-11-16T20:00')), Date.parse(at(to)), t, 'zh');

  it('is 24:00 at midnight, names the next day, and a later one by its name', () => {
    expect(end('2026-11-16T22:30')).toBe('22:30');
    expect(end('2026-11-17T00:00')).toBe('24:00');
    expect(end('2026-11-17T00:30')).toBe('roster.nextDay 00:30');
    expect(end('2026-11-18T00:00')).toBe('roster.weekdays.d3 11/18 00:00');
  });
});

describe('gaps', () => {
  const spans = [
    { from: at('2026-11-16T00:00'), to: at('2026-11-16T22:00'), atDesk: 2, onCall: 0, wantedAtDesk: 2 },
    { from: at('2026-11-16T22:00'), to: at('2026-11-17T00:00'), atDesk: 1, onCall: 1, wantedAtDesk: 2 },
    { from: at('2026-11-17T00:00'), to: at('2026-11-17T02:00'), atDesk: 0, onCall: 1, wantedAtDesk: 1 },
    { from: at('2026-11-17T02:00'), to: at('2026-11-17T02:30'), atDesk: 0, onCall: 0, wantedAtDesk: 0 },
    { from: at('2026-11-17T02:30'), to: at('2026-11-23T00:00'), atDesk: 0, onCall: 1, wantedAtDesk: 0 },
  ];

  it('are where nobody is, wanted or not, and where fewer sit than wanted; past midnight one', () => {
    const gaps = gapsOf(spans, week[0]!.from, week[6]!.to);
    expect(gaps.map((gap) => [gap.cover, new Date(gap.from).toISOString(), gap.atDesk])).toEqual([
      ['short', at('2026-11-16T22:00'), 0],
      ['empty', at('2026-11-17T02:00'), 0],
    ]);
    expect(gaps[0]!.to).toBe(Date.parse(at('2026-11-17T02:00')));
    expect(gaps[0]!.wanted).toBe(2);
  });

  it('show in the hour in which they lie, however short', () => {
    const hours = hoursOf(spans, week[1]!);
    expect(hours.map((hour) => hour.cover).slice(0, 4)).toEqual(['short', 'short', 'empty', 'filled']);
    expect(hours).toHaveLength(24);
  });
});

describe('rows', () => {
  const people = [
    { id: 'b', alias: '工号 10' },
    { id: 'a', alias: '工号 9' },
  ];
  const turn = (volunteer: string, from: string, to: string, seat = 'atDesk') => ({
    id: `${volunteer}${from}`,
    volunteer,
    alias: volunteer === 'guest' ? '' : volunteer,
    from: at(from),
    to: at(to),
    seat,
  });

  it('hold everybody of the team in the order of numbers, helpers from elsewhere last', () => {
    const rows = rowsOf(people, [turn('guest', '2026-11-16T08:00', '2026-11-16T12:00')], week);
    expect(rows.map((row) => row.person.id)).toEqual(['a', 'b', 'guest']);
    expect(rows[0]!.days.flat()).toEqual([]);
  });

  it('count hours of this week only, by kind of seat, across midnight', () => {
    const turns = [
      turn('a', '2026-11-15T22:00', '2026-11-16T06:00'),
      turn('a', '2026-11-18T22:00', '2026-11-19T06:00'),
      turn('a', '2026-11-22T22:00', '2026-11-23T06:00', 'onCall'),
    ];
    const row = rowsOf(people, turns, week)[0]!;
    expect(row.atDeskHours).toBe(14);
    expect(row.onCallHours).toBe(2);
    expect(row.days.map((day) => day.length)).toEqual([1, 0, 1, 0, 0, 0, 1]);
  });
});

it('a spreadsheet gets text, never a formula', () => {
  expect(csvOf(['a'], [['=1+1'], ['say "hi"']])).toBe('\uFEFF"a"\r\n"\'=1+1"\r\n"say ""hi"""\r\n');
});

describe('the week for a group chat', () => {
  const t = (key: string, named: object = {}): string =>
    [key.replace('roster.', ''), ...Object.values(named)].join(' ');
  const seat = { name: '大夜', from: at('2026-11-16T22:00'), to: at('2026-11-17T06:00') };
  const turns = [
    { ...seat, seat: 'onCall', alias: '青禾', published: true },
    { ...seat, seat: 'atDesk', alias: '春禾', published: true },
    { ...seat, seat: 'atDesk', alias: '', published: true },
    { ...seat, seat: 'atDesk', alias: '草稿的人', published: false },
    { ...seat, name: '早', from: at('2026-11-16T08:00'), to: at('2026-11-16T12:00'), seat: 'atDesk', alias: '安禾' },
    { ...seat, from: at('2026-11-15T22:00'), to: at('2026-11-16T06:00'), seat: 'atDesk', alias: '上周的人' },
  ];

  it('says days, shifts and aliases, past midnight too, and nothing that is not published', () => {
    const text = weekText('甲县值班', turns, week, t, 'zh');
    expect(text.split('\n\n').slice(0, 3)).toEqual([
      '甲县值班',
      'weekdays.d1 11/16\n08:00–12:00 早 nowSeat atDesk 安禾\n' +
        '22:00–nextDay 06:00 大夜 nowSeat atDesk 春禾、other nowSeat onCall 青禾',
      'weekdays.d2 11/17\nempty',
    ]);
    expect(text.split('\n\n')).toHaveLength(8);
    expect(text).not.toContain('草稿');
    expect(text).not.toContain('上周');
  });
});
