/** Whom nobody reached, or who was promised a call: followed up to the end. */
export const followZh = {
  followUps: {
    about: '没有打通电话的人、答应之后回电的人、排队时挂断电话的人,由督导或协调员跟进到底。危险中的人在最前,没有人跟进就一直叫人。每次看号码、每次处理都有记录。',
    none: '现在没有要跟进的人。',
    red: '危险中',
    why: {
      unreached: '打了几次,没有打通。',
      wrongNumber: '留的号码不对。',
      promised: '志愿者答应之后回电。',
      hungUp: '打进热线,排队时挂断了。',
    },
    results: { noAnswer: '没人接', someoneElse: '别人接的', wrongNumber: '号码不对' },
    open: '看电话号码',
    askFor: '找“{name}”。',
    alone: '只有本人接。',
    shared: '别人也可能接。',
    rule: '只说:您好,请问对方方便接电话吗?不说是哪里,不留言。',
    how: '跟进的结果',
    ends: {
      reached: '联系上了',
      referred: '已转介',
      notNeeded: '不需要了',
      unreachable: '联系不上,已尽力',
    },
    note: '说明(加密保存)',
    settle: '跟进完成',
    settledBy: '{name} {at} 跟进',
  },
};
