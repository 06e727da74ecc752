import type { HeldContact, Level } from '../api/names';
import { isRed } from './chat';

/** Why somebody stands at a level, as a key of the texts below `reason`. */
export function reasonKey(code: string, level: Level): string {
  return code === 'selfReport' && level !== 'red' ? 'selfReportMild' : code;
}

/** The level to show. */
export function contactLevel(held: HeldContact): Level {
  return isRed(held) ? 'red' : (held.level ?? 'none');
}
