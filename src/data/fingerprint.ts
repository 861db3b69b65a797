/** The hash that says two people have the same data: SHA-256 over the canonical columns. */
import type { Dataset } from '../protocol/dataset';

/** Part of the hash; a change of the canonical form must change it. */
const version = 'recommender-playground data 1';

/**
 * SHA-256 (hex) over the SHA-256 of each part in turn: version and time kind, and whether items repeat; external user ids, external item
 * ids, users, items, ratings, timestamps, and each predefined split; then, of imported data with texts, genres and
 * texts. Those of the built-in data follow from its generator, and links name it by its interactions. Attributes of
 * users and items are not hashed, so that data without them is the same data. Columns are hashed as they lie in memory,
 * little-endian on every machine a browser runs on. Hashing per column spares a copy of them all in one buffer.
 * @param onPart told before each part what share of them is done
 */
export async function fingerprintOf(
  dataset: Omit<Dataset, 'fingerprint'>,
  onPart?: (fraction: number) => Promise<void>,
): Promise<string> {
  const parts: (string | ArrayBufferView)[] = [
    JSON.stringify([version, dataset.time, ...(dataset.repeats ? ['repeats'] : [])]),
    JSON.stringify(dataset.userIds),
    JSON.stringify(dataset.itemIds),
    dataset.users,
    dataset.items,
    dataset.ratings,
    dataset.timestamps,
  ];
  for (const { name, group, parts: rows, candidates } of dataset.predefinedSplits) {
    parts.push(JSON.stringify([name, group, candidates !== null]), rows);
    if (candidates) parts.push(candidates.offsets, candidates.items);
  }
  if (dataset.source === 'imported' && dataset.itemInfo?.descriptions) {
    const { genreNames, genres, descriptions } = dataset.itemInfo;
    parts.push(JSON.stringify(genreNames), genres, JSON.stringify(descriptions));
  }
  const digests: Uint8Array[] = [];
  for (const [place, part] of parts.entries()) {
    await onPart?.(place / parts.length);
    digests.push(await digest(part));
  }
  const joined = new Uint8Array(digests.length * 32);
  digests.forEach((bytes, i) => joined.set(bytes, i * 32));
  return [...(await digest(joined))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function digest(part: string | ArrayBufferView): Promise<Uint8Array> {
  const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part;
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as ArrayBufferView<ArrayBuffer>));
}
