import type { HeldContact, Level } from '../api/names';
import { isRed } from './chat';

/** The level to show. */
export function contactLevel(held: HeldContact): Level {
  return isRed(held) ? 'red' : (held.level ?? 'none');
}
