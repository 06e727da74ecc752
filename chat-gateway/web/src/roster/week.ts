/** The week of a team as the page shows it. Times are milliseconds; days are those of the city. */

/** China has one time zone and no summer time: a day begins at midnight of UTC+8. */
const ZONE = '+08:00';
const ZONE_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

export interface Span {
  from: string;
  to: string;
  atDesk: number;
  onCall: number;
  wantedAtDesk?: number | undefined;
}

export interface Seated {
  id?: string | undefined;
  name?: string | undefined;
  from: string;
  to: string;
  seat: string;
  volunteer?: string | undefined;
  alias?: string | undefined;
  published?: boolean | undefined;
}

export interface Person {
  id: string;
  alias: string;
  name?: string | undefined;
  grade?: 'A' | 'B' | 'C' | undefined;
  minors?: boolean | undefined;
  nights?: boolean | undefined;
}

/** A day of the city: its date `YYYY-MM-DD`, and the first instant of it and of the next. */
export interface Day {
  date: string;
  from: number;
  to: number;
}

/** `empty`: nobody at all; `short`: fewer at desk than wanted; else `filled`. */
export type Cover = 'filled' | 'short' | 'empty';

export interface Gap {
  from: number;
  to: number;
  cover: 'short' | 'empty';
  /** The fewest at desk during the gap. */
  atDesk: number;
  /** The most wanted at desk during the gap. */
  wanted: number;
}

export interface Hour {
  /** 0–23. */
  hour: number;
  atDesk: number;
  onCall: number;
  wanted: number;
  cover: Cover;
}

export interface Row {
  person: Person;
  /** For each day the turns that begin in it. */
  days: Seated[][];
  /** Hours in all, at desk and on call. */
  atDeskHours: number;
  onCallHours: number;
}

/** The date in the city at an instant. */
export function dateAt(at: number): string {
  return new Date(at + ZONE_MS).toISOString().slice(0, 10);
}

/** The Monday of the week of a date; of this week when the text is no date. */
export function mondayOf(date: string, now: number): string {
  const from = Date.parse(`${date}T00:00:00${ZONE}`);
  const known = /^\d{4}-\d{2}-\d{2}$/.test(date) && Number.isFinite(from);
  const start = known ? from : Date.parse(`${dateAt(now)}T00:00:00${ZONE}`);
  const weekday = (new Date(start + ZONE_MS).getUTCDay() + 6) % 7;
  return dateAt(start - weekday * DAY_MS);
}

/** The date so many days later. */
export function daysLater(date: string, days: number): string {
  return dateAt(Date.parse(`${date}T00:00:00${ZONE}`) + days * DAY_MS);
}

/** The seven days from a Monday. */
export function weekFrom(monday: string): Day[] {
  const start = Date.parse(`${monday}T00:00:00${ZONE}`);
  return Array.from({ length: 7 }, (_, i) => {
    const from = start + i * DAY_MS;
    return { date: dateAt(from), from, to: from + DAY_MS };
  });
}

function coverOf(atDesk: number, onCall: number, wanted: number): Cover {
  if (atDesk + onCall === 0) return 'empty';
  return atDesk < wanted ? 'short' : 'filled';
}

/** What is not filled in [from, to), in order; neighbours of the same kind are one gap. */
export function gapsOf(spans: Span[], from: number, to: number): Gap[] {
  const gaps: Gap[] = [];
  for (const span of spans) {
    const begin = Math.max(Date.parse(span.from), from);
    const end = Math.min(Date.parse(span.to), to);
    const wanted = span.wantedAtDesk ?? 0;
    const cover = coverOf(span.atDesk, span.onCall, wanted);
    if (begin >= end || cover === 'filled') continue;
    const last = gaps[gaps.length - 1];
    if (last && last.to === begin && last.cover === cover) {
      last.to = end;
      last.atDesk = Math.min(last.atDesk, span.atDesk);
      last.wanted = Math.max(last.wanted, wanted);
    } else {
      gaps.push({ from: begin, to: end, cover, atDesk: span.atDesk, wanted });
    }
  }
  return gaps;
}

/** Each hour of a day at its worst moment, so that no gap hides in a mean. */
export function hoursOf(spans: Span[], day: Day): Hour[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const from = day.from + hour * HOUR_MS;
    const within = spans.filter(
      (span) => Date.parse(span.from) < from + HOUR_MS && Date.parse(span.to) > from,
    );
    const worst = within
      .map((span) => ({
        hour,
        atDesk: span.atDesk,
        onCall: span.onCall,
        wanted: span.wantedAtDesk ?? 0,
        cover: coverOf(span.atDesk, span.onCall, span.wantedAtDesk ?? 0),
      }))
      .sort((a, b) => order(a) - order(b) || a.atDesk - b.atDesk || a.onCall - b.onCall);
    return worst[0] ?? { hour, atDesk: 0, onCall: 0, wanted: 0, cover: 'empty' };
  });
}

function order(hour: Hour): number {
  return ['empty', 'short', 'filled'].indexOf(hour.cover);
}

/**
 * A row for each person of the team, and one for each who helps out from elsewhere; by alias.
 *
 * @param week the seven days; a turn belongs to the day in which it begins, and one that began
 *     before the week to the first day
 */
export function rowsOf(people: Person[], turns: Seated[], week: Day[]): Row[] {
  const rows = new Map<string, Row>();
  const rowFor = (person: Person): Row => {
    const known = rows.get(person.id);
    if (known) return known;
    const row: Row = { person, days: week.map(() => []), atDeskHours: 0, onCallHours: 0 };
    rows.set(person.id, row);
    return row;
  };
  people.forEach(rowFor);
  for (const turn of [...turns].sort((a, b) => Date.parse(a.from) - Date.parse(b.from))) {
    const row = rowFor({ id: turn.volunteer ?? '', alias: turn.alias ?? '' });
    const begin = Math.max(Date.parse(turn.from), week[0]!.from);
    const day = week.findIndex((one) => begin >= one.from && begin < one.to);
    if (day < 0) continue;
    row.days[day]!.push(turn);
    const end = Math.min(Date.parse(turn.to), week[week.length - 1]!.to);
    const hours = Math.max(0, end - begin) / HOUR_MS;
    if (turn.seat === 'onCall') row.onCallHours += hours;
    else row.atDeskHours += hours;
  }
  return [...rows.values()].sort(
    (a, b) =>
      Number(a.person.alias === '') - Number(b.person.alias === '') ||
      a.person.alias.localeCompare(b.person.alias, 'zh-CN', { numeric: true }),
  );
}

/** The published turns as a table for a spreadsheet: UTF-8 with a mark, so that Excel reads it. */
export function csvOf(head: string[], rows: string[][]): string {
  // A leading sign would be read as a formula.
  const cell = (text: string): string =>
    `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
