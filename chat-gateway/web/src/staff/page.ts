import { createApp, type Component } from 'vue';
import { call } from '../api/http';
import type { Line } from '../api/names';
import { chosenLanguage, type Language } from '../text/language';
import { translator } from '../text/translator';
import { WORDS } from '../text/words';

export interface StaffPage {
  /** What the line says of itself; undefined when it does not answer. */
  line: Promise<Line | undefined>;
  /** Puts the page into its place, in the language that this tab chose. */
  show(app: Component, props?: object): void;
}

/** A page of the staff in its words; English comes when it is asked for. */
export function staffPage<T extends object>(zh: T, en: () => Promise<T>): StaffPage {
  const { plugin, t, locale, speak } = translator(zh, en);

  async function setLanguage(language: Language): Promise<void> {
    await speak(language);
    document.title = t('title');
  }

  return {
    line: call<Line>('/api/v1/line').then(
      (line) => {
        if (line.demo) document.getElementById('demo')!.hidden = false;
        return line;
      },
      () => undefined, // in a demo the banner is part of the page anyway
    ),
    show(page, props = {}) {
      const app = createApp(page, { ...props, setLanguage });
      app.use(plugin).provide(WORDS, { t, locale });
      setLanguage(chosenLanguage()).finally(() => app.mount('#app'));
    },
  };
}
