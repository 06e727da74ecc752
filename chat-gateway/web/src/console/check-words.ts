import type { Wrong } from '../phone/microphone';
import type { Check } from './readiness';

/** The key of the words for a check; the telephone has its own table. */
function keyOf(check: Check): string {
  return check === 'microphone' || check === 'phone' ? `phone.checks.${check}` : `ready.${check}`;
}

export function nameOf(check: Check): string {
  return `${keyOf(check)}.name`;
}

/** The key of what helps when it fails: of the microphone by what is wrong with it. */
export function mendOf(check: Check, wrong: Wrong | undefined): string {
  return check === 'microphone' ? `phone.microphone.${wrong ?? 'quiet'}` : `${keyOf(check)}.mend`;
}
