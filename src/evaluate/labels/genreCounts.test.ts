import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPredicted, countTogether } from './genreCounts';
import { countLabels } from './labelCounts';

// Comedy, drama, horror: a comedy, two comedy-dramas, a horror film, and one of none of them.
const labels = Uint8Array.of(1, 0, 0, /**/ 1, 1, 0, /**/ 1, 1, 0, /**/ 0, 0, 1, /**/ 0, 0, 0);

describe('genres that stand together', () => {
  it('are counted in pairs, each genre with itself on the diagonal', () => {
    expect(countTogether(labels, 3)).toEqual([
      [3, 2, 0],
      [2, 2, 0],
      [0, 0, 1],
    ]);
  });
});

describe('what is predicted given the truth', () => {
  const probabilities = Float32Array.of(
    ...[0.9, 0.6, 0.1],
    ...[0.8, 0.2, 0.1],
    ...[0.4, 0.7, 0.5],
    ...[0.6, 0.1, 0.3],
    ...[0.9, 0.9, 0.9],
  );

  it('is counted for the movies that truly have the genre of the row', () => {
    // Comedy: predicted comedy twice of three, drama for the first and third, horror for the third at exactly .5.
    expect(countPredicted(probabilities, labels, 3, 0.5)).toEqual([
      [2, 2, 1],
      [1, 1, 1],
      [1, 0, 0],
    ]);
  });

  it('grows as the threshold falls', () => {
    expect(countPredicted(probabilities, labels, 3, 0.3)).toEqual([
      [3, 2, 1],
      [2, 1, 1],
      [1, 0, 1],
    ]);
  });

  it('has the true positives of each genre on its diagonal, and is what is together where all is told rightly', () => {
    const genres = 4;
    const arbitrary = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1)), {
      minLength: genres,
      maxLength: 20 * genres,
    });
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 0.01, max: 1, noNaN: true }), (cells, threshold) => {
        const whole = cells.slice(0, cells.length - (cells.length % genres));
        const told = Float32Array.from(whole, ([probability]) => probability);
        const truth = Uint8Array.from(whole, ([, label]) => label);
        const predicted = countPredicted(told, truth, genres, threshold);
        const { truePositives } = countLabels(told, truth, genres, threshold);
        expect(predicted.map((row, genre) => row[genre])).toEqual([...truePositives]);
        expect(countPredicted(Float32Array.from(truth), truth, genres, threshold)).toEqual(
          countTogether(truth, genres),
        );
      }),
    );
  });
});
