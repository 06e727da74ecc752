import { stopwatch } from '../text/language';

/** The rung on which the city lead is called, again and again until somebody acts. */
const TOP_RUNG = 2;

/** What is said of one step of the ladder: the name of the words, and what fills their places. */
type Said = [words: string, places: Record<string, unknown>];

/** Where the ladder stands; the calls of its top are counted from the first. */
export function rungOf(rung: number): Said {
  return rung < TOP_RUNG
    ? ['escalations.rung', { n: rung + 1 }]
    : ['escalations.top', { n: rung - TOP_RUNG + 1 }];
}

/** When it goes on by itself. */
export function leftOn(rung: number, milliseconds: number): Said {
  const words = rung < TOP_RUNG ? 'escalations.left' : 'escalations.again';
  return [words, { time: stopwatch(milliseconds) }];
}

/** What it does next, and when. */
export function nextAfter(rung: number, milliseconds: number): Said {
  const time = stopwatch(milliseconds);
  return rung < TOP_RUNG ? ['board.climbs', { n: rung + 2, time }] : ['board.again', { time }];
}
