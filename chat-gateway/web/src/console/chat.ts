import type { HeldContact } from '../api/names';
import type { Conversation } from '../talk/conversation';
import type { Whisper } from './whispers';
import type { RecordDraft } from './record-draft';

/** One contact on the desk: held, or read along by a supervisor. */
export interface Chat {
  held: HeldContact;
  talk: Conversation;
  /** Up to here the volunteer has seen it. */
  seen: number;
  /** What is being written and not sent. */
  draft: string;
  record: RecordDraft;
  remarks: readonly Remark[];
  /** A supervisor reads along. */
  beside: boolean;
  /** What supervisors told the volunteer alone, in order. */
  whispers: readonly Whisper[];
  /** So many of them the volunteer has seen. */
  whispersSeen: number;
  /** What a supervisor is writing to the volunteer; apart from words to the person, on purpose. */
  whisperDraft: string;
  /** Whispers that were sent and not answered. */
  whispering: number;
  /** Held by somebody else; this person only reads. */
  along: boolean;
  /** A call for help that this volunteer made, and whether somebody knows of it. */
  help: 'none' | 'called' | 'acknowledged';
}

export type Remark = NonNullable<import('../api/names').Ack['remarks']>[number];

/** Words of the person, and whispers, that the volunteer has neither seen nor answered. */
export function unread(chat: Chat): number {
  let count = chat.along ? 0 : chat.whispers.length - chat.whispersSeen;
  for (let i = chat.talk.log.entries.length - 1; i >= 0; i--) {
    const entry = chat.talk.log.entries[i]!;
    if (entry.seq <= chat.seen || entry.from === 'volunteer') break;
    if (entry.from === 'seeker') count++;
  }
  return count;
}

/** The volunteer looks at it; true when something was new. */
export function see(chat: Chat): boolean {
  if (chat.seen === chat.talk.last && chat.whispersSeen === chat.whispers.length) return false;
  chat.seen = chat.talk.last;
  chat.whispersSeen = chat.whispers.length;
  return true;
}

/** Since when the person waits for an answer, if they do. */
export function waitsSince(chat: Chat): number | undefined {
  if (chat.along || chat.held.stage !== 'active') return undefined;
  let since: number | undefined;
  for (let i = chat.talk.log.entries.length - 1; i >= 0; i--) {
    const entry = chat.talk.log.entries[i]!;
    if (entry.from === 'volunteer') break;
    if (entry.from === 'seeker') since = Date.parse(entry.at);
  }
  return since;
}

/** When the person last said something, or came. */
export function lastHeard(chat: Chat): number {
  for (let i = chat.talk.log.entries.length - 1; i >= 0; i--) {
    const entry = chat.talk.log.entries[i]!;
    if (entry.from === 'seeker') return Date.parse(entry.at);
  }
  return Date.parse(chat.held.arrivedAt ?? '') || 0;
}

/** In danger first, then in the order of arrival: a list that is the same at each glance. */
export function inOrder(chats: Iterable<Chat>): Chat[] {
  const rank = (chat: Chat): number => (isRed(chat.held) ? 0 : 1) + (chat.along ? 2 : 0);
  return [...chats].sort(
    (a, b) =>
      rank(a) - rank(b) || (a.held.arrivedAt ?? '').localeCompare(b.held.arrivedAt ?? ''),
  );
}

/** A person who pressed danger is red, whatever the card says. */
export function isRed(held: HeldContact): boolean {
  return held.danger === true || held.level === 'red';
}
