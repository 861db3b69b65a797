/** A file format: one file that names it, recognizes it and reads it. */
import type { ColumnMapping, MappingQuestion, TableChoice, TableReading } from '../../protocol/dataService';
import type { FileSet } from '../archive';
import type { RawDataset } from '../rawDataset';
import type { RowReport } from '../rowReport';
import type { Work } from '../work';

export interface DataFormat {
  id: string;
  /** For people, as in the report of an import. */
  label: string;
  /** What files it consists of. */
  help: string;
  /** Null: these files are of another format. Looks at names and first lines only. */
  detect(set: FileSet): FormatMatch | null | Promise<FormatMatch | null>;
  /**
   * @returns The raw columns, or a question where columns must be named first.
   * @throws AppError `bad-file` naming file, line and fix; `cancelled`.
   */
  read(set: FileSet, context: ReadContext): Promise<RawDataset | MappingQuestion>;
}

export interface FormatMatch {
  /** Taken before `fallback`, which fits any table. */
  fit: 'known' | 'fallback';
  /** Files it cannot do without that are not there. */
  missing: string[];
}

export interface ReadContext {
  /** The columns as a person named them, for tables of no known format. */
  mapping: ColumnMapping | null;
  /** How to take the file apart that is asked about; left out, it is guessed. */
  readAs?: TableReading;
  /** What each table is, as a person said it; left out, it is told by names and content. */
  tables?: TableChoice[];
  /** Where bad rows and notes go. */
  report: RowReport;
  work: Work;
}

export const isQuestion = (result: RawDataset | MappingQuestion): result is MappingQuestion =>
  'guess' in result;
