import type { Language } from '../text/language';
import { mondayOf } from './week';

/** A date as people say it: 周三 11/18, Wed 18/11. */
export function dayName(
  date: string,
  t: (key: string, named?: object) => string,
  language: Language,
): string {
  const monday = Date.parse(mondayOf(date, 0));
  const weekday = Math.round((Date.parse(date) - monday) / 86_400_000) + 1;
  const [, month, day] = date.split('-').map(Number);
  const short = language === 'zh' ? `${month}/${day}` : `${day}/${month}`;
  return `${t(`roster.weekdays.d${weekday}`)} ${short}`;
}
