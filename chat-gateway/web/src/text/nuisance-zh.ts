/** Harassment: how it is ended, and how it is reviewed. */
export const nuisanceZh = {
  nuisance: {
    button: '结束骚扰',
    about: '说一句固定的话就结束,之后由督导复核。如果对方说过有危险,不会结束,会转给督导。',
    press: '按一下原因就结束:',
    words: '想补充的话(可以不写)',
    confirmed: '骚扰({reason}),督导已经复核,{until} 之前有效。没有危险时会多等一会儿;有危险先请督导来听。',
  },
  nuisanceReasons: { abuse: '辱骂', sexual: '性骚扰', prank: '恶作剧', threat: '威胁志愿者', other: '其他' },
  nuisances: {
    about:
      '志愿者按“结束骚扰”结束的对话,由督导复核。复核之前什么也不会发生。确认以后,这个人再来时页面上会告诉他:没有危险时会多等一会儿,照样接待;到期自动结束。每次打开谈话内容都有记录。',
    none: '没有要复核的。',
    waits: '待复核',
    withdrawn: '已撤销',
    until: '已确认,{until} 之前有效',
    over: '已确认,{until} 已到期',
    by: '{by} {at} 结束',
    own: '这是您自己结束的,由别的督导复核。',
    words: '志愿者写:',
    open: '看谈话内容',
    days: '有效天数',
    confirm: '确认',
    withdraw: '撤销',
    from: { seeker: '来访者', volunteer: '志愿者', system: '系统' },
  },
};
