import type { reachZh } from './reach-zh';

export const reachEn: typeof reachZh = {
  reach: {
    overtaking:
      'Red always comes first; anybody else is overtaken at most by somebody who came {within} later in their own county, {across} across counties.',
    minutes: '{n} min',
    seconds: '{n} s',
    steps: {
      own: 'own county',
      linked: 'own county and those that stand in',
      city: 'whole city',
      others: 'whole city but their own county',
      referral: 'whole city, another number named',
    },
  },
};
