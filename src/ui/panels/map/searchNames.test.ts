import { describe, expect, it } from 'vitest';
import { fold, searchNames, type NamedItem } from './searchNames';

const items: NamedItem[] = ['The Alien', 'Amélie (2001)', 'Palindrome', 'Alien (1979)', 'Aliens (1986)'].map(
  (name, item) => ({ item, name, folded: fold(name) }),
);
const names = (query: string, limit = 9): string[] =>
  searchNames(items, query, limit).map(({ name }) => name);

describe('a search by name', () => {
  it('puts names that begin with the words before those that hold them', () => {
    expect(names('ali')).toEqual(['Alien (1979)', 'Aliens (1986)', 'The Alien', 'Palindrome']);
  });

  it('overlooks case, accents and spaces around', () => {
    expect(names(' AMELIE')).toEqual(['Amélie (2001)']);
    expect(names('amélie')).toEqual(['Amélie (2001)']);
  });

  it('gives the first for nothing, at most as many as asked for, and none for what is not there', () => {
    expect(names('', 2)).toEqual(['The Alien', 'Amélie (2001)']);
    expect(names('ali', 1)).toEqual(['Alien (1979)']);
    expect(names('zzz')).toEqual([]);
  });
});
