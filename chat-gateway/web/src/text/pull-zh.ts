/** Taking for oneself instead of being rung. */
export const pullZh = {
  pull: {
    title: '怎么接',
    auto: '自动接入',
    self: '自己取',
    next: '取下一位',
    waiting: '有 {n} 位在等,您可以取。',
    nobody: '现在没有要取的人,可以歇口气。',
    about: '有危险的人、等得久的人,和转给您、督导请您接的,照样会响。',
    on: '自己取',
  },
};
