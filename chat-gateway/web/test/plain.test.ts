import { describe, expect, it } from 'vitest';
import { json, narrow } from '../src/api/plain';

describe('what is sent', () => {
  it('holds no character that the server could not keep, and loses none around it', () => {
    const told = { text: '前\0中\uD800后', list: ['\uDC00', '👨‍👩‍👧'] };
    expect(JSON.parse(json(told))).toEqual({ text: '前中\uFFFD后', list: ['\uFFFD', '👨‍👩‍👧'] });
  });
  it('is plain JSON otherwise', () => {
    const told = { n: 1, yes: true, nothing: null, words: '<b>"\\' };
    expect(json(told)).toBe(JSON.stringify(told));
  });
});

it('wide digits are digits', () => {
  expect(narrow('138 00(+)')).toBe('138 00(+)');
});
