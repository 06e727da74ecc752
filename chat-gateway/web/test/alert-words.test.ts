import { describe, expect, it } from 'vitest';
import { ago, backupWords, isWell, why } from '../src/setup/alert-words';

const NOW = Date.parse('2026-11-22T03:00:00Z');

describe('how a channel does', () => {
  it('is told as people tell the time', () => {
    const said = (at: string): unknown => ago(at, NOW);
    expect(said('2026-11-22T02:59:30Z')).toEqual(['alerts.now', {}]);
    expect(said('2026-11-22T03:00:05Z')).toEqual(['alerts.now', {}]);
    expect(said('2026-11-22T02:30:00Z')).toEqual(['alerts.minutes', { n: 30 }]);
    expect(said('2026-11-21T02:00:00Z')).toEqual(['alerts.hours', { n: 25 }]);
    expect(said('2026-11-18T03:00:00Z')).toEqual(['alerts.days', { n: 4 }]);
  });

  it('names each reason, and none that is not known', () => {
    expect(why('timeout')).toEqual(['alerts.problems.timeout', { n: undefined }]);
    expect(why('status:500')).toEqual(['alerts.problems.status', { n: '500' }]);
    expect(why('refused:93000')).toEqual(['alerts.problems.refused', { n: '93000' }]);
    expect(why('toString')[0]).toBe('alerts.problems.other');
    expect(why(undefined)[0]).toBe('alerts.problems.other');
  });
});

describe('how backups stand', () => {
  const WITHIN = { withinSeconds: 26 * 3600 };

  it('says when nobody looks, and when nobody has looked yet', () => {
    expect(backupWords(undefined)).toEqual(['alerts.noBackup', {}]);
    expect(backupWords(WITHIN)).toEqual(['alerts.backup.unknown', { n: 26 }]);
    expect([undefined, WITHIN].map(isWell)).toEqual([true, true]);
  });

  it('names what is wrong', () => {
    const is = { ...WITHIN, state: 'old' } as const;
    expect(backupWords(is)).toEqual(['alerts.backup.old', { n: 26 }]);
    expect(isWell(is)).toBe(false);
    expect(isWell({ ...WITHIN, state: 'well' })).toBe(true);
  });
});
