import { createApp } from 'vue';
import { call } from '../api/http';
import type { Line } from '../api/names';
import { consoleEn } from '../text/console-en';
import { consoleZh } from '../text/console-zh';
import { applyLanguage, translator } from '../text/language';
import ConsoleApp from './ConsoleApp.vue';

const { plugin, t, locale } = translator({ zh: consoleZh, en: consoleEn });
applyLanguage(locale.value);
document.title = t('title');

const app = createApp(ConsoleApp, {
  line: call<Line>('/api/v1/line').then(
    (line) => {
      if (line.demo) document.getElementById('demo')!.hidden = false;
      return line;
    },
    () => undefined, // county names are a convenience: codes show instead
  ),
});
app.use(plugin).mount('#app');
