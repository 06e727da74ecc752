import type { Language } from './language';

/** Words that a volunteer picks for the person: in that person's language, not the console's. */
interface ToSeeker {
  canned: Record<string, string>;
  /** Somebody else to call. */
  refer(name: string, number: string): string;
}

export const toSeeker: Record<Language, ToSeeker> = {
  zh: {
    canned: {
      hello: '您好,我在。您愿意从哪里说起都可以。',
      slowly: '不着急,您慢慢说,我在听。',
      hard: '听起来这段时间您一直很难。',
      goOn: '我是接着陪您的志愿者,前面的内容我看到了,不用重说。',
      safe: '您现在在的地方安全吗?身边有人吗?',
      thoughts: '您刚才说的让我有点担心,我想直接问一句:您有没有想过结束自己的生命?',
      plan: '您有没有想过具体怎么做?',
      acted: '最近两周,您有没有做过伤害自己的事?',
      pause: '想停一会儿也可以,我在。',
      emergency: '如果现在有生命危险,请马上拨打 120 或 110,也可以拨 12356。',
      limit: '我不是医生,不能诊断,但可以陪您一起想想去哪里能得到帮助。',
      ending: '谢谢您愿意说这些。以后想再说,可以再来找我们。',
    },
    refer: (name, number) => `您也可以拨打${name}:${number}。`,
  },
  en: {
    canned: {
      hello: 'Hello, I am here. You can begin wherever you like.',
      slowly: 'There is no hurry. Take your time, I am listening.',
      hard: 'It sounds as if this time has been very hard for you.',
      goOn: 'I am the volunteer who goes on with you. I have seen what was said; no need to repeat it.',
      safe: 'Is the place where you are safe? Is somebody with you?',
      thoughts:
        'What you said worries me a little, so I ask directly: have you thought of ending your life?',
      plan: 'Have you thought of how you would do it?',
      acted: 'In the last two weeks, have you done anything to hurt yourself?',
      pause: 'We can pause for a while too. I am here.',
      emergency: 'If life is in danger now, please call 120 or 110 at once; you can also call 12356.',
      limit: 'I am not a doctor and cannot diagnose, but we can think together where to find help.',
      ending: 'Thank you for telling me this. If you want to talk again, you can come back to us.',
    },
    refer: (name, number) => `You can also call ${name}: ${number}.`,
  },
};
