/** Bytes of a text file as the readers of lines take them: one of the encodings in which ASCII stands for itself. */
import { looksLikeWebPage, type DataFile } from './archive';
import { encodingOf, headBytes } from './encodingOf';
import { AppError } from '../protocol/errors';

/**
 * The pieces of a file without its byte order mark. UTF-16, as spreadsheets write it, becomes UTF-8; UTF-8 and Latin-1
 * stay as they are, since only fields that are used need to be told apart.
 * @throws AppError `bad-file` for a web page, binary data, or no data at all.
 */
export async function* textChunks(file: DataFile): AsyncGenerator<Uint8Array> {
  let head = new Uint8Array(0);
  let decoder: TextDecoder | null = null;
  let isOpen = false;
  const encoder = new TextEncoder();
  const begin = (): Uint8Array => {
    isOpen = true;
    checkIsText(file, head);
    const encoding = encodingOf(head);
    if (encoding === 'bytes') return head.subarray(hasUtf8Mark(head) ? 3 : 0);
    decoder = new TextDecoder(encoding);
    return encoder.encode(decoder.decode(head, { stream: true }));
  };
  for await (const chunk of file.chunks()) {
    if (isOpen) {
      yield decoder ? encoder.encode((decoder as TextDecoder).decode(chunk, { stream: true })) : chunk;
      continue;
    }
    head = head.length === 0 ? new Uint8Array(chunk) : joined(head, chunk);
    if (head.length >= headBytes) yield begin();
  }
  if (!isOpen) yield begin();
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const hasUtf8Mark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** What is said of a file that holds no line. */
export const emptyFile = (file: DataFile): AppError =>
  new AppError('bad-file', `${file.path} is empty.`, 'Get the file again; the copy probably failed.');

/** @throws AppError `bad-file` when a file that starts with `bytes` is no text of data. */
export function checkIsText(file: DataFile, bytes: Uint8Array): void {
  if (bytes.length === 0) throw emptyFile(file);
  if (looksLikeWebPage(bytes))
    throw new AppError(
      'bad-file',
      `${file.path}, line 1 is HTML: this is a web page, not data.`,
      'The download link probably expired or asked to log in. Download the data again.',
    );
  if (encodingOf(bytes) === 'bytes' && bytes.subarray(0, headBytes).includes(0))
    throw new AppError(
      'bad-file',
      `${file.path}, line 1 holds binary data, not text.`,
      'Drop a table as plain text (.csv, .tsv, .dat), or the zip it came in.',
    );
}

/** The first bytes of a file as text; '' where it holds none. */
export async function textHead(file: DataFile, length: number): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of textChunks(file)) {
      text += decoder.decode(chunk.subarray(0, length - text.length), { stream: true });
      if (text.length >= length) break;
    }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
  }
  return text;
}
