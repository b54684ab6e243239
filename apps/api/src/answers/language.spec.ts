import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language.js';

describe('The language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['zh', 'zh'],
    ['ZH-Hans-CN', 'zh'],
    ['zh-TW;q=0.8, fr', 'zh'],
    ['en;q=0.5, zh;q=0.6', 'zh'],
    ['zh;q=0.5, en;q=0.6', 'en'],
    ['zh, en', 'en'],
    ['de, zh-CN;q=0.9, en;q=0.8', 'zh'],
    ['fr, *;q=0.1', 'en'],
    ['en;q=0, *', 'zh'],
    ['zhuang', 'en'],
    ['zh;q=nonsense', 'en'],
  ])('for Accept-Language %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
