/** A key of the texts under `alerts`, and what fills its places. */
type Said = [words: string, places: Record<string, unknown>];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was, as people say it. */
export function ago(at: string, now: number): Said {
  const age = now - new Date(at).getTime();
  if (age < MINUTE) return ['alerts.now', {}];
  if (age < HOUR) return ['alerts.minutes', { n: Math.floor(age / MINUTE) }];
  if (age < 2 * DAY) return ['alerts.hours', { n: Math.floor(age / HOUR) }];
  return ['alerts.days', { n: Math.floor(age / DAY) }];
}

/** Why a message was not taken: `status:500` is a word and a number. */
export function why(problem: string | undefined): Said {
  const [word = '', n] = (problem ?? '').split(':');
  const known = [
    'timeout',
    'unreachable',
    'garbage',
    'gone',
    'unanswered',
    'status',
    'refused',
  ].includes(word);
  return [`alerts.problems.${known ? word : 'other'}`, { n }];
}

/** What the server found of backups when it looked last. */
export interface Backup {
  withinSeconds: number;
  newest?: string;
  state?: 'well' | 'missing' | 'old' | 'empty' | 'unreadable';
}

/** How backups stand; without any, that nobody looks. */
export function backupWords(is: Backup | undefined): Said {
  if (!is) return ['alerts.noBackup', {}];
  return [`alerts.backup.${is.state ?? 'unknown'}`, { n: Math.round(is.withinSeconds / 3600) }];
}

/** Whether nothing about backups needs anybody. */
export function isWell(is: Backup | undefined): boolean {
  return !is?.state || is.state === 'well';
}
