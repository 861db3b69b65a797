import { describe, expect, it } from 'vitest';
import { readGenres } from './genreCell';

describe('readGenres', () => {
  it.each([
    [
      ['Drama', ' War '],
      ['Drama', 'War'],
    ],
    [[{ id: 18, name: 'Drama' }, { id: 2 }], ['Drama']],
    ['Drama|War', ['Drama', 'War']],
    ['Drama, War', ['Drama', 'War']],
    ['Comedy; Science Fiction, Fantasy', ['Comedy', 'Science Fiction, Fantasy']],
    ['[{"id": 18, "name": "Drama"}]', ['Drama']],
    ["[{'id': 18, 'name': 'Drama'}, {'id': 3, 'name': 'War'}]", ['Drama', 'War']],
    ['[not a list', ['[not a list']],
    ['Drama|Drama', ['Drama']],
    ['(no genres listed)', []],
    ['unknown', []],
    ['', []],
    [null, []],
    [undefined, []],
    [7, []],
  ])('reads %j as %j', (cell, names) => {
    expect(readGenres(cell)).toEqual(names);
  });
});
