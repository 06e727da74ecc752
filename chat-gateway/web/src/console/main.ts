import { staffPage } from '../staff/page';
import { boardZh } from '../text/board-zh';
import { causesZh } from '../text/causes-zh';
import { consoleZh } from '../text/console-zh';
import { keysZh } from '../text/keys-zh';
import { nuisanceZh } from '../text/nuisance-zh';
import { phoneZh } from '../text/phone-zh';
import { pullZh } from '../text/pull-zh';
import { reachZh } from '../text/reach-zh';
import ConsoleApp from './ConsoleApp.vue';

const english = async () => {
  const [own, board, causes, keys, nuisance, phone, pull, reach] = await Promise.all([
    import('../text/console-en'),
    import('../text/board-en'),
    import('../text/causes-en'),
    import('../text/keys-en'),
    import('../text/nuisance-en'),
    import('../text/phone-en'),
    import('../text/pull-en'),
    import('../text/reach-en'),
  ]);
  return {
    ...own.consoleEn,
    ...board.boardEn,
    ...causes.causesEn,
    ...keys.keysEn,
    ...nuisance.nuisanceEn,
    ...phone.phoneEn,
    ...pull.pullEn,
    ...reach.reachEn,
  };
};
const chinese = {
  ...consoleZh,
  ...boardZh,
  ...causesZh,
  ...keysZh,
  ...nuisanceZh,
  ...phoneZh,
  ...pullZh,
  ...reachZh,
};
const page = staffPage(chinese, english);
page.show(ConsoleApp, { line: page.line });
