import type { nuisanceZh } from './nuisance-zh';

export const nuisanceEn: typeof nuisanceZh = {
  nuisance: {
    button: 'End harassment',
    about:
      'Says one fixed sentence and ends; a supervisor reviews it. If they ever spoke of danger nothing ends and it goes to a supervisor.',
    press: 'One press on the reason ends it:',
    words: 'In your words, if you like',
    confirmed:
      'Harassment ({reason}), confirmed by a supervisor until {until}. In no danger they wait a little longer; in danger a supervisor is asked first.',
  },
  nuisanceReasons: {
    abuse: 'Abuse',
    sexual: 'Sexual harassment',
    prank: 'Prank',
    threat: 'Threat to a volunteer',
    other: 'Other',
  },
  nuisances: {
    about:
      'Conversations that a volunteer ended as harassment are reviewed by a supervisor. Nothing follows before that. Once it is confirmed the person is told so when they come again: in no danger they wait a little longer and are served all the same; it ends by itself. Each look at what was said is on record.',
    none: 'Nothing to review.',
    waits: 'To be reviewed',
    withdrawn: 'Withdrawn',
    until: 'Confirmed until {until}',
    over: 'Confirmed, ended {until}',
    by: 'ended by {by}, {at}',
    own: 'You ended this one yourself; another supervisor reviews it.',
    words: 'The volunteer wrote:',
    open: 'Read what was said',
    days: 'Days',
    confirm: 'Confirm',
    withdraw: 'Withdraw',
    from: { seeker: 'Help seeker', volunteer: 'Volunteer', system: 'The line' },
  },
};
