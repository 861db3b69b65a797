/** The rows of a plots file to movies, by a mapping of its columns. */
import type { PlotsMapping } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import type { DataFile } from '../archive';
import { counted } from '../counted';
import { parseTitle } from '../formats/movielens';
import type { RawItem } from '../rawDataset';
import type { RowReport } from '../rowReport';
import type { Work } from '../work';
import { readGenres } from './genreCell';
import { isJson, readPlotTable } from './plotTable';
import { titleKeys } from './titleKeys';

export interface Plots {
  /** One per movie; `id` is '' where the file has none. */
  movies: RawItem[];
  /** Whether the file has ids, and so for genres. */
  hasIds: boolean;
  hasGenres: boolean;
  /** Rows left out since an earlier one is of the same movie. */
  duplicates: number;
}

/** Characters of one text; a novel has about as many. */
const longestText = 1_000_000;
const longestTitle = 500;
const firstYear = 1850;
const lastYear = 2150;

/**
 * Reads all movies. Rows that cannot be used are reported; of several with one id (without ids: with one title and
 * year) the first stays.
 * @throws AppError `bad-file` when no row can be used or none has a text; `cancelled`.
 */
export async function readPlots(
  file: DataFile,
  mapping: PlotsMapping,
  { report, work }: { report: RowReport; work: Work },
): Promise<Plots> {
  const { delimiter, hasHeader } = mapping;
  if (mapping.title === null && mapping.id === null)
    throw new AppError(
      'bad-file',
      `Neither a title nor an id is chosen for the plots in ${file.path}.`,
      'Choose the column that says which movie a plot belongs to.',
    );
  await work.pace(`Reading ${file.name}`, null);
  const table = await readPlotTable(file, delimiter === null ? null : { delimiter, hasHeader });
  const rows = report.forFile(
    file,
    (bad) =>
      new AppError(
        'bad-file',
        `${file.path}, line ${bad.line}: ${bad.reason}, and so in every row looked at.`,
        isJson(file) ? 'Check which field is which.' : 'Check the separator, and which column is which.',
      ),
  );
  const movies: RawItem[] = [];
  const seen = new Set<string>();
  const noYears: string[] = [];
  let duplicates = 0;
  let withoutText = 0;
  for (const [index, { cells, line, fault, text }] of table.rows.entries()) {
    if (index % 1024 === 0) await work.pace(`Reading ${file.name}`, index / table.rows.length);
    if (fault !== '') {
      rows.badText(text, line, fault);
      continue;
    }
    const { movie, oddYear, fault: wrong } = readMovie(cells, mapping);
    if (wrong !== '') {
      rows.badText(`${movie.id} ${movie.title}`.trim(), line, wrong);
      continue;
    }
    rows.good();
    if (oddYear !== '') noYears.push(oddYear);
    const key = mapping.id === null ? `${titleKeys(movie.title)[0]} ${movie.year}` : movie.id;
    if (seen.has(key)) {
      duplicates++;
      continue;
    }
    seen.add(key);
    if (movie.description === '') withoutText++;
    movies.push(movie);
  }
  rows.finish();
  if (withoutText === movies.length)
    throw new AppError(
      'bad-file',
      `No row of ${file.path} has a text in "${table.columns[mapping.text] ?? ''}".`,
      'Choose the column that holds the plots.',
    );
  if (!table.isUtf8)
    report.notes.push(
      `${file.name} is not UTF-8 and was read as Latin-1: look whether accented letters are right.`,
    );
  if (withoutText > 0) report.notes.push(`${counted(withoutText, 'movie')} without a text.`);
  if (noYears.length > 0)
    report.notes.push(
      `${counted(noYears.length, 'year')} could not be read as such and left out, the first is "${noYears[0]!.slice(0, 40)}".`,
    );
  return { movies, hasIds: mapping.id !== null, hasGenres: mapping.genres !== null, duplicates };
}

function readMovie(
  cells: unknown[],
  mapping: PlotsMapping,
): { movie: RawItem; oddYear: string; fault: string } {
  const at = (column: number | null): unknown => (column === null ? undefined : cells[column]);
  const id = plainText(at(mapping.id));
  // "Toy Story (1995)": the year may stand there and in a column of its own.
  const title = plainText(at(mapping.title));
  const named = title.length > longestTitle ? { title, year: 0 } : parseTitle(title);
  const year = plainText(at(mapping.year));
  const read = readYear(year);
  const description = plainText(at(mapping.text));
  const movie: RawItem = {
    id,
    title: named.title || id,
    year: read || (named.year >= firstYear && named.year <= lastYear ? named.year : 0),
    genres: readGenres(at(mapping.genres)),
    description,
  };
  const fault =
    mapping.id !== null && id === ''
      ? 'the id is empty'
      : movie.title === ''
        ? 'the title is empty'
        : movie.title.length > longestTitle
          ? `the title has ${movie.title.length.toLocaleString('en')} characters; at most ${longestTitle} are read`
          : description.length > longestText
            ? `the text has ${description.length.toLocaleString('en')} characters; at most ${longestText.toLocaleString('en')} are read`
            : '';
  return { movie, oddYear: year !== '' && read === 0 ? year : '', fault };
}

/** "1995", "1995-11-22", "22 November 1995" or "1994-1998" to the first year; 0 when it holds none. */
function readYear(text: string): number {
  const year = Number(/(?<!\d)\d{4}(?!\d)/.exec(text)?.[0] ?? 0);
  return year >= firstYear && year <= lastYear ? year : 0;
}

function plainText(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number') return String(cell);
  if (Array.isArray(cell)) return cell.map(plainText).filter(Boolean).join(' ');
  return '';
}
