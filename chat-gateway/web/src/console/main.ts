import { staffPage } from '../staff/page';
import { consoleZh } from '../text/console-zh';
import ConsoleApp from './ConsoleApp.vue';

const english = () => import('../text/console-en').then((texts) => texts.consoleEn);
const page = staffPage(consoleZh, english);
page.show(ConsoleApp, { line: page.line });
