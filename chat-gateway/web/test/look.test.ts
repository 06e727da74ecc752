import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const look = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, '../src/look', name), 'utf8');

/** The colours that a rule sets, by name. */
function colours(css: string, rule: string): Record<string, string> {
  const from = css.indexOf(rule);
  expect(from, rule).toBeGreaterThanOrEqual(0);
  const found = css.slice(from, css.indexOf('}', from)).matchAll(/(--[\w-]+): (#[0-9a-f]+);/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name!, value!]));
}

describe('a chosen look of the console', () => {
  it.each([
    ['light', ':root {'],
    ['dark', '@media (prefers-color-scheme: dark)'],
  ])('%s is that of the system', (name, rule) => {
    const chosen = colours(look('theme.css'), `:root[data-theme='${name}']`);
    expect(chosen).toEqual(colours(look('base.css'), rule));
  });
});
