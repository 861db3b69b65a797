/** The table of genres as a file. */
import type { GenreInspection } from '../../../../protocol/trainService';
import { writeCsv } from '../../../charts/csv';

/** One row per genre; without a tuned threshold its columns are left out. */
export function genresCsv({ genres, threshold }: GenreInspection): string {
  const named = (suffix: string) => ['precision', 'recall', 'f1'].map((name) => `${name} from ${suffix}`);
  return writeCsv([
    ['genre', 'movies', ...named('0.5'), ...(threshold === null ? [] : named(String(threshold)))],
    ...genres.map(({ name, support, half, tuned }) => [
      name,
      support,
      ...[half, ...(tuned ? [tuned] : [])].flatMap(({ precision, recall, f1 }) => [precision, recall, f1]),
    ]),
  ]);
}
