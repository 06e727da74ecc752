import type { HeldContact } from '../api/names';
import type { Language } from '../text/language';

/** What the console calls a person: what they call themselves, or a short mark of the contact. */
export function contactName(
  held: HeldContact,
  t: (key: string, named: Record<string, unknown>) => string,
): string {
  return held.nickname || t('chats.anonymous', { n: held.contactId.slice(0, 4).toUpperCase() });
}

/** The language in which this person came. */
export function spokenBy(held: HeldContact): Language {
  return held.told?.language === 'en' ? 'en' : 'zh';
}

/** Somebody tries a seat: not a person in need. */
export function isTest(contact: { channel?: string }): boolean {
  return contact.channel === 'test';
}

/** Somebody who called and is on the line, unless they are to be called back. */
export function byTelephone(contact: { channel?: string; call?: { now: boolean } }): boolean {
  return contact.channel === 'hotline' && contact.call?.now !== true;
}
