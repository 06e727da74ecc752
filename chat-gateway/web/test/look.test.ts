import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const look = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, '../src/look', name), 'utf8');

/** What is set by a colour, and to which. */
function colours(css: string): string[][] {
  return [...css.matchAll(/(--[\w-]+): ([^;]*#[^;]*);/g)].map(([, name, value]) => [name!, value!]);
}

describe('a look', () => {
  it('has every colour for light and for dark', () => {
    const all = colours(look('base.css'));
    expect(all.map(([name]) => name)).toContain('--ground');
    for (const [name, value] of all) {
      expect(value, name).toMatch(/^light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)$/);
    }
  });

  it('that was chosen is that of the system: the choice sets no colour of its own', () => {
    expect(colours(look('theme.css'))).toEqual([]);
    for (const theme of ['light', 'dark']) {
      expect(look('theme.css')).toContain(
        `:root[data-theme='${theme}'] {\n  color-scheme: ${theme};\n}`,
      );
    }
  });
});
