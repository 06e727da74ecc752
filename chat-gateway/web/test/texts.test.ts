import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boardEn } from '../src/text/board-en';
import { boardZh } from '../src/text/board-zh';
import { causesEn } from '../src/text/causes-en';
import { causesZh } from '../src/text/causes-zh';
import { consoleEn } from '../src/text/console-en';
import { consoleZh } from '../src/text/console-zh';
import { en } from '../src/text/en';
import { followEn } from '../src/text/follow-en';
import { followZh } from '../src/text/follow-zh';
import { keysEn } from '../src/text/keys-en';
import { keysZh } from '../src/text/keys-zh';
import { laddersEn } from '../src/text/ladders-en';
import { laddersZh } from '../src/text/ladders-zh';
import { nuisanceEn } from '../src/text/nuisance-en';
import { nuisanceZh } from '../src/text/nuisance-zh';
import { phoneEn } from '../src/text/phone-en';
import { phoneZh } from '../src/text/phone-zh';
import { pullEn } from '../src/text/pull-en';
import { pullZh } from '../src/text/pull-zh';
import { reachEn } from '../src/text/reach-en';
import { reachZh } from '../src/text/reach-zh';
import { rosterEn } from '../src/text/roster-en';
import { rosterZh } from '../src/text/roster-zh';
import { rulesEn } from '../src/text/rules-en';
import { rulesZh } from '../src/text/rules-zh';
import { Speech } from '../src/help/speech';
import { setupEn } from '../src/text/setup-en';
import { setupZh } from '../src/text/setup-zh';
import { stateText } from '../src/help/state-text';
import { toSeeker } from '../src/text/to-seeker';
import { zh } from '../src/text/zh';

const SOURCES = resolve(import.meta.dirname, '../src');
const SHIPPED = resolve(
  import.meta.dirname,
  '../../../ops/runtime/src/main/resources/org/nuanxian/runtime/settings',
);
/** Chinese characters, and the signs that stand between them. */
const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
const COMMENTS = /\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|^\s*\/\/.*$/gm;

const shipped = (name: string): object =>
  JSON.parse(readFileSync(join(SHIPPED, name), 'utf8')) as object;

function leaves(tree: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(path + key, value);
    else for (const [k, v] of leaves(value as object, `${path}${key}.`)) found.set(k, v);
  }
  return found;
}

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each([
  ['help page', zh, en],
  ['console', { ...consoleZh, ...reachZh, ...pullZh }, { ...consoleEn, ...reachEn, ...pullEn }],
  ['roster page', rosterZh, rosterEn],
  ['set-up page', { ...setupZh, ...rulesZh }, { ...setupEn, ...rulesEn }],
  ['follow-up', followZh, followEn],
  ['ladders', laddersZh, laddersEn],
  ['board', boardZh, boardEn],
  ['nuisance', nuisanceZh, nuisanceEn],
  ['causes', causesZh, causesEn],
  ['keys', keysZh, keysEn],
  ['telephone', phoneZh, phoneEn],
])('texts of the %s', (_, chinese, english) => {
  it('are whole in both languages, with the same places to fill', () => {
    const translated = leaves(english);
    expect([...translated.keys()].sort()).toEqual([...leaves(chinese).keys()].sort());
    for (const [key, text] of leaves(chinese)) {
      expect(translated.get(key), key).toBeTruthy();
      expect(placeholders(translated.get(key)!), key).toEqual(placeholders(text));
    }
  });

  it('have no exclamation mark and promise nothing of the hour or the price', () => {
    for (const text of [...leaves(chinese).values(), ...leaves(english).values()]) {
      expect(text).not.toMatch(/[!!]|24 ?小时|免费|\b24 hours\b|\bfree\b/i);
    }
  });
});

describe('words that are picked for the person', () => {
  it('are the same in both languages', () => {
    expect(Object.keys(toSeeker.en.canned)).toEqual(Object.keys(toSeeker.zh.canned));
    for (const text of Object.values(toSeeker.zh.canned)) expect(text).toMatch(CHINESE);
    for (const text of Object.values(toSeeker.en.canned)) expect(text).not.toMatch(CHINESE);
    expect(toSeeker.en.refer('a', '1')).not.toMatch(CHINESE);
  });
});

