import { describe, expect, it } from 'vitest';
import { gzipFile, looseFiles, zipBytes, zipFile } from '../testing/sourceFiles';
import { findFile, openFiles, readHead, readText } from './archive';
import { zipLimits } from './zip';

const blobOf = (bytes: Uint8Array<ArrayBuffer>): Blob => new Blob([bytes]);

/** Overwrites a field of the first entry in the central directory. */
function patchDirectory(
  zip: Uint8Array<ArrayBuffer>,
  offset: number,
  value: number,
): Uint8Array<ArrayBuffer> {
  const at = zip.findIndex((_, i) => zip[i] === 0x50 && zip[i + 1] === 0x4b && zip[i + 2] === 1);
  const view = new DataView(zip.buffer);
  if (offset === 8) view.setUint16(at + offset, value, true);
  else view.setUint32(at + offset, value, true);
  return zip;
}
const flagsAt = 8;
const sizeAt = 24;

describe('openFiles', () => {
  it('reads the entries of a zip, deflated or stored, without folders and leftovers of macOS', async () => {
    const set = await openFiles([
      zipFile('ml.zip', {
        'ml/u.data': 'abc\n'.repeat(1000),
        'ml/tiny': 'x',
        '__MACOSX/ml/._u.data': 'junk',
        'ml/.DS_Store': 'junk',
      }),
    ]);
    expect(set.label).toBe('ml');
    expect(set.files.map((file) => file.path)).toEqual(['ml/u.data', 'ml/tiny']);
    expect(await readText(findFile(set, 'U.DATA')!)).toBe('abc\n'.repeat(1000));
    expect(await readText(findFile(set, 'tiny')!)).toBe('x');
  });

  it('finds the file that lies highest when two have the same name', async () => {
    const set = await openFiles(looseFiles({ 'a/old/ratings.csv': 'old', 'a/ratings.csv': 'new' }));
    expect(await readText(findFile(set, 'ratings.csv')!)).toBe('new');
    expect(set.label).toBe('a');
  });

  it('unpacks a gzipped file under its inner name', async () => {
    const set = await openFiles([gzipFile('ratings.csv.gz', 'userId,movieId\n')]);
    expect(set.files[0]!.name).toBe('ratings.csv');
    expect(await readText(set.files[0]!)).toBe('userId,movieId\n');
  });

  it('reads only as much as is asked for', async () => {
    const set = await openFiles(looseFiles({ 'a.txt': 'abcdef' }));
    expect(new TextDecoder().decode(await readHead(set.files[0]!, 3))).toBe('abc');
  });

  it('reads text as UTF-8 where it is valid and else as Latin-1', async () => {
    const set = await openFiles(
      looseFiles({ utf8: 'Amélie', latin1: Uint8Array.of(0x41, 0x6d, 0xe9, 0x6c, 0x69, 0x65) }),
    );
    expect(await readText(findFile(set, 'utf8')!)).toBe('Amélie');
    expect(await readText(findFile(set, 'latin1')!)).toBe('Amélie');
  });
});

describe('files that cannot be opened', () => {
  const rejects = async (path: string, blob: Blob, message: RegExp): Promise<void> => {
    const open = async (): Promise<void> => {
      const set = await openFiles([{ path, blob }]);
      for (const file of set.files) await readText(file);
    };
    await expect(open()).rejects.toMatchObject({
      name: 'AppError/bad-file',
      message: expect.stringMatching(message) as string,
    });
  };

  it('names a zip of 0 bytes', () =>
    rejects('ml-100k.zip', new Blob([]), /ml-100k\.zip is empty \(0 bytes\)/));

  it('says that a zip cut off in the middle was not downloaded completely', () => {
    const zip = zipBytes({ 'u.data': '1\t2\t3\t4\n'.repeat(500) });
    return rejects(
      'ml-100k.zip',
      blobOf(zip.slice(0, zip.length / 2)),
      /not downloaded completely[^]*Download it again/,
    );
  });

  it('says that a zip whose entry runs past its end is damaged', () => {
    const zip = zipBytes({ 'u.data': 'abc' });
    return rejects('a.zip', blobOf(patchDirectory(zip, 20, 5000)), /u\.data is cut off/);
  });

  it('says that an entry with wrong bytes cannot be unpacked', () => {
    const zip = zipBytes({ 'u.data': '1\t2\t3\t4\n'.repeat(500) });
    zip.fill(0xff, 40, 60);
    return rejects('a.zip', blobOf(zip), /a\.zip is damaged/);
  });

  it('says that a zip which is a web page is one', () =>
    rejects('ml-1m.zip', new Blob(['<!DOCTYPE html><html>404</html>']), /is a web page, not a zip/));

  it('says that another file with the name of a zip is not one', () =>
    rejects('ml-1m.zip', new Blob(['hello']), /ml-1m\.zip is not a zip/));

  it('says that an encrypted entry needs a password', () =>
    rejects(
      'a.zip',
      blobOf(patchDirectory(zipBytes({ 'u.data': 'abc' }), flagsAt, 1)),
      /u\.data needs a password/,
    ));

  it('refuses an entry past the limit before unpacking anything', () =>
    rejects(
      'bomb.zip',
      blobOf(patchDirectory(zipBytes({ 'u.data': 'abc' }), sizeAt, 3.5 * 2 ** 30)),
      /bomb\.zip unpacks to 3\.5 GiB, past the limit of 3 GiB \(at u\.data\)/,
    ));

  it('refuses an entry that unpacks to thousands of times its size', () =>
    rejects(
      'bomb.zip',
      blobOf(patchDirectory(zipBytes({ 'u.data': '0'.repeat(10_000) }), sizeAt, zipLimits.ratioFrom * 2)),
      /u\.data in bomb\.zip unpacks to \d+ times its size/,
    ));

  it('stops an entry that is longer than the list of the zip says', () =>
    rejects(
      'a.zip',
      blobOf(patchDirectory(zipBytes({ 'u.data': 'abcdef' }), sizeAt, 3)),
      /longer than the list says/,
    ));

  it('says that a gzipped file cut off in the middle is damaged', async () => {
    const { blob } = gzipFile('a.csv.gz', Array.from({ length: 5000 }, (_, i) => i * i).join());
    await rejects('a.csv.gz', blob.slice(0, blob.size / 2), /a\.csv\.gz is damaged/);
  });

  it('asks for something to read when only hidden files were dropped', () =>
    rejects('.DS_Store', new Blob(['x']), /There is no file to read/));
});
