import type { keysZh } from './keys-zh';

export const keysEn: typeof keysZh = {
  keys: {
    title: 'Keys',
    close: 'Close',
    accept: 'accept the first',
    take: 'Take the next one (when you take yourself)',
    decline: 'not now (not at this moment)',
    next: 'to whoever has waited longest for me',
    below: 'next conversation',
    above: 'previous conversation',
    canned: 'phrases',
    record: 'write the record',
    escalate: 'get help',
    mute: 'mute or unmute (in a call)',
    hold: 'hold or go on (in a call)',
    lock: 'lock the screen',
    list: 'this list',
  },
};
