/** Which encoding a text is in, by its first bytes. */

/** `bytes`: any in which ASCII stands for itself, such as UTF-8 and Latin-1. */
export type Encoding = 'bytes' | 'utf-16le' | 'utf-16be';

/** Bytes to look at before anything is decided. */
export const headBytes = 512;

/** By its byte order mark, else by zeros in every other byte, which text in other encodings has not. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const looked = Math.min(head.length, headBytes) & ~1;
  for (let at = 0; at < looked; at++) if (head[at] === 0) zeros[at & 1]!++;
  const [even, odd] = zeros as [number, number];
  if (looked >= 8 && odd > looked / 4 && even === 0) return 'utf-16le';
  return looked >= 8 && even > looked / 4 && odd === 0 ? 'utf-16be' : 'bytes';
}
