/** How often genres stand beside each other: in truth, and in what is predicted. */

/**
 * Items that have both genres, [numGenres][numGenres]; on the diagonal those that have the genre.
 * @param labels [n · numGenres], 1 where true
 */
export function countTogether(labels: Uint8Array, numGenres: number): number[][] {
  return countPairs(labels, numGenres, (index) => labels[index] === 1);
}

/**
 * Of the items that truly have the genre of the row, those for which that of the column is predicted.
 * @param probabilities [n · numGenres]; a genre is predicted from `threshold` on
 * @param labels [n · numGenres], 1 where true
 */
export function countPredicted(
  probabilities: Float32Array,
  labels: Uint8Array,
  numGenres: number,
  threshold: number,
): number[][] {
  return countPairs(labels, numGenres, (index) => probabilities[index]! >= threshold);
}

function countPairs(labels: Uint8Array, numGenres: number, holds: (index: number) => boolean): number[][] {
  const counts = Array.from({ length: numGenres }, () => new Array<number>(numGenres).fill(0));
  for (let first = 0; first < labels.length; first += numGenres)
    for (const [genre, row] of counts.entries()) {
      if (labels[first + genre] !== 1) continue;
      for (let other = 0; other < numGenres; other++) if (holds(first + other)) row[other]!++;
    }
  return counts;
}
