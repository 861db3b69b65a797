/** A column of external ids of any kind: whole numbers while all are, texts from the first one that is not. */
import { readId, readTextField } from './fields';
import { growingInts } from './growingColumn';
import type { RawIds } from './rawDataset';

const zero = 48;
const space = 32;

/** As databases and programs write that there is no id: rows of nobody are not those of one user. */
const noIds: ReadonlySet<string> = new Set(['', 'NULL', 'null', 'NaN', 'nan', '\\N']);

export class IdColumn {
  /** The ids themselves while all are numbers, else places in `names`. */
  private values = growingInts();
  private names: string[] | null = null;
  private codes = new Map<string, number>();

  /** Adds the id in `bytes[start..end)`; false, and nothing added, when there is none. */
  push(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.names === null) {
      while (start < end && bytes[start] === space) start++;
      while (end > start && bytes[end - 1] === space) end--;
      // "007" is another id than "7": a leading zero makes it a text.
      const isPlain = bytes[start] !== zero || end === start + 1;
      const id = isPlain ? readId(bytes, start, end) : -1;
      if (id >= 0) {
        this.values.push(id);
        return true;
      }
    }
    const text = readTextField(bytes, start, end);
    if (noIds.has(text)) return false;
    if (this.names === null) this.turnToTexts();
    this.values.push(this.codeOf(text));
    return true;
  }

  /** Takes back the id added last. */
  pop(): void {
    this.values.pop();
  }

  join(): RawIds {
    const values = this.values.join();
    return this.names === null ? values : { names: this.names, codes: values };
  }

  private turnToTexts(): void {
    const numbers = this.values.join();
    this.names = [];
    this.values = growingInts();
    for (const id of numbers) this.values.push(this.codeOf(String(id)));
  }

  private codeOf(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    const code = this.names!.length;
    this.names!.push(text);
    this.codes.set(text, code);
    return code;
  }
}
