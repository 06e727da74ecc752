import type { State } from '../api/names';
import { dateTime, type Language } from '../text/language';

type Translate = (key: string, named?: Record<string, unknown>) => string;

/**
 * What is true now, in words. The server's own text comes first, since the operator reviewed it;
 * on a page that has turned to another language since, the situation is said in that one.
 */
export function stateText(
  state: State | undefined,
  t: Translate,
  language: Language,
  serverSpeaks: boolean,
): string {
  if (!state) return t('opening');
  if (serverSpeaks && state.text) return state.text;
  if (state.situation === 'handing' && state.volunteer) {
    return t('talk.handing', { alias: state.volunteer.alias });
  }
  if (state.stage === 'active' && state.situation !== 'holderLost') {
    return state.volunteer ? t('talk.with', { alias: state.volunteer.alias }) : t('wait.connecting');
  }
  switch (state.situation) {
    case 'nobody':
      return state.onDutyAt
        ? t('wait.nobodyUntil', { time: dateTime(state.onDutyAt, language) })
        : t('wait.nobody');
    case 'onCallOnly':
    case 'degraded':
    case 'holderLost':
    case 'connecting':
    case 'next':
      return t(`wait.${state.situation}`);
    default:
      return state.stage === 'connecting' ? t('wait.connecting') : busyText(state, t);
  }
}

function busyText(state: State, t: Translate): string {
  const n = state.position;
  if (n === 0) return t('wait.next');
  const range = state.waitSeconds;
  if (!range) return n === undefined ? t('wait.busyUnknown') : t('wait.busyNoRange', { n });
  const a = Math.max(1, Math.floor((range[0] ?? 0) / 60));
  const b = Math.max(a + 1, Math.ceil((range[1] ?? 0) / 60));
  return n === undefined ? t('wait.busyRange', { a, b }) : t('wait.busy', { n, a, b });
}
