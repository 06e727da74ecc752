import type { pullZh } from './pull-zh';

export const pullEn: typeof pullZh = {
  pull: {
    title: 'How contacts come',
    auto: 'Ring me',
    self: 'I take',
    next: 'Take the next one',
    waiting: '{n} waiting whom you can take.',
    nobody: 'Nobody to take right now. Catch your breath.',
    about:
      'Somebody in danger, somebody who has waited long, and whoever is handed or assigned to you still rings.',
    on: 'takes',
  },
};
