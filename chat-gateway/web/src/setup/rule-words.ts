/** A minute and more in words, as a key and its values; shorter ones need none. */
export function spelled(seconds: unknown): [string, Record<string, number>] | undefined {
  if (typeof seconds !== 'number' || seconds < 60) return undefined;
  const values = { m: Math.floor(seconds / 60), s: seconds % 60 };
  return [values.s ? 'rules.minutesSeconds' : 'rules.minutes', values];
}

/** The key of the words for a mistake: of the rules first, then those of every form. */
export function reason(code: string, known: (key: string) => boolean): string {
  const keys = [`rules.mistakes.${code}`, `mistakes.${code}`];
  return keys.find(known) ?? 'mistakes.other';
}
