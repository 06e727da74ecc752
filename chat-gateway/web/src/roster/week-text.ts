import { clockTime, listed, type Language } from '../text/language';
import { dayName, endText } from './day-name';
import type { Day, Seated } from './week';

type Say = (key: string, named?: object) => string;

/** Who sits in one shift, by alias. */
interface Filled {
  turn: Seated;
  atDesk: string[];
  onCall: string[];
}

function filled(turns: Seated[], day: Day, t: Say): Filled[] {
  const shifts = new Map<string, Filled>();
  const here = turns.filter((turn) => {
    const from = Date.parse(turn.from);
    return turn.published !== false && from >= day.from && from < day.to;
  });
  for (const turn of here) {
    const key = `${turn.from} ${turn.to} ${turn.name}`;
    const shift = shifts.get(key) ?? { turn, atDesk: [], onCall: [] };
    shifts.set(key, shift);
    shift[turn.seat === 'onCall' ? 'onCall' : 'atDesk'].push(turn.alias || t('roster.other'));
  }
  return [...shifts.values()].sort(
    (a, b) => Date.parse(a.turn.from) - Date.parse(b.turn.from) || a.turn.to.localeCompare(b.turn.to),
  );
}

function line({ turn, atDesk, onCall }: Filled, day: Day, t: Say, language: Language): string {
  const to = endText(day.from, Date.parse(turn.to), t, language);
  const seats = [
    { seat: 'atDesk', names: atDesk },
    { seat: 'onCall', names: onCall },
  ].flatMap(({ seat, names }) =>
    names.length ? [t('roster.nowSeat', { seat: t(`roster.${seat}`), names: listed(names, language) })] : [],
  );
  const when = `${clockTime(turn.from, language)}–${to}`;
  return [when, turn.name, ...seats].filter(Boolean).join(' ');
}

/**
 * The published week as plain text for a group chat: days, shifts and aliases; no name, no number.
 * A shift stands on the day on which it begins.
 */
export function weekText(
  title: string,
  turns: Seated[],
  week: Day[],
  t: Say,
  language: Language,
): string {
  const days = week.map((day) => {
    const lines = filled(turns, day, t).map((one) => line(one, day, t, language));
    const said = lines.length > 0 ? lines : [t('roster.empty')];
    return [dayName(day.date, t, language), ...said].join('\n');
  });
  return [title, ...days].join('\n\n');
}
