/** How far somebody who waits is looked for, on the board. */
export const reachZh = {
  reach: {
    overtaking: '红色永远最先;其他人在本县最多被晚来 {within}的人超过,跨县最多 {across}。',
    minutes: '{n} 分钟',
    seconds: '{n} 秒',
    steps: {
      own: '先找本县',
      linked: '本县和互相支援的县',
      city: '全市',
      others: '全市,避开本县',
      referral: '全市,已告诉另一个电话',
    },
  },
};
