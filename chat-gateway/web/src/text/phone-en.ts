import type { phoneZh } from './phone-zh';

export const phoneEn: typeof phoneZh = {
  phone: {
    checks: {
      microphone: { name: 'microphone' },
      phone: {
        name: 'telephone line',
        mend: 'The telephone is not connected yet; please check again in a moment.',
      },
    },
    speak: 'Please say something and see whether the bar below moves.',
    level: 'How loud the microphone is',
    title: 'Telephone',
    bar: {
      connecting: 'Phone ○ connecting',
      ready: 'Phone ●',
      lost: 'Phone ○ not connected',
      off: 'Phone ○ your own',
    },
    barAbout: {
      connecting: 'The telephone is being connected; calls will ring here then.',
      ready: 'The telephone is connected; calls ring here.',
      lost: 'The telephone broke off and is being connected again. Until then calls go to others, or to your own telephone.',
      off: 'There is no microphone here. Calls ring on the telephone that you told, or on nobody’s of yours if you told none. Check again once it is mended.',
    },
    microphone: {
      refused:
        'The browser does not let this page use the microphone. Press the icon left of the address, allow the microphone, then check again.',
      none: 'There is no microphone. Please plug in your headset, then check again.',
      busy: 'Another program uses the microphone. Please close it, then check again.',
      quiet:
        'Nothing comes from the microphone. Please see whether it is muted, say something, then check again.',
    },
    answer: 'Answer',
    rejoin: 'Go on with the call',
    rejoinAbout: 'Your call broke off. They are still on the line, with music, until you take it up again.',
    answering: 'Connecting…',
    caller: 'Telephone',
    ownPhone: 'Your own telephone rings. Pick up and press 1 to accept.',
    notHere: 'The telephone here is not connected. Wait a moment, or let somebody else take it.',
    inCall: 'You are in a call; answer when it is over.',
    talking: 'Talking {time}',
    onHold: 'On hold; they hear music',
    muted: 'Muted; they do not hear you',
    mute: 'Mute',
    unmute: 'Unmute',
    hold: 'Hold',
    unhold: 'Go on',
    myLevel: 'My voice',
    theirLevel: 'Their voice',
    quality: {
      good: 'The sound is good',
      fair: 'The sound breaks now and then. Move closer to the router and close what uses the network.',
      poor: 'The sound is bad. Say that you hardly hear them and ask them to speak slowly; use a cable or another network if you can.',
      silent:
        'Nothing was heard for some seconds. Ask whether they are still there and wait a little; do not hurry to end.',
    },
    deviceLost: 'The microphone went away and they do not hear you. Plug it in and press “Another microphone”.',
    another: 'Another microphone',
    elsewhere: 'This call is not in this page; it may be on your own telephone.',
    lost: 'The call broke off. They hear music and will ring here again at once: press “Go on with the call”.',
    leftOver: {
      title: 'Still on the line',
      about: 'They are not with you any more and the call is about to end. If it does not, hang up.',
      end: 'Hang up',
    },
    handAbout: 'You stay on the line until somebody answers. Tell them first that a colleague will go on.',
    noNumber: 'The call showed no number.',
    unfit: 'The number shown may not be their own and must not be used to find them.',
    fit: 'The call showed a number. To see it, ask for the source as the rules say.',
    write: 'Write what matters into the record.',
    said: {
      callLost: 'The call broke off. They have not hung up and hear music; it will ring here first, at once.',
      callTaken: 'It did not connect: somebody else took the call, or they hung up.',
    },
  },
};
