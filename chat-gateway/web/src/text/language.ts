export type Language = 'zh' | 'en';

const KEY = 'language';

/** The banner of a demo; in the page before any script it stands in Chinese. */
export const DEMO: Record<Language, string> = {
  zh: '演示系统,没有人值守。需要帮助请拨 12356;紧急请拨 110 / 120',
  en: 'A demonstration: nobody is on duty. If you need help call 12356; in an emergency 110 / 120',
};

/** Chinese unless this tab chose otherwise. The choice is kept in the tab only. */
export function chosenLanguage(): Language {
  try {
    return sessionStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

/** The document says which language it is in, its banner too; the choice is kept in the tab. */
export function keepLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.getElementById('demo')!.textContent = DEMO[language];
  try {
    sessionStorage.setItem(KEY, language);
  } catch {
    // forbidden storage: the choice lasts as long as the page
  }
}

/** A moment as people say it, always in the city's own time. */
export function clockTime(at: string | number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
}

/** The exact moment, for hovering and for deadlines days away. */
export function dateTime(at: string | number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
}

/** A day near enough to be known by its weekday: 周一 11/23, Mon 23/11. */
export function weekDay(at: string, language: Language): string {
  const part = (form: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
      timeZone: 'Asia/Shanghai',
      ...form,
    }).format(new Date(at));
  return `${part({ weekday: 'short' })} ${part({ month: 'numeric', day: 'numeric' })}`;
}

/** A day of the year: 11月22日, 22/11. */
export function monthDay(month: number, day: number, language: Language): string {
  return language === 'zh' ? `${month}月${day}日` : `${day}/${month}`;
}

/** Several things in one sentence. */
export function listed(words: readonly string[], language: Language): string {
  return words.join(language === 'zh' ? '、' : ', ');
}

/** Chinese words said to a child. */
export function toChild(words: string): string {
  return words.replace(/您/g, '你');
}

/** Minutes and seconds, as a stopwatch shows them. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const rest = String(seconds % 60).padStart(2, '0');
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${rest}`;
}
