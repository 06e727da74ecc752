import type { LadderStep } from '../api/names';
import { listed, type Language } from '../text/language';

type Words = (key: string, places?: Record<string, unknown>) => string;

/** Whom a rung calls, as people say it. */
export function whom(step: LadderStep, names: ReadonlyMap<string, string>, t: Words): string {
  if (step.who !== 'person') return t(`ladders.who.${step.who}`);
  return names.get(step.person ?? '') ?? t('ladders.unknown');
}

/**
 * How a rung calls: consoles always, then the people themselves as far as a channel carries it, then
 * groups and programs.
 */
export function how(
  step: LadderStep,
  carried: readonly string[],
  t: Words,
  language: Language,
): string {
  const ways = [
    t('ladders.console'),
    ...step.own.filter((way) => carried.includes(way)).map((way) => t(`ladders.own.${way}`)),
    ...step.channels,
  ];
  return listed(ways, language);
}

/** What stands in front of the nth rung, from 0: first, or after how long without an act. */
export function before(steps: readonly LadderStep[], n: number, t: Words): string {
  return n === 0 ? t('ladders.first') : t('ladders.then', { n: steps[n - 1]!.minutes });
}
