export type Language = 'zh' | 'en';

const KEY = 'language';

/** Chinese unless this tab chose otherwise. The choice is kept in the tab only. */
export function chosenLanguage(): Language {
  try {
    return sessionStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

/** The document says which language it is in; the choice is kept in the tab. */
export function keepLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
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

/** Minutes and seconds, as a stopwatch shows them. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const rest = String(seconds % 60).padStart(2, '0');
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${rest}`;
}
