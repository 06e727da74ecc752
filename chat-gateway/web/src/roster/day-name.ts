import { clockTime, type Language } from '../text/language';
import { dateAt, daysLater, mondayOf } from './week';

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

/** When what began on a day ends, as people say it there: 18:00, 24:00, 次日 06:00, 周三 11/18 06:00. */
export function endText(
  from: number,
  to: number,
  t: (key: string, named?: object) => string,
  language: Language,
): string {
  const time = clockTime(to, language);
  const day = dateAt(from);
  if (dateAt(to - 1) === day) return time === '00:00' ? '24:00' : time;
  return dateAt(to) === daysLater(day, 1)
    ? t('roster.nextDay', { time })
    : `${dayName(dateAt(to), t, language)} ${time}`;
}
