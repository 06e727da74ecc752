import { staffPage } from '../staff/page';
import { consoleZh } from '../text/console-zh';
import { followZh } from '../text/follow-zh';
import { laddersZh } from '../text/ladders-zh';
import { nuisanceZh } from '../text/nuisance-zh';
import { rulesZh } from '../text/rules-zh';
import { setupZh } from '../text/setup-zh';
import SetupApp from './SetupApp.vue';

// The login is the console's, and so are its words.
const english = async () => {
  const [common, own, follow, called, nuisance, rules] = await Promise.all([
    import('../text/console-en'),
    import('../text/setup-en'),
    import('../text/follow-en'),
    import('../text/ladders-en'),
    import('../text/nuisance-en'),
    import('../text/rules-en'),
  ]);
  return {
    ...common.consoleEn,
    ...own.setupEn,
    ...follow.followEn,
    ...called.laddersEn,
    ...nuisance.nuisanceEn,
    ...rules.rulesEn,
  };
};
staffPage(
  { ...consoleZh, ...setupZh, ...followZh, ...laddersZh, ...nuisanceZh, ...rulesZh },
  english,
).show(SetupApp);
