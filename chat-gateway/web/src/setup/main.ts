import { staffPage } from '../staff/page';
import { consoleZh } from '../text/console-zh';
import { setupZh } from '../text/setup-zh';
import SetupApp from './SetupApp.vue';

// The login is the console's, and so are its words.
const english = async () => {
  const [common, own] = await Promise.all([
    import('../text/console-en'),
    import('../text/setup-en'),
  ]);
  return { ...common.consoleEn, ...own.setupEn };
};
staffPage({ ...consoleZh, ...setupZh }, english).show(SetupApp);
