import type { HeldContact } from '../api/names';

/** What the console calls a person: what they call themselves, or a short mark of the contact. */
export function contactName(
  held: HeldContact,
  t: (key: string, named: Record<string, unknown>) => string,
): string {
  return held.nickname || t('chats.anonymous', { n: held.contactId.slice(0, 4).toUpperCase() });
}
