import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { writeCsv } from './csv';

describe('writeCsv', () => {
  it('writes rows with CRLF and leaves missing values empty', () => {
    expect(
      writeCsv([
        ['epoch', 'loss'],
        [1, 0.5],
        [2, NaN],
        [3, null],
      ]),
    ).toBe('epoch,loss\r\n1,0.5\r\n2,\r\n3,\r\n');
  });

  it('quotes commas, quotes and line breaks', () => {
    expect(writeCsv([['a,b', 'say "hi"', 'two\nlines']])).toBe('"a,b","say ""hi""","two\nlines"\r\n');
  });

  it('defuses text that a spreadsheet would run, and leaves negative numbers alone', () => {
    expect(writeCsv([['=1+1', '@x', '-2', -2]])).toBe("'=1+1,'@x,'-2,-2\r\n");
  });

  it('is read back by a CSV parser, whatever the text', () => {
    const cell = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const text = writeCsv([['a', 'b'], ...rows]);
        const read = Papa.parse<string[]>(text, { newline: '\r\n', delimiter: ',' }).data.slice(1, -1);
        expect(read).toEqual(rows);
      }),
    );
  });
});
