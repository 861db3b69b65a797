import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataFile } from './archive';
import { scanLines } from './lines';
import { quietWork } from './work';

/** A file whose bytes come in pieces of the given length. */
function fileOf(content: string | Uint8Array, pieceLength: number): DataFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path: 'u.data',
    name: 'u.data',
    size: bytes.length,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += pieceLength)
        yield await Promise.resolve(bytes.slice(at, at + pieceLength));
    },
  };
}

async function linesOf(content: string | Uint8Array, pieceLength = 1000): Promise<[number, string][]> {
  const lines: [number, string][] = [];
  await scanLines(fileOf(content, pieceLength), quietWork(), (bytes, start, end, line) => {
    lines.push([line, new TextDecoder().decode(bytes.subarray(start, end))]);
  });
  return lines;
}

describe('scanLines', () => {
  it('counts lines from 1, with LF or CRLF, and needs no end of the last', async () => {
    const expected = [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ];
    expect(await linesOf('a\nb\nc')).toEqual(expected);
    expect(await linesOf('a\r\nb\r\nc\r\n')).toEqual(expected);
  });

  it('skips blank lines but counts them', async () => {
    expect(await linesOf('a\n\n\r\nb\n\n')).toEqual([
      [1, 'a'],
      [4, 'b'],
    ]);
  });

  it('skips a byte order mark', async () => {
    expect(await linesOf('\ufeffuserId')).toEqual([[1, 'userId']]);
  });

  it('gives the same lines however the bytes are cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[a-zé:]{1,6}$/), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 7 }),
        async (lines, lineEnd, pieceLength) => {
          const read = await linesOf(lines.join(lineEnd), pieceLength);
          expect(read.map(([, text]) => text)).toEqual(lines);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('names an empty file', async () => {
    await expect(linesOf('')).rejects.toThrow('u.data is empty.');
    await expect(linesOf('\n\r\n')).rejects.toThrow('u.data is empty.');
  });

  it('names a web page and binary data', async () => {
    await expect(linesOf('<html><body>Log in</body></html>')).rejects.toThrow('this is a web page');
    await expect(linesOf('\n <!DOCTYPE html>')).rejects.toThrow('u.data, line 1 is HTML');
    await expect(linesOf(Uint8Array.of(0x31, 0, 0x32))).rejects.toThrow('binary data');
  });

  it('refuses a line of more than a million characters', async () => {
    await expect(linesOf(`a\n${'x'.repeat(1_200_000)}`, 500_000)).rejects.toThrow(
      'line 2 is longer than a million',
    );
  });
});
