/** Imports files as the terminal does where nothing is said of them: by the importer's own guess. */
import { canonicalize } from '../data/canonical';
import { openFiles } from '../data/archive';
import { chooseFormat } from '../data/formats/chooseFormat';
import { delimited } from '../data/formats/delimited';
import { isQuestion } from '../data/formats/format';
import { RowReport } from '../data/rowReport';
import { quietWork } from '../data/work';
import type { ColumnMapping, MappingQuestion, SourceFile } from '../protocol/dataService';
import type { Dataset } from '../protocol/dataset';

export interface GuessedImport {
  dataset: Dataset;
  report: RowReport;
  duplicates: number;
  /** Null for files of a known format. */
  question: MappingQuestion | null;
}

/** @param change What a person answers otherwise than the guess. */
export async function importByGuess(
  files: SourceFile[],
  change: Partial<ColumnMapping> = {},
): Promise<GuessedImport> {
  const set = await openFiles(files);
  const format = await chooseFormat(set);
  const report = new RowReport();
  const context = { mapping: null, report, work: quietWork() };
  const asked = await format.read(set, context);
  if (!isQuestion(asked)) return { ...(await canonicalize(asked, quietWork())), report, question: null };
  const mapping = { ...asked.guess, ...change };
  const raw = await delimited.read(set, { ...context, mapping, tables: asked.tables });
  if (isQuestion(raw)) throw new Error('asked twice');
  return { ...(await canonicalize(raw, quietWork())), report, question: asked };
}
