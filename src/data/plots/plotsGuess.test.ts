import { describe, expect, it } from 'vitest';
import { guessColumns, looksLikeHeader, looksLikePlots } from './plotsGuess';

const story = 'A clerk in a small town finds a suitcase of money and runs from all who want it back.';

describe('guessColumns', () => {
  it.each([
    [
      ['movieId', 'title', 'year', 'genres', 'mlGenres', 'plot'],
      { id: 0, title: 1, year: 2, genres: 3, text: 5 },
    ],
    [['title', 'year', 'genres', 'extract', 'href'], { id: null, title: 0, year: 1, genres: 2, text: 3 }],
    [
      ['Release Year', 'Title', 'Origin/Ethnicity', 'Director', 'Cast', 'Genre', 'Wiki Page', 'Plot'],
      { id: null, title: 1, year: 0, genres: 5, text: 7 },
    ],
    [
      ['id', 'imdb_id', 'overview', 'original_title', 'title', 'release_date'],
      { id: 0, title: 4, year: 5, genres: null, text: 2 },
    ],
  ])('knows the names %j', (columns, guess) => {
    expect(guessColumns(columns, [])).toEqual(guess);
  });

  it('goes by what columns hold where their names say nothing', () => {
    const rows = [
      ['7', 'Fargo', '1996', 'Crime|Drama', story],
      ['9', 'Heat', '1995', 'Crime', story],
    ];
    const columns = rows[0]!.map((_, column) => `Column ${column + 1}`);
    expect(guessColumns(columns, rows)).toEqual({ id: 0, title: 1, year: 2, genres: 3, text: 4 });
  });
});

describe('looksLikePlots', () => {
  it('asks for texts, and for no users', () => {
    expect(looksLikePlots(['title', 'plot'], [])).toBe(true);
    expect(looksLikePlots(['a', 'b'], [['Fargo', story]])).toBe(true);
    expect(looksLikePlots(['movieId', 'title', 'genres'], [['1', 'Toy Story (1995)', 'Animation']])).toBe(
      false,
    );
    expect(looksLikePlots(['reviewerID', 'asin', 'reviewText', 'summary'], [['a', 'b', story, story]])).toBe(
      false,
    );
  });
});

describe('looksLikeHeader', () => {
  it('knows names, and a short word above texts', () => {
    expect(
      looksLikeHeader([
        ['title', 'plot'],
        ['Fargo', 'short'],
      ]),
    ).toBe(true);
    expect(
      looksLikeHeader([
        ['heading', 'story so far'],
        ['Fargo', story],
      ]),
    ).toBe(true);
    expect(
      looksLikeHeader([
        ['Fargo', story],
        ['Heat', story],
      ]),
    ).toBe(false);
    expect(
      looksLikeHeader([
        ['7', 'none'],
        ['8', story],
      ]),
    ).toBe(false);
  });
});
