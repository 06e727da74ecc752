import type { Plugin } from 'vue';
import { createI18n } from 'vue-i18n';

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

export interface Translator {
  plugin: Plugin;
  t(key: string, named?: object): string;
  locale: { readonly value: Language };
  /** Shows the whole document in this language and keeps the choice in the tab. */
  speak(language: Language): Promise<void>;
}

/** The translator of one page. English comes when it is asked for: most people never load it. */
export function translator<T extends object>(zh: T, en: () => Promise<T>): Translator {
  const i18n = createI18n({
    legacy: false,
    locale: 'zh',
    fallbackLocale: 'zh',
    messages: { zh } as never,
  });
  const global = i18n.global as unknown as {
    t(key: string, named?: object): string;
    locale: { value: Language };
    setLocaleMessage(language: Language, messages: T): void;
  };
  const speak = async (language: Language): Promise<void> => {
    if (language === 'en') global.setLocaleMessage('en', await en());
    global.locale.value = language;
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    try {
      sessionStorage.setItem(KEY, language);
    } catch {
      // forbidden storage: the choice lasts as long as the page
    }
  };
  return { plugin: i18n, t: global.t, locale: global.locale, speak };
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
