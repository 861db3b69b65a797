/** Counts the rows of an import and keeps the first bad ones, so that nothing is dropped without standing somewhere. */
import type { MalformedRow } from '../protocol/dataService';
import { AppError } from '../protocol/errors';
import type { DataFile } from './archive';
import { counted } from './counted';
import { readTextField } from './fields';

const mostExamples = 100;
const longestText = 200;
/** A file whose first rows are all bad is of another kind than thought; reading on would help nobody. */
const hopelessAfter = 20;

export class RowReport {
  rowsRead = 0;
  malformed = 0;
  readonly examples: MalformedRow[] = [];
  readonly notes: string[] = [];
  /** Files that were read for the data set; the others are named as left aside. */
  readonly used = new Set<DataFile>();

  /** Notes the bad rows of side files (partitions, negatives), which do not count as rows of the data set. */
  noteBadRowsOf(side: RowReport): void {
    for (const file of side.used) this.used.add(file);
    const first = side.examples[0];
    if (!first) return;
    this.notes.push(
      `${counted(side.malformed, 'row')} beside the ratings could not be read; the first is ${first.file}, line ${first.line}: ${first.reason}.`,
    );
  }

  /** The rows of one file. `explain` says what is wrong with a file of which no row can be read. */
  forFile(file: DataFile, explain: (firstBad: MalformedRow) => AppError): FileRows {
    this.used.add(file);
    return new FileRows(this, file, explain);
  }
}

export class FileRows {
  private read = 0;
  private malformed = 0;
  private firstBad: MalformedRow | null = null;

  constructor(
    private readonly report: RowReport,
    private readonly file: DataFile,
    private readonly explain: (firstBad: MalformedRow) => AppError,
  ) {}

  good(): void {
    this.read++;
    this.report.rowsRead++;
  }

  /** Counts a bad row. @throws AppError `bad-file` once the first rows of the file are all bad. */
  bad(bytes: Uint8Array, start: number, end: number, line: number, reason: string): void {
    // A character takes at most four bytes, so the cut leaves enough of the line.
    this.count(() => readTextField(bytes, start, Math.min(end, start + 4 * longestText)), line, reason);
  }

  /** The same for a row that is text already. */
  badText(text: string, line: number, reason: string): void {
    this.count(() => text, line, reason);
  }

  private count(textOf: () => string, line: number, reason: string): void {
    this.read++;
    this.malformed++;
    this.report.rowsRead++;
    this.report.malformed++;
    if (this.report.examples.length < mostExamples || this.firstBad === null) {
      const row = { file: this.file.path, line, text: textOf().slice(0, longestText), reason };
      this.firstBad ??= row;
      if (this.report.examples.length < mostExamples) this.report.examples.push(row);
    }
    if (this.read === this.malformed && this.read >= hopelessAfter) throw this.explain(this.firstBad);
  }

  /** @throws AppError `bad-file` when the file gave no row at all. */
  finish(): void {
    if (this.firstBad && this.read === this.malformed) throw this.explain(this.firstBad);
    if (this.read === 0)
      throw new AppError(
        'bad-file',
        `${this.file.path} holds no rows.`,
        'Check that it is the right file and that it was copied completely.',
      );
  }
}
