import { describe, expect, it } from 'vitest';
import type { LadderStep } from '../src/api/names';
import { before, how, whom } from '../src/setup/ladder-words';
import { laddersZh } from '../src/text/ladders-zh';

/** The words of the page, with their places filled. */
function t(key: string, places: Record<string, unknown> = {}): string {
  const found = key.split('.').reduce<unknown>((at, part) => (at as never)[part], laddersZh) as string;
  return found.replace(/\{(\w+)}/g, (_, name: string) => String(places[name]));
}

const step = (given: Partial<LadderStep>): LadderStep => ({
  who: 'supervisorOnDuty',
  own: ['sms', 'email'],
  channels: ['督导群'],
  minutes: 3,
  ...given,
});

describe('the sentence of a ladder', () => {
  it('says whom, how and after how long', () => {
    const steps = [step({}), step({ who: 'person', person: 'a', own: [], channels: [] })];
    const said = steps.map(
      (one, n) => `${before(steps, n, t)} ${whom(one, new Map([['a', '李安和']]), t)} ${how(one, ['sms'], t, 'zh')}`,
    );

    expect(said).toEqual([
      '先叫 值班督导 值班台、本人手机短信、督导群',
      '3 分钟没人处理,再叫 李安和 值班台',
    ]);
  });

  it('says so when somebody named has gone', () => {
    expect(whom(step({ who: 'person', person: 'b' }), new Map(), t)).toBe('已经不在名单里的人');
  });
});
