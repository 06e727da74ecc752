import { staffPage } from '../staff/page';
import { causesZh } from '../text/causes-zh';
import { consoleZh } from '../text/console-zh';
import ConsoleApp from './ConsoleApp.vue';

const english = async () => {
  const [own, causes] = await Promise.all([
    import('../text/console-en'),
    import('../text/causes-en'),
  ]);
  return { ...own.consoleEn, ...causes.causesEn };
};
const page = staffPage({ ...consoleZh, ...causesZh }, english);
page.show(ConsoleApp, { line: page.line });
