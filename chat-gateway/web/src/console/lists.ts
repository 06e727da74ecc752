// The coded lists of a record, version 1. A code keeps its meaning for ever; a new list gets a new
// version, which is stored with each record.

export const LISTS_VERSION = '1';

/** Fields of a record that are chosen from a list, in the order in which they are shown. */
export const LISTS = {
  subject: ['self', 'other'],
  sex: ['female', 'male', 'other', 'untold'],
  ageBand: ['minor', 'adult', 'senior', 'unknown'],
  local: ['yes', 'no', 'unknown'],
  before: ['first', 'again', 'unknown'],
  problem: [
    ...['emotion', 'family', 'relationship', 'study', 'work', 'money', 'illness', 'mental'],
    ...['trauma', 'addiction', 'crisis', 'knowledge', 'other'],
  ],
  caller: ['ordinary', 'crisis', 'difficult', 'repeat', 'nuisance', 'silent', 'wrong'],
} as const;

export type ListName = keyof typeof LISTS;

/** Fields of a record that are written: what is known first, then what is made of it. */
export const WRITTEN = [
  { name: 'facts', max: 4000, rows: 3 },
  { name: 'judgement', max: 4000, rows: 2 },
  { name: 'discussed', max: 2000, rows: 1 },
  { name: 'agreed', max: 2000, rows: 1 },
  { name: 'done', max: 2000, rows: 1 },
  { name: 'planned', max: 2000, rows: 1 },
  { name: 'failed', max: 2000, rows: 1 },
] as const;

/** The questions that come first, and what can be known of them. */
export const QUESTIONS = ['thoughts', 'plan', 'acted'] as const;
export const ANSWERS = ['yes', 'no', 'notAsked'] as const;

export const LEVELS = ['red', 'yellow', 'blue', 'none'] as const;
export const OUTCOMES = ['completed', 'referred', 'callback', 'refused', 'static'] as const;
export const DECLINES = ['notNow', 'knowPerson', 'notTrained', 'upset'] as const;
