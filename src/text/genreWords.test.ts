import { expect, it } from 'vitest';
import { findGenreWords, genreWordsOf } from './genreWords';
import { splitWords } from './words';

function masked(text: string, ...genres: string[]): string {
  const words = splitWords(text);
  const found = findGenreWords(words, genreWordsOf(genres));
  return words.filter((_, i) => !found[i]).join(' ');
}

it('masks a name, its plural and its adjective, and leaves the subject', () => {
  expect(masked('comedy comedies comedic comedian comic', 'Comedy')).toBe('comedian comic');
  expect(masked('a romantic western about love and romances', 'Romance', 'Western')).toBe('a about love and');
});

it('masks the parts of compounds that hyphens divide', () => {
  expect(masked('a comedy-drama of 1939', 'Comedy', 'Drama')).toBe('a of 1939');
});

it('masks a name of several words only as a whole, under either of its spellings', () => {
  const text = 'a sci-fi story of a science teacher who writes science fiction';
  expect(masked(text, 'Sci-Fi')).toBe('a story of a science teacher who writes');
  expect(masked(text, 'Science Fiction')).toBe('a story of a science teacher who writes');
});

it('masks the longer form where a shorter one begins alike', () => {
  expect(masked('film noir, noir, film', 'Film-Noir')).toBe('film');
});

it('masks nothing for genres that the data does not have', () => {
  expect(masked('a war comedy', 'Western')).toBe('a war comedy');
  expect(masked('no genres listed', '(no genres listed)')).toBe('no genres listed');
  expect(masked('constructor', 'constructor')).toBe('');
});
