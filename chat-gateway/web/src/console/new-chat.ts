import type { WrapUpRecord } from '../api/names';
import type { Asks } from '../talk/asks';
import type { Clock } from '../talk/clock';
import { Conversation } from '../talk/conversation';
import { tabShelf } from '../talk/shelf';
import type { Chat } from './chat';
import { RecordDraft } from './record-draft';
import type { TabStore } from './tab-store';

/** What a chat needs of the desk it lies on. */
export interface ChatGround {
  asks: Asks;
  send(frame: object): boolean;
  /** Saves fields of the record; false when they were refused. */
  save(fields: WrapUpRecord): Promise<boolean>;
  storage: Storage;
  store: TabStore;
  clock: Clock;
  newId(): string;
  onChange(): void;
}

/** A chat with what this tab still has of it: unsent words, a draft, an unsaved record. */
export function newChat(contactId: string, along: boolean, ground: ChatGround): Chat {
  const { asks, clock, newId, onChange, store } = ground;
  const talk = new Conversation({
    mine: 'volunteer',
    address: { contactId },
    asks,
    send: ground.send,
    shelf: tabShelf(ground.storage, store.keyOf(`unsent.${contactId}`)),
    clock,
    newId,
    onChange,
  });
  const record = new RecordDraft({
    save: ground.save,
    clock,
    store,
    key: `record.${contactId}`,
    onChange,
  });
  return {
    held: { contactId, stage: 'connecting', term: 0 },
    talk,
    seen: 0,
    draft: store.get(`draft.${contactId}`) ?? '',
    record,
    remarks: [],
    beside: false,
    whispers: [],
    whispersSeen: 0,
    whisperDraft: '',
    whispering: 0,
    along,
    help: 'none',
  };
}
