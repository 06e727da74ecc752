/** Fields of a record that are chosen from a list of the city, in the order of the form. */
export const CHOSEN = [
  { field: 'subject', list: 'forWhom' },
  { field: 'caller', list: 'callerTypes' },
  { field: 'sex', list: 'sex' },
  { field: 'ageBand', list: 'ageBands' },
  { field: 'local', list: 'local' },
  { field: 'before', list: 'repeat' },
  { field: 'problem', list: 'problemTypes' },
] as const;

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

/** Why a talk is ended as harassment. */
export const NUISANCE_REASONS = ['abuse', 'sexual', 'prank', 'threat', 'other'] as const;
