import { staffPage } from '../staff/page';
import { boardZh } from '../text/board-zh';
import { causesZh } from '../text/causes-zh';
import { consoleZh } from '../text/console-zh';
import { reachZh } from '../text/reach-zh';
import ConsoleApp from './ConsoleApp.vue';

const english = async () => {
  const [own, board, causes, reach] = await Promise.all([
    import('../text/console-en'),
    import('../text/board-en'),
    import('../text/causes-en'),
    import('../text/reach-en'),
  ]);
  return { ...own.consoleEn, ...board.boardEn, ...causes.causesEn, ...reach.reachEn };
};
const page = staffPage({ ...consoleZh, ...boardZh, ...causesZh, ...reachZh }, english);
page.show(ConsoleApp, { line: page.line });
