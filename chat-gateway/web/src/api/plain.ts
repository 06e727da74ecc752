/** NUL, which no text can hold, and half a character, which no sentence can mean. */
const NUL = /\0/g;
const HALF = /[\uD800-\uDFFF]/gu;

/**
 * JSON whose texts the server can keep. Nobody is refused for a stray unit that a keyboard or a
 * paste left behind: NUL goes, half a character becomes U+FFFD.
 */
export function json(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replace(NUL, '').replace(HALF, '\uFFFD') : part,
  );
}

/** Digits of a keyboard that writes them wide count as well. */
export function narrow(text: string): string {
  return text.normalize('NFKC');
}
