import type { About } from '../api/names';

/** What was told, with more told later; later words win. */
export function merged(before: About, more: About): About {
  const all: About = { ...before, ...more };
  const selfReport = { ...before.selfReport, ...more.selfReport };
  const wants = { ...before.wants, ...more.wants };
  if (Object.keys(selfReport).length > 0) all.selfReport = selfReport;
  if (Object.keys(wants).length > 0) all.wants = wants;
  return all;
}

export function nothingIn(about: About): boolean {
  return Object.keys(about).length === 0;
}
