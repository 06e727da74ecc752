/** Keys of the operator's texts that are canned lines of volunteers. */
const PREFIX = 'canned.';

/** The operator's own lines, or the shipped ones where the operator has none. */
export function cannedLines(
  texts: Record<string, string> | undefined,
  shipped: readonly string[],
): readonly string[] {
  const own = Object.keys(texts ?? {}).filter((key) => key.startsWith(PREFIX));
  return own.length === 0 ? shipped : own.sort().map((key) => texts![key]!);
}
