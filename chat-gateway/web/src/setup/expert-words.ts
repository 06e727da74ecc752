import type { Experts, ExpertTurn } from '../api/names';

type Words = (key: string, places?: Record<string, unknown>) => string;

/** Of the week, from Monday. */
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A night, which is when an expert is needed and nobody thinks of one. */
const FIRST: ExpertTurn = { person: '', day: 1, from: '20:00', until: '08:00' };

/** The turn that is most likely to be added: of the same person, a day later. */
export function next(last: ExpertTurn | undefined): ExpertTurn {
  return last ? { ...last, day: (last.day % 7) + 1 } : { ...FIRST };
}

/** Whether it ends on the day after. */
export function lastsIntoNextDay(turn: ExpertTurn): boolean {
  return turn.until !== '' && turn.until < turn.from;
}

/** A stretch that is nobody's, as people say it. */
export function gapWords(gap: Experts['gaps'][number], t: Words): string {
  const { from, until } = gap;
  if (gap.day === gap.untilDay && from === until) return t('experts.wholeWeek');
  const day = t(`weekly.days.${gap.day}`);
  // What ends at midnight ends on the day on which it began.
  const sameDay = gap.untilDay === gap.day && from < until;
  const toMidnight = until === '00:00' && gap.untilDay === (gap.day % 7) + 1;
  if (sameDay) return t('experts.gap', { day, from, until });
  if (toMidnight) return t('experts.gap', { day, from, until: '24:00' });
  const untilDay = t(`weekly.days.${gap.untilDay}`);
  return t('experts.gapDays', { day, from, untilDay, until });
}
