import type { Ack, ConsoleHears } from '../api/names';
import type { Item } from '../talk/items';
import type { Chat } from './chat';

export type Whisper = Extract<ConsoleHears, { type: 'whisper' }>;

interface Question {
  type: 'whisper';
  contactId: string;
  text: string;
}

/** A whisper older than this comes with a talk that is opened again, and is no news. */
const NEWS_MS = 60_000;

/** 督导悄悄说: what a supervisor tells the volunteer alone. */
export class Whispers {
  constructor(
    private readonly ask: (frame: Question) => Promise<Ack | undefined>,
    private readonly now: () => number,
    private readonly onNews: () => void,
    private readonly onChange: () => void,
  ) {}

  /** Sends it; what was refused comes back to be written again. */
  async send(chat: Chat, text: string): Promise<void> {
    chat.whispering++;
    this.onChange();
    const ack = await this.ask({ type: 'whisper', contactId: chat.held.contactId, text });
    chat.whispering--;
    if (!ack) chat.whisperDraft ||= text;
    this.onChange();
  }

  /** Keeps what is being written while the supervisor looks elsewhere. */
  write(chat: Chat, draft: string): void {
    chat.whisperDraft = draft;
    this.onChange();
  }

  /** Takes a whisper unless it is there already. */
  hear(chat: Chat, whisper: Whisper): void {
    if (chat.whispers.some((one) => one.number === whisper.number)) return;
    chat.whispers = [...chat.whispers, whisper].sort((a, b) => a.number - b.number);
    if (!chat.along && this.now() - Date.parse(whisper.at) < NEWS_MS) this.onNews();
    this.onChange();
  }
}

/** The lines of a talk with each whisper behind the words after which it was said. */
export function withWhispers(items: readonly Item[], whispers: readonly Whisper[]): Item[] {
  const all: Item[] = [];
  let next = 0;
  const upTo = (seq: number): void => {
    for (; next < whispers.length && whispers[next]!.after < seq; next++) {
      all.push(whisperItem(whispers[next]!));
    }
  };
  for (const item of items) {
    upTo(item.seq ?? Number.POSITIVE_INFINITY);
    all.push(item);
  }
  upTo(Number.POSITIVE_INFINITY);
  return all;
}

function whisperItem(whisper: Whisper): Item {
  return {
    key: `whisper ${whisper.number}`,
    from: 'system',
    alias: whisper.alias,
    text: whisper.text,
    kind: 'whisper',
    at: whisper.at,
    fate: undefined,
    refusal: undefined,
    id: whisper.id,
    seq: undefined,
  };
}
