/** What calls people though it concerns nobody in particular. */
export const causesZh = {
  causes: {
    nobodyOnDuty: '现在全市没有人值班',
    coverageGap: '两小时之内有一段时间排了班次,却没有人',
    standby: '等的人多了或等得久了,需要听班的人',
    noShow: '该坐席的人没有到,需要听班的人',
    longWait: '有人等得太久了',
    redUnreached: '有一位处于危险中的人电话没有打通,要有人跟进',
    channelFailing: '有一条叫人的途径发不出去',
    storeTrouble: '服务器的磁盘快满了',
    nodeLost: '有服务器失去了联系',
    backupTrouble: '没有按时做好备份',
  },
};
