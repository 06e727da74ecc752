import { createApp } from 'vue';
import { call } from '../api/http';
import type { Line } from '../api/names';
import { consoleZh } from '../text/console-zh';
import { chosenLanguage, type Language } from '../text/language';
import { translator } from '../text/translator';
import { rosterZh } from '../text/roster-zh';
import RosterApp from './RosterApp.vue';

// The login is the console's, and so are its words.
const english = async () => {
  const [common, own] = await Promise.all([
    import('../text/console-en'),
    import('../text/roster-en'),
  ]);
  return { ...common.consoleEn, ...own.rosterEn };
};
const { plugin, t, speak } = translator({ ...consoleZh, ...rosterZh }, english);

async function setLanguage(language: Language): Promise<void> {
  await speak(language);
  document.title = t('title');
}

const app = createApp(RosterApp, { setLanguage });
app.use(plugin);
setLanguage(chosenLanguage()).finally(() => app.mount('#app'));
call<Line>('/api/v1/line').then(
  (line) => {
    if (line.demo) document.getElementById('demo')!.hidden = false;
  },
  () => undefined, // in a demo the banner is part of the page anyway
);
