import { describe, expect, it } from 'vitest';
import { countsOf, pairWords, shareOf } from './pairWords';
import { inspectionOf } from './testInspection';

const inspection = inspectionOf({ threshold: 0.25 });

describe('a cell of the matrix', () => {
  it('says how many movies have both genres', () => {
    expect(pairWords(inspection, 'together', 0, 1)).toBe(
      'Comedy and Drama: 1 movie, 25 % of the 4 that are Comedy.',
    );
    expect(pairWords(inspection, 'together', 1, 0)).toBe(
      'Drama and Comedy: 1 movie, 50 % of the 2 that are Drama.',
    );
    expect(pairWords(inspection, 'together', 1, 1)).toBe('Drama: 2 movies.');
  });

  it('says what is predicted of the movies of the row', () => {
    expect(pairWords(inspection, 'half', 0, 0)).toBe('Comedy, rightly predicted: 2 of 4 movies, 50 %.');
    expect(pairWords(inspection, 'tuned', 0, 1)).toBe(
      'Drama predicted for 1 of 4 movies that are Comedy, 25 %.',
    );
  });

  it('has nothing to divide where no movie has the genre', () => {
    const [comedy, drama] = inspection.genres;
    const without = { ...inspection, genres: [comedy!, { ...drama!, support: 0 }] };
    expect(pairWords(without, 'half', 1, 0)).toBe('No movie of this part is Drama.');
    expect(shareOf(without, 'half', 1, 0)).toBe(0);
  });
});

it('falls back to .5 where there is no tuned threshold', () => {
  const untuned = inspectionOf({ threshold: null });
  expect(countsOf(untuned, 'tuned')).toEqual(untuned.predicted.half);
});
