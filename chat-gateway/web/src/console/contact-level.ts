import type { HeldContact, Level } from '../api/names';

/** A person who pressed danger is red, whatever the card says. */
export function contactLevel(held: HeldContact): Level {
  return held.danger ? 'red' : (held.level ?? 'none');
}
