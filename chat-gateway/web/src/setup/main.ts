import { staffPage } from '../staff/page';
import { consoleZh } from '../text/console-zh';
import { laddersZh } from '../text/ladders-zh';
import { rulesZh } from '../text/rules-zh';
import { setupZh } from '../text/setup-zh';
import SetupApp from './SetupApp.vue';

// The login is the console's, and so are its words.
const english = async () => {
  const [common, own, called, rules] = await Promise.all([
    import('../text/console-en'),
    import('../text/setup-en'),
    import('../text/ladders-en'),
    import('../text/rules-en'),
  ]);
  return { ...common.consoleEn, ...own.setupEn, ...called.laddersEn, ...rules.rulesEn };
};
staffPage({ ...consoleZh, ...setupZh, ...laddersZh, ...rulesZh }, english).show(SetupApp);
