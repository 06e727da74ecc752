import type { About, Line } from '../api/names';

/** One thing a person may tell; nothing depends on an answer. */
export interface Question {
  key: 'nickname' | 'county' | 'ageBand' | 'topic' | 'distress' | 'danger' | 'wants';
  isTold(about: About): boolean;
  /** False while the page does not know what there is to choose from. */
  canBeAsked(line: Line | undefined): boolean;
}

const always = (): boolean => true;

/** What helps to find somebody first, what is hard to say last. */
export const QUESTIONS: readonly Question[] = [
  { key: 'nickname', isTold: (about) => about.nickname !== undefined, canBeAsked: always },
  {
    key: 'county',
    isTold: (about) => about.county !== undefined,
    canBeAsked: (line) => (line?.counties.length ?? 0) > 1,
  },
  { key: 'ageBand', isTold: (about) => about.ageBand !== undefined, canBeAsked: always },
  {
    key: 'topic',
    isTold: (about) => about.topic !== undefined,
    canBeAsked: (line) => (line?.lists?.topics?.length ?? 0) > 0,
  },
  {
    key: 'distress',
    isTold: (about) => about.selfReport?.distress !== undefined,
    canBeAsked: always,
  },
  { key: 'danger', isTold: (about) => about.selfReport?.danger !== undefined, canBeAsked: always },
  { key: 'wants', isTold: (about) => about.wants !== undefined, canBeAsked: always },
];