describe('the sources of the pages', () => {
  it('have no words but those of the language tables', () => {
    for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
      if (file.startsWith('text') || !/\.(vue|ts)$/.test(file)) continue;
      const said = readFileSync(join(SOURCES, file), 'utf8').replace(COMMENTS, '');
      expect(CHINESE.exec(said)?.[0], file).toBeUndefined();
    }
  });

  it.each([
    ['help', zh],
    [
      'console',
      {
        ...consoleZh,
        ...boardZh,
        ...keysZh,
        ...nuisanceZh,
        ...phoneZh,
        ...pullZh,
        ...reachZh,
      },
    ],
    ['roster', { ...consoleZh, ...rosterZh }],
    ['setup', { ...consoleZh, ...setupZh, ...followZh, ...laddersZh, ...rulesZh, ...nuisanceZh }],
    ['staff', consoleZh],
    ['talk', zh],
    ['talk', consoleZh],
  ])('ask for no words that their table lacks: %s', (folder, table) => {
    const known = leaves(table);
    for (const file of readdirSync(join(SOURCES, folder))) {
      const source = readFileSync(join(SOURCES, folder, file), 'utf8');
      for (const [, key] of source.matchAll(/\bt\(\s*'([\w.-]+)'/g)) {
        expect(known.has(key!), `${file}: ${key}`).toBe(true);
      }
    }
  });

  it('translate nothing into Chinese in the English tables', () => {
    const console = { ...consoleEn, ...keysEn, ...phoneEn };
    for (const english of [en, console, rosterEn, setupEn, laddersEn, causesEn, boardEn, nuisanceEn]) {
      for (const [key, text] of leaves(english)) {
        if (key !== 'otherLanguage') expect(text, key).not.toMatch(CHINESE);
      }
    }
  });

  it('name every text and every list that is shipped, in the set-up', () => {
    const texts = Object.keys(shipped('texts.zh.json'));
    expect(Object.keys(shipped('texts.en.json'))).toEqual(texts);
    expect(Object.keys(setupZh.textNames).sort()).toEqual([...texts].sort());
    expect(Object.keys(setupZh.lists).sort()).toEqual(Object.keys(shipped('lists.json')).sort());
  });
});

describe('the page of a child', () => {
  it('never says 您', async () => {
    const speech = new Speech(() => Promise.resolve(en));
    speech.child.value = true;
    for (const key of leaves(zh).keys()) expect(speech.t(key), key).not.toContain('您');
    expect(speech.address('您前面还有 2 位')).toBe('你前面还有 2 位');
  });

  it('is the only one that says 你', () => {
    for (const [key, text] of leaves(zh)) if (key !== 'child') expect(text, key).not.toContain('你');
  });
});

describe('the words of a state', () => {
  const t = (key: string, named: object = {}): string => `${key} ${JSON.stringify(named)}`;

  it('are the server’s own where it speaks the language of the page', () => {
    expect(stateText({ stage: 'waiting', text: '真的' }, t, 'zh', true)).toBe('真的');
  });

  it('are chosen by the situation in another language', () => {
    const state = { stage: 'waiting', text: '真的', situation: 'nobody' } as const;
    expect(stateText(state, t, 'zh', false)).toBe('wait.nobody {}');
    expect(stateText({ ...state, onDutyAt: '2026-11-22T23:00:00Z' }, t, 'zh', false)).toBe(
      'wait.nobodyUntil {"time":"11月23日 07:00"}',
    );
  });

  it('show the range alone when no place may be shown', () => {
    const state = { stage: 'waiting', situation: 'busy', waitSeconds: [90, 400] } as const;
    expect(stateText({ ...state, waitSeconds: [90, 400] }, t, 'zh', false)).toBe(
      'wait.busyRange {"a":1,"b":7}',
    );
  });
});
