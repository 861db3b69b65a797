/** What one cell of the matrix of genres says. */
import type { GenreInspection } from '../../../../protocol/trainService';

/** What the matrix counts: genres that stand together, or what is predicted at one of the thresholds. */
export type Pairs = 'together' | 'half' | 'tuned';

/** [G][G]; at the tuned threshold what is predicted from .5 on where there is none. */
export const countsOf = ({ together, predicted }: GenreInspection, pairs: Pairs): number[][] =>
  pairs === 'together' ? together : (predicted[pairs] ?? predicted.half);

/** Part of the movies that truly have the genre of the row, 0..1; 0 where there are none. */
export function shareOf(inspection: GenreInspection, pairs: Pairs, row: number, column: number): number {
  const { support } = inspection.genres[row]!;
  return support === 0 ? 0 : countsOf(inspection, pairs)[row]![column]! / support;
}

/** "30 %". */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** "Comedy and Drama: 12 movies, 30 % of the 40 that are Comedy." */
export function pairWords(inspection: GenreInspection, pairs: Pairs, row: number, column: number): string {
  const { name, support } = inspection.genres[row]!;
  const other = inspection.genres[column]!.name;
  const count = countsOf(inspection, pairs)[row]![column]!;
  const part = percent(shareOf(inspection, pairs, row, column));
  if (support === 0) return `No movie of this part is ${name}.`;
  if (pairs === 'together')
    return row === column
      ? `${name}: ${movies(support)}.`
      : `${name} and ${other}: ${movies(count)}, ${part} of the ${support} that are ${name}.`;
  return row === column
    ? `${name}, rightly predicted: ${count} of ${movies(support)}, ${part}.`
    : `${other} predicted for ${count} of ${movies(support)} that are ${name}, ${part}.`;
}

const movies = (count: number): string => `${count} ${count === 1 ? 'movie' : 'movies'}`;
