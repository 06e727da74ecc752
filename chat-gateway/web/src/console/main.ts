import { staffPage } from '../staff/page';
import { boardZh } from '../text/board-zh';
import { causesZh } from '../text/causes-zh';
import { consoleZh } from '../text/console-zh';
import { nuisanceZh } from '../text/nuisance-zh';
import { pullZh } from '../text/pull-zh';
import { reachZh } from '../text/reach-zh';
import ConsoleApp from './ConsoleApp.vue';

const english = async () => {
  const [own, board, causes, nuisance, pull, reach] = await Promise.all([
    import('../text/console-en'),
    import('../text/board-en'),
    import('../text/causes-en'),
    import('../text/nuisance-en'),
    import('../text/pull-en'),
    import('../text/reach-en'),
  ]);
  return {
    ...own.consoleEn,
    ...board.boardEn,
    ...causes.causesEn,
    ...nuisance.nuisanceEn,
    ...pull.pullEn,
    ...reach.reachEn,
  };
};
const chinese = {
  ...consoleZh,
  ...boardZh,
  ...causesZh,
  ...nuisanceZh,
  ...pullZh,
  ...reachZh,
};
const page = staffPage(chinese, english);
page.show(ConsoleApp, { line: page.line });
