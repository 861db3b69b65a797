import { expect, it } from 'vitest';
import { measureGenres } from './genreMeasures';
import { countLabels } from './labelCounts';

it('measures each genre by itself, and gives 0 where there is nothing to divide by', () => {
  // Four movies. Genre 0: predicted for three, two rightly, one missed. Genre 1: never predicted. Genre 2: never true.
  const labels = Uint8Array.of(1, 1, 0, /**/ 1, 0, 0, /**/ 0, 0, 0, /**/ 1, 0, 0);
  const probabilities = Float32Array.of(0.9, 0.1, 0.7, /**/ 0.5, 0, 0, /**/ 0.6, 0, 0, /**/ 0.4, 0, 0);
  expect(measureGenres(countLabels(probabilities, labels, 3, 0.5))).toEqual([
    { precision: 2 / 3, recall: 2 / 3, f1: 4 / 6 },
    { precision: 0, recall: 0, f1: 0 },
    { precision: 0, recall: 0, f1: 0 },
  ]);
});
