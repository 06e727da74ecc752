import type { Entry } from '../api/names';
import type { Conversation } from './conversation';

/** One line of a conversation as it is drawn. */
export interface Item {
  key: string;
  from: Entry['from'];
  alias: string | undefined;
  text: string;
  /** `text`, or what the line itself says: see the contract. */
  kind: string;
  at: string | undefined;
  /** Only of one's own words. */
  fate: 'sending' | 'delivered' | 'read' | 'refused' | undefined;
  refusal: string | undefined;
  id: string;
  seq: number | undefined;
}

/** Everything said and everything still on its way, in this order. */
export function itemsOf(talk: Conversation, mine: Entry['from']): Item[] {
  const said = talk.log.entries.map((entry): Item => {
    const own = entry.from === mine;
    return {
      key: entry.id,
      from: entry.from,
      alias: entry.alias,
      text: entry.text,
      kind: entry.kind,
      at: entry.at,
      fate: own ? (entry.seq <= talk.readBy ? 'read' : 'delivered') : undefined,
      refusal: undefined,
      id: entry.id,
      seq: entry.seq,
    };
  });
  const unsent = talk.waitingToGo.map((one): Item => {
    return {
      key: one.id,
      from: mine,
      alias: undefined,
      text: one.text,
      kind: 'text',
      at: undefined,
      fate: one.refused ? 'refused' : 'sending',
      refusal: one.refused,
      id: one.id,
      seq: undefined,
    };
  });
  return [...said, ...unsent];
}
