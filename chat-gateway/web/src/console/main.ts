import { createApp } from 'vue';
import { call } from '../api/http';
import type { Line } from '../api/names';
import { consoleZh } from '../text/console-zh';
import { chosenLanguage, type Language } from '../text/language';
import { translator } from '../text/translator';
import { WORDS } from '../text/words';
import ConsoleApp from './ConsoleApp.vue';

const english = () => import('../text/console-en').then((texts) => texts.consoleEn);
const { plugin, t, locale, speak } = translator(consoleZh, english);

async function setLanguage(language: Language): Promise<void> {
  await speak(language);
  document.title = t('title');
}

const app = createApp(ConsoleApp, {
  setLanguage,
  line: call<Line>('/api/v1/line').then(
    (line) => {
      if (line.demo) document.getElementById('demo')!.hidden = false;
      return line;
    },
    () => undefined, // county names are a convenience: codes show instead
  ),
});
app.use(plugin).provide(WORDS, { t, locale });
setLanguage(chosenLanguage()).finally(() => app.mount('#app'));
