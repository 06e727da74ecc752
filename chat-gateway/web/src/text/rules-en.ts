import type { rulesZh } from './rules-zh';

export const rulesEn: typeof rulesZh = {
  rules: {
    about:
      'Who is served first, whose volunteers are asked first, how long it rings. Saved, it holds in the whole city within seconds, and nobody who waits is lost.',
    version: 'Version {n}',
    asShipped: 'Nobody has changed it; these are the shipped settings.',
    changedBy: 'changed by {name}, {at}',
    notYours: 'A city lead or a system administrator changes this; you may read it.',
    earlier: 'Earlier changes',
    range: '{min}–{max} s, shipped {shipped}',
    seconds: '{n} s',
    minutes: '{m} min',
    minutesSeconds: '{m} min {s} s',
    hour: '{h}:00',
    from: 'Every day from',
    until: 'until',
    nextDay: '(the next day)',
    orderTitle: 'Who is served first',
    redFirst:
      'People in danger (red) always come first, whatever stands below. Everybody else in the order they came; graver ones count as having come a little earlier.',
    order: {
      yellow: 'Yellow counts as having come {n} seconds earlier.',
      blue: 'Blue counts as having come {n} seconds earlier; never more than yellow.',
      ownCounty:
        'Until whoever waits longest has waited {n} seconds, volunteers serve their own county first; after that counties do not matter.',
      heldBack: 'Whoever harassed and was reviewed counts {n} seconds later, in no danger.',
    },
    overtaking:
      'By the rules as saved: red aside, people of one county are overtaken at most by somebody who came {within} later, across counties {across}. Those who lost their volunteer and wait again stand at the front.',
    reachTitle: 'Whose volunteers are asked first',
    reach: {
      own: 'First only volunteers of the own county, for {n} seconds; not if nobody there is on.',
      linked:
        'Then those of counties that stand in for it as well, for {n} seconds; not if there are none. Then the whole city.',
      referral:
        'After {n} seconds without an answer the help seeker’s page names another number to call. The place is kept; nobody is sent away.',
    },
    referralNumber: 'Which number',
    firstNumber: 'The first of the directory but 110 and 120',
    poolsTitle: 'Counties that stand in for each other',
    noPools: 'None yet. Counties with few people at night may form a group.',
    pool: 'Group {n}',
    addPool: 'Add a group',
    dropPool: 'Take this group out',
    poolWrong: 'Please choose at least two counties',
    joinedTitle: 'Counties without a line of their own',
    joinedAbout: 'Their people are answered by another county’s line; the record keeps their own county.',
    ownLine: 'Has its own line',
    hosts: 'Has its own line and answers for others',
    joins: 'Answered by the line of {county}',
    offersTitle: 'How long it rings',
    offersAbout:
      'If nobody answers, somebody else is asked. For people in danger it rings at two at once, day and night.',
    nightFrom: 'Night is from',
    offers: {
      chat: 'A chat by day rings for {n} seconds.',
      chatNight: 'A chat by night rings for {n} seconds.',
      voice: 'A call by day rings for {n} seconds.',
      voiceNight: 'A call by night rings for {n} seconds.',
      red: 'For people in danger it rings for {n} seconds.',
      onCall: 'At people on call at home it rings for {n} seconds.',
      pull: 'After {n} seconds of waiting it rings at people who take for themselves as well; danger does so at once.',
    },
    mistakes: {
      order: 'not more than yellow',
      'no-line': 'that county has no line of its own',
      twice: 'named twice',
      'unknown-county': 'names a county of another city',
    },
    protectionsTitle: 'How volunteers rest',
    protectionsAbout:
      'Whoever rests is asked after everybody else, and is asked all the same when there is nobody else: no county is left empty. 0 is no rest.',
    protections: {
      redRest: 'After somebody in danger a volunteer rests for {n} seconds.',
      restWait: 'Somebody in no danger who has waited {n} seconds rings at people who rest as well.',
      perShift: 'After {n} contacts of one shift a volunteer rests.',
      perNight: 'After {n} contacts of one night a volunteer rests until it is over.',
      missed: 'After {n} missed offers in a row, by day and at a desk, a volunteer rests.',
      nuisanceDays: 'A reviewed harassment counts for at most {n} days.',
    },
    callBacksTitle: 'Calling back',
    callBacksAbout: 'Whoever left a number keeps the place and is called when it is their turn. If nobody answers they are called again a little later; after the last try a supervisor follows it up.',
    callBacks: {
      tries: 'Call {n} times at most.',
      pause: 'If nobody answers wait {n} seconds.',
    },
    standbyTitle: 'Calling in people on call',
    standbyAbout:
      'They are always called where no seat can take somebody, or somebody is five minutes late for a seat. These two come beside. One at a time, by SMS to their own telephone.',
    standby: {
      waiting: 'More than {n} waiting in a county. 0 counts nobody.',
      longest: 'Somebody of a county has waited {n} seconds.',
    },
    counted: '{min}–{max}, shipped {shipped}',
    toShipped: 'Fill in the shipped settings',
    saved: 'Saved; it holds everywhere within seconds.',
  },
};
