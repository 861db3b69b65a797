/**
 * Reads a zip by its central directory, entry by entry, without holding the whole archive or a whole entry in
 * memory. Format: PKWARE APPNOTE 6.3.
 */
import { Inflate } from 'fflate';
import { AppError } from '../protocol/errors';

export const zipLimits = {
  entries: 10_000,
  /** Bytes of one unpacked entry. */
  entryBytes: 3 * 2 ** 30,
  /** Bytes of all unpacked entries together. */
  totalBytes: 4 * 2 ** 30,
  /** Unpacked over packed bytes, for entries of more than `ratioFrom` bytes; text packs about 4 to 10 times. */
  ratio: 250,
  ratioFrom: 16 * 2 ** 20,
};

export interface ZipEntry {
  path: string;
  /** Unpacked bytes. */
  size: number;
  chunks(): AsyncGenerator<Uint8Array>;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
const tooBig = 0xffff_ffff;
/** Packed bytes unpacked in one go; deflate makes at most about 1,032 times as much of them. */
const packedStep = 1 << 16;
const readAhead = 1 << 22;

/** True when a file starts like a zip. */
export function looksLikeZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/**
 * Lists the files of a zip; folders are left out.
 * @throws AppError `bad-file` when it is truncated, encrypted, or unpacks past `zipLimits`.
 */
export async function openZip(name: string, blob: Blob): Promise<ZipEntry[]> {
  const { at, size, count } = await findDirectory(name, blob);
  if (count > zipLimits.entries)
    throw new AppError(
      'bad-file',
      `${name} holds ${count.toLocaleString('en')} files; at most ${zipLimits.entries.toLocaleString('en')} are read.`,
      'Make a zip with the data files alone, or unpack it and drop the files.',
    );
  const bytes = new Uint8Array(await blob.slice(at, at + size).arrayBuffer());
  const view = new DataView(bytes.buffer);
  const entries: ZipEntry[] = [];
  let total = 0;
  let offset = 0;
  for (let i = 0; i < count; i++) {
    if (offset + 46 > view.byteLength || view.getUint32(offset, true) !== entrySignature)
      throw damaged(name, 'its list of files is incomplete');
    const entry = readEntry(name, view, offset);
    offset = entry.end;
    if (entry.path.endsWith('/')) continue;
    if (entry.encrypted)
      throw new AppError(
        'bad-file',
        `${name} is encrypted: ${entry.path} needs a password.`,
        'Unpack it with its password and drop the files.',
      );
    total += entry.size;
    guardSize(name, entry, total);
    entries.push({ path: entry.path, size: entry.size, chunks: () => unpack(name, blob, entry) });
  }
  return entries;
}

interface Entry {
  path: string;
  method: number;
  encrypted: boolean;
  packed: number;
  size: number;
  localAt: number;
  end: number;
}

async function findDirectory(name: string, blob: Blob): Promise<{ at: number; size: number; count: number }> {
  // The end record is last, behind it only a comment of at most 65,535 bytes.
  const tailAt = Math.max(0, blob.size - endLength - 0xffff);
  const tail = new DataView(await blob.slice(tailAt).arrayBuffer());
  for (let i = tail.byteLength - endLength; i >= 0; i--) {
    if (tail.getUint32(i, true) !== endSignature) continue;
    const count = tail.getUint16(i + 10, true);
    const size = tail.getUint32(i + 12, true);
    const at = tail.getUint32(i + 16, true);
    if (at === tooBig || count === 0xffff)
      throw new AppError(
        'bad-file',
        `${name} is a zip of more than 4 GB (Zip64), which the page does not read.`,
        'Unpack it and drop the data files.',
      );
    if (at + size > tailAt + i) throw damaged(name, 'its list of files is incomplete');
    return { at, size, count };
  }
  throw damaged(name, 'its end is missing');
}

function readEntry(name: string, view: DataView, offset: number): Entry {
  const flags = view.getUint16(offset + 8, true);
  const nameLength = view.getUint16(offset + 28, true);
  const extraLength = view.getUint16(offset + 30, true);
  const commentLength = view.getUint16(offset + 32, true);
  const pathAt = offset + 46;
  const end = pathAt + nameLength + extraLength + commentLength;
  if (end > view.byteLength) throw damaged(name, 'its list of files is incomplete');
  const pathBytes = new Uint8Array(view.buffer, view.byteOffset + pathAt, nameLength);
  const entry: Entry = {
    path: new TextDecoder(flags & 0x800 ? 'utf-8' : 'latin1').decode(pathBytes).replaceAll('\\', '/'),
    method: view.getUint16(offset + 10, true),
    encrypted: (flags & 1) !== 0,
    packed: view.getUint32(offset + 20, true),
    size: view.getUint32(offset + 24, true),
    localAt: view.getUint32(offset + 42, true),
    end,
  };
  readWideSizes(view, pathAt + nameLength, extraLength, entry);
  return entry;
}

/** Sizes in the Zip64 field, which some packers write for small entries too. */
function readWideSizes(view: DataView, at: number, length: number, entry: Entry): void {
  for (let field = at; field + 4 <= at + length; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let value = field + 4;
    const take = (): number => {
      const wide = value + 8 <= at + length ? Number(view.getBigUint64(value, true)) : tooBig;
      value += 8;
      return wide;
    };
    if (entry.size === tooBig) entry.size = take();
    if (entry.packed === tooBig) entry.packed = take();
    if (entry.localAt === tooBig) entry.localAt = take();
  }
}

function guardSize(name: string, entry: Entry, total: number): void {
  const tooLarge = entry.size > zipLimits.entryBytes || total > zipLimits.totalBytes;
  const tooDense = entry.size > zipLimits.ratioFrom && entry.size > entry.packed * zipLimits.ratio;
  if (!tooLarge && !tooDense) return;
  const unpacked = `${(Math.max(entry.size, total) / 2 ** 30).toFixed(1)} GiB`;
  throw new AppError(
    'bad-file',
    tooLarge
      ? `${name} unpacks to ${unpacked}, past the limit of ${(tooLarge && entry.size > zipLimits.entryBytes ? zipLimits.entryBytes : zipLimits.totalBytes) / 2 ** 30} GiB (at ${entry.path}).`
      : `${entry.path} in ${name} unpacks to ${Math.round(entry.size / entry.packed)} times its size, which no table does.`,
    'Unpack it yourself and drop only the data files.',
  );
}

async function* unpack(name: string, blob: Blob, entry: Entry): AsyncGenerator<Uint8Array> {
  const header = new DataView(await blob.slice(entry.localAt, entry.localAt + 30).arrayBuffer());
  if (header.byteLength < 30 || header.getUint32(0, true) !== localSignature)
    throw damaged(name, `${entry.path} is not where the list says`);
  // The local extra field may be longer than the one in the list.
  const start = entry.localAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + entry.packed > blob.size) throw damaged(name, `${entry.path} is cut off`);
  if (entry.method !== 0 && entry.method !== 8)
    throw new AppError(
      'bad-file',
      `${entry.path} in ${name} is packed by method ${entry.method}, which the page does not read.`,
      'Pack it again as an ordinary zip, or unpack it and drop the files.',
    );
  let written = 0;
  const packed = blob.slice(start, start + entry.packed);
  for await (const chunk of entry.method === 0 ? slices(packed) : inflate(name, entry, packed)) {
    written += chunk.length;
    if (written > entry.size) throw damaged(name, `${entry.path} is longer than the list says`);
    yield chunk;
  }
  if (written !== entry.size) throw damaged(name, `${entry.path} is shorter than the list says`);
}

async function* inflate(name: string, entry: Entry, packed: Blob): AsyncGenerator<Uint8Array> {
  const inflater = new Inflate();
  let out: Uint8Array[] = [];
  inflater.ondata = (chunk) => out.push(chunk);
  let read = 0;
  for await (const block of slices(packed)) {
    for (let at = 0; at < block.length; at += packedStep) {
      const step = block.subarray(at, at + packedStep);
      read += step.length;
      try {
        inflater.push(step, read === entry.packed);
      } catch {
        throw damaged(name, `${entry.path} cannot be unpacked`);
      }
      const ready = out;
      out = [];
      yield* ready;
    }
  }
}

/** The bytes of a blob, a few megabytes at a time. */
export async function* slices(blob: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += readAhead)
    yield new Uint8Array(await blob.slice(at, at + readAhead).arrayBuffer());
}

function damaged(name: string, how: string): AppError {
  return new AppError(
    'bad-file',
    `${name} is damaged or was not downloaded completely: ${how}.`,
    'Download it again, and check that its size is the one the host states.',
  );
}
