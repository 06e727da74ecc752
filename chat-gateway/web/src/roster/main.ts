import { staffPage } from '../staff/page';
import { consoleZh } from '../text/console-zh';
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
staffPage({ ...consoleZh, ...rosterZh }, english).show(RosterApp);
