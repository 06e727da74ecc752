import { shallowRef, type Component, type ShallowRef } from 'vue';

/** Between two tries on a bad line. */
const AGAIN_MS = 1_500;

/**
 * A part of the page that comes when it is wanted, so that the first word does not wait for it. On a
 * bad line it is asked for until it has come; the rest of the page goes on.
 */
export function usePart(load: () => Promise<{ default: Component }>): {
  part: ShallowRef<Component | undefined>;
  want: () => Promise<void>;
} {
  const part = shallowRef<Component>();
  let wanted: Promise<void> | undefined;
  const fetch = async (): Promise<void> => {
    while (!part.value) {
      try {
        part.value = (await load()).default;
      } catch {
        await new Promise((again) => setTimeout(again, AGAIN_MS));
      }
    }
  };
  return { part, want: () => (wanted ??= fetch()) };
}
