/** The token of a one-time link stands behind the `#`; it leaves the address at once. */
export function takeToken(name: string): string {
  const before = `#${name}=`;
  if (!location.hash.startsWith(before)) return '';
  const token = location.hash.slice(before.length);
  history.replaceState(null, '', location.pathname);
  return token;
}
