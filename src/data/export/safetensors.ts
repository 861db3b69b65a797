/**
 * Item vectors in the safetensors format (Hugging Face, https://github.com/huggingface/safetensors): the length of the
 * header as 8 bytes, little-endian; the header, JSON that names each tensor with its type, shape and place; the numbers.
 */
import type { ItemColumns, ItemVectors } from '../../protocol/dataset';

/** Name of the one tensor, [items, dimension]. */
export const tensorName = 'item_vectors';

/** Readers map the numbers into memory, which wants them to begin at a multiple of this. */
const alignment = 8;

/**
 * The file. Its metadata, which the format allows to be text only, holds the ids and titles of the rows as JSON lists.
 * @param rows items to write, in this order
 */
export function vectorsSafetensors(
  { itemIds, itemInfo }: ItemColumns,
  { source, dimension, values }: ItemVectors,
  rows: Int32Array,
): Uint8Array<ArrayBuffer> {
  const bytes = rows.length * dimension * Float32Array.BYTES_PER_ELEMENT;
  const header = new TextEncoder().encode(
    JSON.stringify({
      __metadata__: {
        source,
        item_ids: JSON.stringify(Array.from(rows, (item) => itemIds[item]!)),
        ...(itemInfo && { titles: JSON.stringify(Array.from(rows, (item) => itemInfo.titles[item]!)) }),
      },
      [tensorName]: { dtype: 'F32', shape: [rows.length, dimension], data_offsets: [0, bytes] },
    }),
  );
  const padded = Math.ceil(header.length / alignment) * alignment;
  const file = new Uint8Array(8 + padded + bytes);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  // The format pads its header with spaces.
  file.fill(0x20, 8, 8 + padded);
  file.set(header, 8);
  let at = 8 + padded;
  for (const item of rows) {
    for (let c = 0; c < dimension; c++, at += 4) view.setFloat32(at, values[item * dimension + c]!, true);
  }
  return file;
}
