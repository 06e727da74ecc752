import { staffPage } from '../staff/page';
import { boardZh } from '../text/board-zh';
import { causesZh } from '../text/causes-zh';
import { consoleZh } from '../text/console-zh';
import ConsoleApp from './ConsoleApp.vue';

const english = async () => {
  const [own, board, causes] = await Promise.all([
    import('../text/console-en'),
    import('../text/board-en'),
    import('../text/causes-en'),
  ]);
  return { ...own.consoleEn, ...board.boardEn, ...causes.causesEn };
};
const page = staffPage({ ...consoleZh, ...boardZh, ...causesZh }, english);
page.show(ConsoleApp, { line: page.line });
