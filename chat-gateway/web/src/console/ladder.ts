import { stopwatch } from '../text/language';

/** What is said of one step of the ladder: the name of the words, and what fills their places. */
type Said = [words: string, places: Record<string, unknown>];

/** Where a ladder stands: its present rung, from 0, and how many it has; the last one repeats. */
interface Standing {
  rung: number;
  rungs: number;
}

function onTop({ rung, rungs }: Standing): boolean {
  return rung >= rungs - 1;
}

/** Where the ladder stands; the calls of its top are counted from the first. */
export function rungOf(at: Standing): Said {
  return onTop(at)
    ? ['escalations.top', { n: at.rung - at.rungs + 2 }]
    : ['escalations.rung', { n: at.rung + 1 }];
}

/** When it goes on by itself. */
export function leftOn(at: Standing, milliseconds: number): Said {
  const words = onTop(at) ? 'escalations.again' : 'escalations.left';
  return [words, { time: stopwatch(milliseconds) }];
}

/** What it does next, and when. */
export function nextAfter(at: Standing, milliseconds: number): Said {
  const time = stopwatch(milliseconds);
  return onTop(at) ? ['board.again', { time }] : ['board.climbs', { n: at.rung + 2, time }];
}
