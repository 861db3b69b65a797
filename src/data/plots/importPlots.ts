/** The import of a plots file: recognised, asked about, read, and joined to ratings or taken alone. */
import type {
  ImportOptions,
  ImportReport,
  PlotsAnswer,
  PlotsJoin,
  PlotsQuestion,
} from '../../protocol/dataService';
import type { Dataset } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import type { DataFile, FileSet } from '../archive';
import { completeFormat } from '../formats/chooseFormat';
import { previewRows } from '../formats/guessReading';
import type { RowReport } from '../rowReport';
import { hasInteractions } from '../tables/sortTables';
import type { Work } from '../work';
import { joinPlots } from './joinPlots';
import { plotsAlone } from './plotsAlone';
import { isJson, readPlotTable, type PlotTable } from './plotTable';
import { guessColumns, looksLikePlots } from './plotsGuess';
import { readPlots } from './readPlots';

const tableNames = /\.(csv|tsv|tab|txt)$/i;
const longestCell = 300;

export interface PlotsFile {
  file: DataFile;
  /** Its rows, where they were read to recognise it. */
  table: PlotTable | null;
}

/**
 * The file of plots among those dropped, or null when they hold ratings. A known format of ratings goes first; what is
 * left is plots when it has a column of texts and none of users.
 * @throws AppError `bad-file` when plots are said to be there and no file can hold them, or one cannot be read.
 */
export async function findPlots(set: FileSet, options: ImportOptions): Promise<PlotsFile | null> {
  if (options.kind === 'ratings' || options.mapping) return null;
  const meant = options.kind === 'plots' || options.plots !== undefined;
  const file = set.files
    .filter((candidate) => isJson(candidate) || tableNames.test(candidate.name))
    .sort((a, b) => Number(isJson(b)) - Number(isJson(a)) || b.size - a.size)[0];
  if (meant && !file)
    throw new AppError(
      'bad-file',
      `${set.label} holds no file of plots.`,
      'Drop a .json, .jsonl, .csv or .tsv file, also zipped or gzipped.',
    );
  if (!file) return null;
  if (meant) return { file, table: null };
  if (await completeFormat(set)) return null;
  // Texts beside ratings are joined to them by the import of these.
  if (await hasInteractions(set)) return null;
  // Ratings run to hundreds of megabytes, and are told apart by the format that reads them.
  if (!isJson(file) && file.size > mostBytesToLookAt) return null;
  const table = await lookAt(file);
  return table && looksLikePlots(table.columns, firstCells(table)) ? { file, table } : null;
}

const mostBytesToLookAt = 64 * 2 ** 20;

/** Null where a table cannot be read as one: the import of ratings then says what is wrong. */
async function lookAt(file: DataFile): Promise<PlotTable | null> {
  try {
    return await readPlotTable(file, null);
  } catch (error) {
    if (isJson(file)) throw error;
    return null;
  }
}

const firstCells = ({ rows }: PlotTable): unknown[][] => rows.slice(0, previewRows).map(({ cells }) => cells);

/** What is to be asked about a plots file. */
export async function askAboutPlots({ file, table: known }: PlotsFile, work: Work): Promise<PlotsQuestion> {
  await work.pace(`Reading ${file.name}`, null);
  const table = known ?? (await readPlotTable(file, null));
  const { delimiter, hasHeader, columns } = table;
  if (table.rows.length === 0 || columns.length === 0)
    throw new AppError(
      'bad-file',
      `${file.path} holds no movies.`,
      'The file must hold an array of objects, one object per line, or a table with a row per movie.',
    );
  const cells = firstCells(table);
  const guess = guessColumns(columns, cells);
  return {
    file: file.path,
    guess: { delimiter, hasHeader, ...guess, text: guess.text ?? columns.length - 1 },
    columns,
    rows: cells.map((row) => columns.map((_, column) => shown(row[column]))),
  };
}

function shown(cell: unknown): string {
  const isList = Array.isArray(cell) && cell.every((entry) => typeof entry === 'string');
  const text = isList
    ? cell.join(', ')
    : typeof cell === 'string'
      ? cell
      : cell === null
        ? ''
        : (JSON.stringify(cell) ?? '');
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
}

export interface ImportedPlots {
  dataset: Dataset;
  join: PlotsJoin | null;
  duplicates: number;
  notes: string[];
}

/**
 * Reads the plots and makes a data set of them.
 * @param ratings What they are joined to; null: nothing.
 * @param rows Takes the rows that cannot be used.
 * @returns Null when more rows than `mayGoOn` allows cannot be used.
 */
export async function importPlots(
  file: DataFile,
  answer: PlotsAnswer,
  ratings: Dataset | null,
  { rows, mayGoOn, work }: { rows: RowReport; mayGoOn: () => boolean; work: Work },
): Promise<ImportedPlots | null> {
  const plots = await readPlots(file, answer.mapping, { report: rows, work });
  if (!mayGoOn()) return null;
  const notes: string[] = [];
  const { duplicates } = plots;
  await work.pace(ratings ? 'Joining plots to ratings' : 'Laying out columns', null);
  const { dataset, join } = ratings
    ? await joinPlots(ratings, plots, answer.genresFrom, file.name, notes)
    : { dataset: await plotsAlone(plots, nameOf(file), notes), join: null };
  noteGenres(dataset, notes);
  return { dataset, join, duplicates, notes };
}

export const plotsLabel = ({ file }: PlotsFile): ImportReport['format'] =>
  isJson(file) ? 'Plots (JSON)' : 'Plots (table)';

const nameOf = ({ name }: DataFile): string => name.replace(/\.[a-z]+$/i, '');

function noteGenres({ itemInfo }: Dataset, notes: string[]): void {
  const present = itemInfo!.genreNames.filter((_, bit) =>
    itemInfo!.genres.some((bits) => (bits >>> bit) & 1),
  );
  if (present.length === 0)
    notes.push('No movie has a genre: models that predict genres cannot be trained on this data.');
  if (present.length === 1)
    notes.push(`Every genre is “${present[0]}”: models that predict genres have nothing to tell apart.`);
}
