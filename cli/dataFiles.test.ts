import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFiles } from './dataFiles';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'data-files-'));
  mkdirSync(path.join(folder, 'ml', 'more'), { recursive: true });
  for (const file of ['ml/ratings.dat', 'ml/more/x.dat']) writeFileSync(path.join(folder, file), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('dataFiles', () => {
  it('calls a file by its plain name', () => {
    const file = path.join(folder, 'ml/ratings.dat');
    expect(dataFiles([file])).toEqual([{ file, path: 'ratings.dat' }]);
  });

  it('takes all files of a folder, by their paths in it', () => {
    const paths = dataFiles([path.join(folder, 'ml')]).map((entry) => entry.path);
    expect(paths.sort()).toEqual(['ml/more/x.dat', 'ml/ratings.dat']);
  });

  it('names the file that is not there', () => {
    expect(() => dataFiles(['no-such.zip'])).toThrow('There is no file "no-such.zip"');
  });
});
