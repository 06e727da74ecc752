import type { followZh } from './follow-zh';

export const followEn: typeof followZh = {
  followUps: {
    about:
      'People who could not be reached by telephone, or were promised a call, or hung up while they waited, are followed up to the end by supervisors and coordinators. Danger stands first and calls people until somebody has followed up. Each look at a number and each end is on record.',
    none: 'Nobody is to be followed up now.',
    red: 'in danger',
    why: {
      unreached: 'Called in vain.',
      wrongNumber: 'The number was wrong.',
      promised: 'A volunteer promised to call.',
      hungUp: 'Called the line and hung up while waiting.',
    },
    results: { noAnswer: 'nobody answered', someoneElse: 'somebody else answered', wrongNumber: 'wrong number' },
    open: 'Show the number',
    askFor: 'Ask for “{name}”.',
    alone: 'Only they answer.',
    shared: 'Others may answer.',
    rule: 'Say no more than: Hello, may I speak to them? Do not say where you call from, leave no message.',
    how: 'What became of it',
    ends: {
      reached: 'Reached',
      referred: 'Referred',
      notNeeded: 'Not needed any more',
      unreachable: 'Cannot be reached; all was tried',
    },
    note: 'Note (kept sealed)',
    settle: 'Followed up',
    settledBy: 'Followed up by {name} {at}',
  },
};
