import type { Plugin, Ref } from 'vue';
import { createI18n } from 'vue-i18n';
import { keepLanguage, type Language } from './language';

export interface Translator {
  plugin: Plugin;
  t(key: string, named?: object): string;
  locale: Ref<Language>;
  /** Shows the whole document in this language and keeps the choice in the tab. */
  speak(language: Language): Promise<void>;
}

/** The translator of a page of the staff. English comes when it is asked for. */
export function translator<T extends object>(zh: T, en: () => Promise<T>): Translator {
  const i18n = createI18n({
    legacy: false,
    locale: 'zh',
    fallbackLocale: 'zh',
    messages: { zh } as never,
  });
  const global = i18n.global as unknown as {
    t(key: string, named?: object): string;
    locale: Ref<Language>;
    setLocaleMessage(language: Language, messages: T): void;
  };
  const speak = async (language: Language): Promise<void> => {
    if (language === 'en') global.setLocaleMessage('en', await en());
    global.locale.value = language;
    keepLanguage(language);
  };
  return { plugin: i18n, t: global.t, locale: global.locale, speak };
}
