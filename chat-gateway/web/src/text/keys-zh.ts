/** What each key of the console does. */
export const keysZh = {
  keys: {
    title: '快捷键',
    close: '关闭',
    accept: '接第一位',
    take: '取下一位(自己取时)',
    decline: '不方便(这会儿不行)',
    next: '去等我回最久的对话',
    below: '下一个对话',
    above: '上一个对话',
    canned: '常用语',
    record: '写记录',
    escalate: '求援',
    mute: '静音 / 取消静音(通话时)',
    hold: '保持 / 接着说(通话时)',
    lock: '锁屏',
    list: '这张表',
  },
};
