/** A plots file as rows of cells, whether it is written as JSON or as a table. */
import Papa from 'papaparse';
import { AppError } from '../../protocol/errors';
import { decodeText, readHead, type DataFile } from '../archive';
import { splitTable } from '../formats/guessReading';
import { looksLikeHeader } from './plotsGuess';
import { checkIsText } from '../encoding';
import { jsonEntries } from './jsonEntries';

export interface PlotTable {
  /** Null for JSON. */
  delimiter: string | null;
  hasHeader: boolean;
  /** Header or field names, or "Column 1" ... */
  columns: string[];
  rows: PlotRow[];
  /** False: it was read as Latin-1. */
  isUtf8: boolean;
}

type Rows = Omit<PlotTable, 'isUtf8'>;

export interface PlotRow {
  /** Line in the file where the row starts, from 1. */
  line: number;
  /** As wide as `columns` where nothing is wrong. Of JSON, whatever value the field has. */
  cells: unknown[];
  /** Why it cannot be used; '' where it can. */
  fault: string;
  /** As it is written; only where there is a fault. */
  text: string;
}

export const isJson = ({ name }: DataFile): boolean => /\.(json|jsonl|ndjson)$/i.test(name);

const mostColumns = 256;
const longestFaultText = 200;

/**
 * Reads all rows.
 * @param layout How a table is written, where a person said it; else it is guessed.
 * @throws AppError `bad-file` when it is no text, or nothing in it can be told apart as rows.
 */
export async function readPlotTable(
  file: DataFile,
  layout: { delimiter: string; hasHeader: boolean } | null,
): Promise<PlotTable> {
  checkIsText(file, await readHead(file, 512));
  const { text: written, isUtf8 } = await decodeText(file);
  const text = written.replace(/^\ufeff/, '');
  if (isJson(file)) return { ...readJson(file, text), isUtf8 };
  const { delimiter } = layout ?? splitTable(file.path, text, 'title, year, genres, text');
  return { ...readTable(file, text, delimiter, layout?.hasHeader ?? null), isUtf8 };
}

function readJson(file: DataFile, text: string): Rows {
  const places = new Map<string, number>();
  const rows = jsonEntries(file.path, text).map(({ text: entry, line }): PlotRow => {
    try {
      const cells: unknown[] = [];
      for (const [field, value] of Object.entries(JSON.parse(entry) as Record<string, unknown>)) {
        const place = places.get(field) ?? places.size;
        if (place >= mostColumns) continue;
        places.set(field, place);
        cells[place] = value;
      }
      return { line, cells, fault: '', text: '' };
    } catch (error) {
      // Some browsers say the place within the entry, which would be taken for one in the file.
      const reason =
        error instanceof Error ? error.message.replace(/( in JSON)? at .*$/s, '') : String(error);
      return {
        line,
        cells: [],
        fault: `is no valid JSON: ${reason}`,
        text: entry.slice(0, longestFaultText),
      };
    }
  });
  return { delimiter: null, hasHeader: true, columns: [...places.keys()], rows };
}

function readTable(file: DataFile, text: string, delimiter: string, header: boolean | null): Rows {
  const rows: PlotRow[] = [];
  let line = 1;
  let from = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    skipEmptyLines: 'greedy',
    step: ({ data, errors, meta }) => {
      // Blank lines before the row belong to what was read with it.
      const written = text.slice(from, meta.cursor);
      line += countLines(/^(\s*\n)?/.exec(written)![0]);
      const unclosed = errors.find(({ code }) => code === 'MissingQuotes');
      if (unclosed)
        throw new AppError(
          'bad-file',
          `${file.path}, line ${line}: a text in quotes is opened here and never closed.`,
          'In a table, a quote inside a quoted text is written twice (""). Mend the line, or save the file anew.',
        );
      rows.push({ line, cells: data, fault: '', text: written.trim().slice(0, longestFaultText) });
      line += countLines(written.trimStart());
      from = meta.cursor;
    },
  });
  const first = rows[0]?.cells as string[] | undefined;
  const width = first?.length ?? 0;
  const hasHeader = header ?? looksLikeHeader(rows.slice(0, 20).map(({ cells }) => cells as string[]));
  const columns = Array.from(
    { length: width },
    (_, column) => (hasHeader && first![column]?.trim()) || `Column ${column + 1}`,
  );
  const body = hasHeader ? rows.slice(1) : rows;
  for (const row of body) {
    const extra = row.cells.slice(width).some((cell) => cell !== '');
    if (row.cells.length === width || (row.cells.length > width && !extra)) row.text = '';
    else
      row.fault =
        `has ${row.cells.length} columns, not ${width}` +
        (extra ? ': a text that holds the separator must stand in double quotes' : '');
  }
  return { delimiter, hasHeader, columns, rows: body };
}

const countLines = (text: string): number => text.split('\n').length - 1;
