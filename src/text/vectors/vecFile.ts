/**
 * Word vectors as text, the `.vec` format of word2vec and fastText: the first line says "count dimension", each
 * other one a word and its numbers, divided by single spaces. The n-grams of fastText are no part of it.
 */
import { openFiles } from '../../data/archive';
import { scanLines } from '../../data/lines';
import type { Work } from '../../data/work';
import type { SourceFile } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import { WordVectors } from './wordVectors';

export const vecLimits = { words: 2_000_000, dimension: 1024, numbers: 2 ** 27 };

/** Lines of the file, in pieces of a few megabytes; numbers have the nine digits that give a float back exactly. */
export function* writeVec({ words, dimension, values }: WordVectors): Generator<string> {
  const linesPerPiece = 4096;
  yield `${words.length} ${dimension}\n`;
  for (let start = 0; start < words.length; start += linesPerPiece)
    yield words
      .slice(start, start + linesPerPiece)
      .map((word, i) => {
        const row = (start + i) * dimension;
        return `${word} ${Array.from(values.subarray(row, row + dimension), shortest).join(' ')}\n`;
      })
      .join('');
}

const shortest = (value: number): string => String(Number(value.toPrecision(9)));

/**
 * Reads a `.vec` file, plain or gzipped.
 * @throws AppError `bad-file` naming file and line for anything that is not as the format says.
 */
export async function readVec(source: SourceFile, work: Work): Promise<WordVectors> {
  const { files } = await openFiles([source]);
  const file = files.find(({ name }) => name.endsWith('.vec')) ?? files[0]!;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (bytes: Uint8Array, line: number): string => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw fault(file.path, line, 'is not UTF-8 text', 'Save the file as UTF-8.');
    }
  };
  let reader: VecReader | null = null;
  let lines = 0;
  await scanLines(file, work, (bytes, start, end, line) => {
    const text = decode(bytes.subarray(start, end), line);
    if (reader) reader.add(text, line);
    else reader = new VecReader(file.path, text, line);
    lines = line;
  });
  return reader!.finish(lines);
}

class VecReader {
  private readonly words: string[] = [];
  /** Line of each word. */
  private readonly lines = new Map<string, number>();
  private readonly values: Float32Array;
  private readonly count: number;
  private readonly dimension: number;

  constructor(
    private readonly path: string,
    header: string,
    line: number,
  ) {
    const parts = /^(\d{1,9}) (\d{1,9})\s*$/.exec(header);
    if (!parts)
      throw fault(
        path,
        line,
        `does not say "count dimension": it begins with “${excerpt(header)}”`,
        'A .vec file begins with the number of words and the number of dimensions, such as "2000 64". GloVe files lack this line: add it.',
      );
    this.count = Number(parts[1]);
    this.dimension = Number(parts[2]);
    const { count, dimension } = this;
    if (count < 1 || dimension < 1)
      throw fault(path, line, `says ${count} words of ${dimension} dimensions`, 'Both must be at least 1.');
    if (count > vecLimits.words || dimension > vecLimits.dimension || count * dimension > vecLimits.numbers)
      throw fault(
        path,
        line,
        `says ${count.toLocaleString('en')} words of ${dimension} dimensions, more than fits into a tab`,
        'Keep the first lines only (the most frequent words) and put their number into the first line.',
      );
    this.values = new Float32Array(count * dimension);
  }

  add(text: string, line: number): void {
    const { dimension, words, path } = this;
    if (words.length === this.count)
      throw fault(
        path,
        line,
        `is one word more than the ${this.count.toLocaleString('en')} that the first line says`,
        'Put the true number of words into the first line.',
      );
    const fields = text.trimEnd().split(' ');
    if (fields.length !== dimension + 1)
      throw fault(
        path,
        line,
        `holds ${fields.length - 1} numbers after “${excerpt(fields[0]!)}”, not ${dimension}`,
        'The first line says how many there are. The line may be cut off, or its word may hold a space.',
      );
    const word = fields[0]!;
    const before = this.lines.get(word);
    if (before !== undefined)
      throw fault(path, line, `repeats the word “${excerpt(word)}” of line ${before}`, 'Remove one of them.');
    for (let d = 0; d < dimension; d++) {
      const field = fields[d + 1]!;
      // `Number('')` is 0: two spaces in a row would pass.
      const value = field === '' ? NaN : Math.fround(Number(field));
      if (!Number.isFinite(value))
        throw fault(
          path,
          line,
          `has “${excerpt(field)}” as number ${d + 1} of “${excerpt(word)}”, which is no number of a vector`,
          'Every one must be a finite decimal number.',
        );
      this.values[words.length * dimension + d] = value;
    }
    words.push(word);
    this.lines.set(word, line);
  }

  finish(lastLine: number): WordVectors {
    const { words, count, dimension, values } = this;
    if (words.length < count)
      throw fault(
        this.path,
        lastLine,
        `is the last, but the first line says ${count.toLocaleString('en')} words and there are ${words.length.toLocaleString('en')}`,
        'The file is cut off, or its first line is wrong. Get it again.',
      );
    return new WordVectors(words, dimension, values, null);
  }
}

const excerpt = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

const fault = (path: string, line: number, what: string, hint: string): AppError =>
  new AppError('bad-file', `${path}, line ${line} ${what}.`, hint);
