import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { ItemColumns, ItemVectors } from '../../protocol/dataset';
import { vectorsSafetensors } from './safetensors';
import { vectorsCsv } from './vectorsCsv';

const vectors: ItemVectors = {
  name: 'MF',
  source: 'MF, seed 1',
  dimension: 2,
  values: Float32Array.of(0.1, -2, 0, 0, 1 / 3, 1e-20),
};

const items: ItemColumns = {
  fingerprint: 'f',
  numItems: 3,
  itemIds: ['10', '20', '7'],
  itemInfo: {
    titles: ['Alien, "the" first', 'Nobody', '=cmd|calc'],
    years: Int16Array.of(1979, 0, 0),
    genreNames: [],
    genres: Uint32Array.of(0, 0, 0),
    descriptions: null,
  },
  itemVectors: vectors,
};

/** Reads the published format by itself: the length, the header, and each tensor where the header says. */
function readSafetensors(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerLength))) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  > & { __metadata__: Record<string, unknown> };
  const { __metadata__: metadata, ...tensors } = header;
  const read = Object.entries(tensors).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ]) => {
      const bytes = file.slice(8 + headerLength + from, 8 + headerLength + to);
      return { name, dtype, shape, values: new Float32Array(bytes.buffer) };
    },
  );
  return { headerLength, metadata, tensors: read, end: 8 + headerLength };
}

describe('item vectors as CSV', () => {
  it('have a header and one line per item in the order asked for, with text that no spreadsheet runs', () => {
    const text = [...vectorsCsv(items, vectors, Int32Array.of(2, 0))].join('');
    expect(text).toBe(
      'id,title,v0,v1\r\n' + `7,"'=cmd|calc",0.33333334,1e-20\r\n` + '10,"Alien, ""the"" first",0.1,-2\r\n',
    );
  });

  it('leave titles empty where there are none, and give the header alone for no items', () => {
    const bare = { ...items, itemInfo: null };
    expect([...vectorsCsv(bare, vectors, Int32Array.of(1))].join('')).toBe('id,title,v0,v1\r\n20,,0,0\r\n');
    expect([...vectorsCsv(bare, vectors, Int32Array.of())].join('')).toBe('id,title,v0,v1\r\n');
  });

  it('read back as the same 32-bit floats, over several parts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        (numbers) => {
          const numItems = 1500;
          const values = Float32Array.from({ length: numItems }, (_, i) => numbers[i % numbers.length]!);
          const table: ItemColumns = {
            ...items,
            numItems,
            itemIds: Array.from({ length: numItems }, (_, i) => `i${i}`),
            itemInfo: null,
          };
          const rows = Int32Array.from(values.keys());
          const text = [...vectorsCsv(table, { ...vectors, dimension: 1, values }, rows)].join('');
          const { data } = Papa.parse<string[]>(text.trimEnd());
          expect(data).toHaveLength(numItems + 1);
          // CSV knows no negative zero.
          expect(Float32Array.from(data.slice(1), (row) => Number(row[2]))).toEqual(values.map((v) => v + 0));
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('item vectors as safetensors', () => {
  it('are one tensor of 32-bit floats, with the ids and titles of its rows', () => {
    const file = vectorsSafetensors(items, vectors, Int32Array.of(2, 0));
    const { tensors, metadata, headerLength, end } = readSafetensors(file);
    expect(tensors).toEqual([
      { name: 'item_vectors', dtype: 'F32', shape: [2, 2], values: Float32Array.of(1 / 3, 1e-20, 0.1, -2) },
    ]);
    expect(metadata).toEqual({
      source: 'MF, seed 1',
      item_ids: '["7","10"]',
      titles: JSON.stringify(['=cmd|calc', 'Alien, "the" first']),
    });
    expect(headerLength % 8).toBe(0);
    expect(file).toHaveLength(end + 16);
  });

  it('hold titles of any letters, since the header is counted in bytes', () => {
    const titles = ['Amélie', '千と千尋の神隠し', ''];
    const info = { ...items.itemInfo!, titles };
    const file = vectorsSafetensors({ ...items, itemInfo: info }, vectors, Int32Array.of(0, 1, 2));
    const { tensors, metadata } = readSafetensors(file);
    expect(JSON.parse(metadata['titles'] as string)).toEqual(titles);
    expect(tensors[0]!.values).toEqual(vectors.values);
  });
});
