import { createApp } from 'vue';
import { call } from '../api/http';
import type { Line } from '../api/names';
import { consoleZh } from '../text/console-zh';
import { chosenLanguage, type Language } from '../text/language';
import { setupZh } from '../text/setup-zh';
import { translator } from '../text/translator';
import SetupApp from './SetupApp.vue';

// The login is the console's, and so are its words.
const english = async () => {
  const [common, own] = await Promise.all([
    import('../text/console-en'),
    import('../text/setup-en'),
  ]);
  return { ...common.consoleEn, ...own.setupEn };
};
const { plugin, t, speak } = translator({ ...consoleZh, ...setupZh }, english);

async function setLanguage(language: Language): Promise<void> {
  await speak(language);
  document.title = t('title');
}

const app = createApp(SetupApp, { setLanguage });
app.use(plugin);
setLanguage(chosenLanguage()).finally(() => app.mount('#app'));
call<Line>('/api/v1/line').then(
  (line) => {
    if (line.demo) document.getElementById('demo')!.hidden = false;
  },
  () => undefined, // in a demo the banner is part of the page anyway
);
