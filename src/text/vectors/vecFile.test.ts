import { gzipSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietWork } from '../../data/work';
import { AppError } from '../../protocol/errors';
import { readVec, writeVec } from './vecFile';
import { WordVectors } from './wordVectors';

const read = (content: string | Uint8Array<ArrayBuffer>, path = 'some.vec') =>
  readVec({ path, blob: new Blob([content]) }, quietWork());

async function faultOf(content: string | Uint8Array<ArrayBuffer>): Promise<AppError> {
  const thrown: unknown = await read(content).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AppError);
  expect((thrown as AppError).hint).not.toBe('');
  return thrown as AppError;
}

describe('reading', () => {
  it('gives words and numbers as they stand', async () => {
    const { words, dimension, values, ngrams } = await read('2 3\nghost 1 -2.5 3e-2\ncafé 0 0.1 -0 \n');
    expect(words).toEqual(['ghost', 'café']);
    expect(dimension).toBe(3);
    expect([...values]).toEqual([1, -2.5, 0.03, 0, 0.1, -0].map(Math.fround));
    expect(ngrams).toBeNull();
  });

  it('takes Windows line ends, a byte order mark and gzip', async () => {
    const text = '\ufeff1 2\r\nghost 1 2\r\n';
    expect((await read(text)).words).toEqual(['ghost']);
    expect((await read(gzipSync(strToU8(text)), 'some.vec.gz')).words).toEqual(['ghost']);
  });

  it('gives back exactly what was written', async () => {
    const word = fc.stringMatching(/^[^\s\p{C}]{1,6}$/u);
    const rows = fc.uniqueArray(
      fc.tuple(
        word,
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        fc.float({ noNaN: true, noDefaultInfinity: true }),
      ),
      {
        selector: ([name]) => name,
        minLength: 1,
        maxLength: 20,
      },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (some) => {
        const values = Float32Array.from(some.flatMap(([, a, b]) => [a, b]));
        const written = new WordVectors(
          some.map(([name]) => name),
          2,
          values,
          null,
        );
        const again = await read([...writeVec(written)].join(''));
        expect(again.words).toEqual(written.words);
        // -0 comes back as 0.
        expect(again.values.map((value) => value + 0)).toEqual(values.map((value) => value + 0));
      }),
    );
  });
});

describe('what is wrong is named with its line', () => {
  const cases: [string, string, string][] = [
    ['no first line', 'ghost 1 2\nlove 3 4\n', 'some.vec, line 1 does not say "count dimension"'],
    ['no words', '0 2\n', 'some.vec, line 1 says 0 words'],
    ['too many for a tab', '2000000 1000\n', 'some.vec, line 1 says 2,000,000 words of 1000 dimensions'],
    ['a wrong dimension', '2 3\nghost 1 2 3\nlove 1 2\n', 'line 3 holds 2 numbers after “love”, not 3'],
    ['a broken line', '2 2\nghost 1 2\nlove 1 x2\n', 'line 3 has “x2” as number 2 of “love”'],
    ['two spaces', '1 2\nghost 1  2\n', 'line 2 holds 3 numbers'],
    ['no number', '1 2\nghost 1 NaN\n', 'line 2 has “NaN” as number 2'],
    ['an infinite number', '1 2\nghost 1e39 1\n', 'line 2 has “1e39” as number 1'],
    ['a word twice', '3 1\nghost 1\nlove 2\nghost 3\n', 'line 4 repeats the word “ghost” of line 2'],
    ['a word too many', '1 1\nghost 1\nlove 2\n', 'line 3 is one word more than the 1'],
    ['a word too few', '3 1\nghost 1\nlove 2\n', 'line 3 is the last, but the first line says 3 words'],
    ['nothing', '', 'some.vec is empty'],
    ['a web page', '<!doctype html><html>', 'some.vec, line 1 is HTML'],
  ];
  for (const [name, content, message] of cases)
    it(name, async () => {
      expect((await faultOf(content)).what).toContain(message);
    });

  it('bytes that are no text', async () => {
    const bytes = Uint8Array.from([...strToU8('1 1\n'), 0xff, 0xfe, ...strToU8(' 1\n')]);
    expect((await faultOf(bytes)).what).toContain('line 2 is not UTF-8');
  });
});
