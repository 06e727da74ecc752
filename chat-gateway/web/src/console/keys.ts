/** What a key does; the names are also those of the texts in the list of keys. */
export type KeyName =
  | 'accept'
  | 'decline'
  | 'take'
  | 'next'
  | 'below'
  | 'above'
  | 'canned'
  | 'record'
  | 'escalate'
  | 'mute'
  | 'hold'
  | 'lock'
  | 'list';

interface Key {
  name: KeyName;
  shown: string;
  /** The place on the keyboard, so that it works in every layout and input method. */
  code: string;
  with: 'alt' | 'ctrl';
}

/** Every key of the console. Alt is held, so that no key gets in the way of writing. */
export const KEYS: readonly Key[] = [
  { name: 'accept', shown: 'Alt + J', code: 'KeyJ', with: 'alt' },
  { name: 'decline', shown: 'Alt + B', code: 'KeyB', with: 'alt' },
  { name: 'take', shown: 'Alt + G', code: 'KeyG', with: 'alt' },
  { name: 'next', shown: 'Alt + N', code: 'KeyN', with: 'alt' },
  { name: 'below', shown: 'Alt + ↓', code: 'ArrowDown', with: 'alt' },
  { name: 'above', shown: 'Alt + ↑', code: 'ArrowUp', with: 'alt' },
  { name: 'canned', shown: 'Ctrl + K', code: 'KeyK', with: 'ctrl' },
  { name: 'record', shown: 'Alt + R', code: 'KeyR', with: 'alt' },
  { name: 'escalate', shown: 'Alt + Q', code: 'KeyQ', with: 'alt' },
  { name: 'mute', shown: 'Alt + M', code: 'KeyM', with: 'alt' },
  { name: 'hold', shown: 'Alt + H', code: 'KeyH', with: 'alt' },
  { name: 'lock', shown: 'Alt + L', code: 'KeyL', with: 'alt' },
  { name: 'list', shown: 'Alt + /', code: 'Slash', with: 'alt' },
];

/** Which of them this is, if any. */
export function keyOf(event: KeyboardEvent): KeyName | undefined {
  if (event.isComposing || event.repeat || event.shiftKey) return undefined;
  const held = event.ctrlKey || event.metaKey ? 'ctrl' : event.altKey ? 'alt' : 'none';
  if (event.altKey && held === 'ctrl') return undefined; // AltGr writes characters
  return KEYS.find((key) => key.code === event.code && key.with === held)?.name;
}
