/** Files as the formats see them, whatever they came in: a zip, a folder, loose files, any of them gzipped. */
import { Gunzip } from 'fflate';
import type { SourceFile } from '../protocol/dataService';
import { AppError } from '../protocol/errors';
import { encodingOf } from './encodingOf';
import { looksLikeZip, openZip, slices, zipLimits } from './zip';

/** A readable file. */
export interface DataFile {
  /** Path inside the zip or folder. */
  path: string;
  /** The last part of the path, as a format knows it. */
  name: string;
  /** Bytes; of the packed file, where it is gzipped. */
  size: number;
  /** The bytes in pieces, from the start at each call. */
  chunks(): AsyncGenerator<Uint8Array>;
}

export interface FileSet {
  /** What the files came in, for people: "ml-100k", or the name of the only file. */
  label: string;
  files: DataFile[];
}

const gzipSignature = [0x1f, 0x8b];
/** Compressed bytes unpacked in one go, see `zip.ts`. */
const packedStep = 1 << 16;
/** A file of titles or splits; ratings are never read whole. */
const wholeFileLimit = 256 * 2 ** 20;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Leftovers of macOS and editors, which no format reads. */
const isHidden = (path: string): boolean =>
  path.split('/').some((part) => part === '__MACOSX' || part.startsWith('.'));

/**
 * Opens what a person dropped.
 * @throws AppError `bad-file` for empty, damaged, encrypted or oversized files.
 */
export async function openFiles(dropped: SourceFile[]): Promise<FileSet> {
  const visible = dropped.filter((file) => !isHidden(file.path));
  if (visible.length === 0)
    throw new AppError('bad-file', 'There is no file to read.', 'Drop a zip, a folder or data files.');
  if (visible.length > zipLimits.entries)
    throw new AppError(
      'bad-file',
      `The folder holds ${visible.length.toLocaleString('en')} files.`,
      'Drop the folder with the data files alone.',
    );
  const files: DataFile[] = [];
  for (const { path, blob } of visible) files.push(...(await open(path, blob, visible.length === 1)));
  if (files.length === 0)
    throw new AppError(
      'bad-file',
      `${visible[0]!.path} holds no files.`,
      'Check that it is the right archive.',
    );
  return { label: labelOf(visible), files };
}

async function open(path: string, blob: Blob, alone: boolean): Promise<DataFile[]> {
  const name = nameOf(path);
  if (blob.size === 0) {
    // One empty file among others may not matter; a format that needs it says so when it finds no rows.
    if (!alone && !/\.(zip|gz)$/i.test(name)) return [{ path, name, size: 0, chunks: () => slices(blob) }];
    throw new AppError(
      'bad-file',
      `${name} is empty (0 bytes).`,
      'The download or copy probably failed. Get the file again.',
    );
  }
  const head = new Uint8Array(await blob.slice(0, 512).arrayBuffer());
  if (looksLikeZip(head)) {
    const entries = await openZip(name, blob);
    return entries
      .filter((entry) => !isHidden(entry.path))
      .map((entry) => ({ ...entry, name: nameOf(entry.path) }));
  }
  if (/\.zip$/i.test(name))
    throw new AppError(
      'bad-file',
      looksLikeWebPage(head)
        ? `${name} is a web page, not a zip.`
        : `${name} is not a zip: it does not start like one.`,
      looksLikeWebPage(head)
        ? 'The download link probably expired or asked to log in. Download the data again.'
        : 'Download it again, or unpack it and drop the data files.',
    );
  if (head[0] === gzipSignature[0] && head[1] === gzipSignature[1]) {
    const inner = path.replace(/\.gz$/i, '');
    return [{ path: inner, name: nameOf(inner), size: blob.size, chunks: () => gunzip(name, blob) }];
  }
  return [{ path, name, size: blob.size, chunks: () => slices(blob) }];
}

function labelOf(dropped: SourceFile[]): string {
  const first = dropped[0]!.path;
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/')) : '';
  if (folder !== '') return folder;
  return first.replace(/\.(zip|gz)$/i, '');
}

export function looksLikeWebPage(head: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 512)).trimStart().toLowerCase();
  return /^(\ufeff|ï»¿)?\s*<(!doctype html|html|head|body|\?xml)/.test(text);
}

async function* gunzip(name: string, blob: Blob): AsyncGenerator<Uint8Array> {
  const damaged = new AppError(
    'bad-file',
    `${name} is damaged or was not downloaded completely: it cannot be unpacked.`,
    'Download it again.',
  );
  let out: Uint8Array[] = [];
  let written = 0;
  // A gzip may hold several members, one after the other; the last four bytes tell the length of the last one.
  let memberStart = 0;
  const unpacker = new Gunzip((chunk) => {
    written += chunk.length;
    out.push(chunk);
  });
  unpacker.onmember = () => {
    memberStart = written;
  };
  let read = 0;
  for await (const block of slices(blob)) {
    for (let at = 0; at < block.length; at += packedStep) {
      const step = block.subarray(at, at + packedStep);
      read += step.length;
      try {
        unpacker.push(step, read === blob.size);
      } catch {
        throw damaged;
      }
      if (written > zipLimits.entryBytes)
        throw new AppError(
          'bad-file',
          `${name} unpacks past the limit of ${zipLimits.entryBytes / 2 ** 30} GiB.`,
          'Unpack it yourself and drop a smaller part.',
        );
      const ready = out;
      out = [];
      yield* ready;
    }
  }
  const trailer = new DataView(await blob.slice(-4).arrayBuffer());
  if (trailer.byteLength < 4 || trailer.getUint32(0, true) !== (written - memberStart) % 2 ** 32)
    throw damaged;
}

/** The file of this name that lies highest, whatever folder it is in; case does not matter. */
export function findFile(set: FileSet, name: string): DataFile | undefined {
  const depth = (file: DataFile): number => file.path.split('/').length;
  return set.files
    .filter((file) => file.name.toLowerCase() === name.toLowerCase())
    .sort((a, b) => depth(a) - depth(b))[0];
}

/** The first bytes of a file, to look at. */
export async function readHead(file: DataFile, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of file.chunks()) {
    parts.push(chunk);
    read += chunk.length;
    if (read >= length) break;
  }
  return join(parts).subarray(0, length);
}

/**
 * A small file as text: UTF-8 or UTF-16 where it is, else Latin-1, as the older MovieLens files are.
 * @throws AppError `bad-file` when it is larger than any file of titles.
 */
export async function readText(file: DataFile): Promise<string> {
  return (await decodeText(file)).text;
}

/** `readText`, and whether no letter can have been misread: Latin-1 is only what is left. */
export async function decodeText(file: DataFile): Promise<{ text: string; isUtf8: boolean }> {
  const parts: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of file.chunks()) {
    parts.push(chunk);
    read += chunk.length;
    if (read > wholeFileLimit)
      throw new AppError(
        'bad-file',
        `${file.path} is larger than ${wholeFileLimit / 2 ** 20} MiB.`,
        'Check that it is the right file.',
      );
  }
  const bytes = join(parts);
  if (looksLikeWebPage(bytes.subarray(0, 512)))
    throw new AppError(
      'bad-file',
      `${file.path} is a web page, not data.`,
      'The download link probably expired or asked to log in. Download the data again.',
    );
  const encoding = encodingOf(bytes);
  if (encoding !== 'bytes') return { text: new TextDecoder(encoding).decode(bytes), isUtf8: true };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isUtf8: true };
  } catch {
    return { text: new TextDecoder('latin1').decode(bytes), isUtf8: false };
  }
}

function join(parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
