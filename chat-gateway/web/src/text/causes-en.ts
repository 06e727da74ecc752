import type { causesZh } from './causes-zh';

export const causesEn: typeof causesZh = {
  causes: {
    nobodyOnDuty: 'Nobody in the whole city is on duty now',
    coverageGap: 'Within two hours a planned shift has nobody in it',
    standby: 'Many wait, or for long: people on call are needed',
    noShow: 'Somebody has not come to their seat: people on call are needed',
    longWait: 'Somebody has waited too long',
    redUnreached: 'Somebody in danger could not be reached by telephone: please follow up',
    channelFailing: 'A way to call people does not work',
    storeTrouble: 'The disk of the server is nearly full',
    nodeLost: 'A server is lost',
    backupTrouble: 'No backup came in time',
  },
};
