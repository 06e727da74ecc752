import type { State } from '../api/names';

type Translate = (key: string, named?: Record<string, unknown>) => string;

/**
 * What is true now, in words. In Chinese the server's own text comes first: the operator reviewed
 * it. Other languages speak from the situation, or from the place and the range.
 */
export function stateText(state: State | undefined, t: Translate, language: string): string {
  if (!state) return t('opening');
  if (language === 'zh' && state.text) return state.text;
  if (state.stage === 'active') {
    return state.volunteer ? t('talk.with', { alias: state.volunteer.alias }) : t('wait.connecting');
  }
  switch (state.situation) {
    case 'onCallOnly':
    case 'nobody':
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
  if (state.position === 0) return t('wait.next');
  const range = state.waitSeconds;
  if (!range) return t('wait.busyUnknown');
  const a = Math.max(1, Math.floor((range[0] ?? 0) / 60));
  const b = Math.max(a + 1, Math.ceil((range[1] ?? 0) / 60));
  return state.position === undefined
    ? t('wait.busyRange', { a, b })
    : t('wait.busy', { n: state.position, a, b });
}
