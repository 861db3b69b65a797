/**
 * Raw rows to the canonical Dataset: dense ids by sorted external id, one interaction per (user, item) unless items
 * repeat, all in the order (user, time, tie key). The same data gives the same columns whatever order its rows came in.
 *
 * The tie key of an interaction is `mix(hashText(user id) ^ hashText(item id))` of the external ids: fixed,
 * unrelated to the order of the file, to popularity and to any seed. Should two keys agree, the item that sorts
 * first comes first. Where items repeat, rows of one user, item and time follow each other by rating, then by the part
 * that they have in each predefined split.
 */
import type { CandidateLists, Dataset, PredefinedSplit, RatingScale } from '../protocol/dataset';
import { AppError } from '../protocol/errors';
import { alignAttributes } from './attributes';
import { counted } from './counted';
import { denseIds, type DenseIds } from './denseIds';
import { fingerprintOf } from './fingerprint';
import { alignItemInfo } from './itemInfo';
import { hashText, mix } from './random';
import type { RawDataset, RawSplit } from './rawDataset';
import { quietWork, type Work } from './work';

export interface CanonicalResult {
  dataset: Dataset;
  /** Rows left out because a later one has the same user and item; none where items repeat. */
  duplicates: number;
  notes: string[];
}

/**
 * Makes a data set. Unless items repeat, of several rows with the same user and item the latest stays: by time, and
 * where times are equal or unknown the one further down in the file.
 * @throws AppError `bad-file` when there is no row.
 */
export async function buildDataset(raw: RawDataset): Promise<Dataset> {
  return (await canonicalize(raw, quietWork())).dataset;
}

/** `buildDataset` with its account of what was left out, and in steps that can be watched and cancelled. */
export async function canonicalize(raw: RawDataset, work: Work): Promise<CanonicalResult> {
  if (raw.ratings.length === 0)
    throw new AppError('bad-file', `${raw.name} has no interactions.`, 'Check that the file holds ratings.');
  await work.pace('Numbering users', null);
  const listed = raw.source === 'generated' ? (raw.itemInfo ?? []).map((item) => item.id) : [];
  const users = denseIds(raw.users, []);
  await work.pace('Numbering items', null);
  const items = denseIds(raw.items, listed);
  const rows = await sortRows(raw, users, items, work);
  const notes: string[] = [];
  const laidOut = await layOut(raw, users, items, rows, work);
  const columns = {
    name: raw.name,
    source: raw.source,
    numUsers: users.names.length,
    numItems: items.names.length,
    ...laidOut,
    time: raw.time,
    repeats: raw.repeats,
    ofSessions: raw.ofSessions ?? false,
    userIds: users.names,
    itemIds: items.names,
    ratingScale: raw.ratingScale ?? inferScale(raw.ratings),
    itemInfo: raw.itemInfo && alignItemInfo(raw.itemInfo, raw.genreNames, items, notes),
    userAttributes: alignAttributes(raw.userAttributes, users, 'user', notes),
    itemAttributes: alignAttributes(raw.itemAttributes, items, 'item', notes),
    predefinedSplits: raw.predefinedSplits.map((split) => alignSplit(split, rows, users, items, notes)),
    oracle: raw.oracle,
    itemVectors: null,
  };
  const onPart = (fraction: number): Promise<void> => work.pace('Computing the fingerprint', fraction);
  const dataset = { fingerprint: await fingerprintOf(columns, onPart), ...columns };
  return { dataset, duplicates: raw.ratings.length - rows.length, notes };
}

/** The columns in the order of the rows, one after the other. */
async function layOut(raw: RawDataset, users: DenseIds, items: DenseIds, rows: Int32Array, work: Work) {
  const next = (column: number): Promise<void> => work.pace('Laying out columns', column / 4);
  await next(0);
  const userColumn = gather(new Int32Array(rows.length), users.codes, rows);
  await next(1);
  const itemColumn = gather(new Int32Array(rows.length), items.codes, rows);
  await next(2);
  const ratings = gather(new Float32Array(rows.length), raw.ratings, rows);
  await next(3);
  const timestamps = gather(new Float64Array(rows.length), raw.timestamps, rows);
  return { users: userColumn, items: itemColumn, ratings, timestamps };
}

/** Fills `out` with the values of the given rows. */
function gather<T extends Int32Array | Float32Array | Float64Array | Uint8Array>(
  out: T,
  values: T,
  rows: Int32Array,
): T {
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]!]!;
  return out;
}

/** Rows that are sorted between two looks at the clock, at least. */
const rowsPerPace = 1 << 14;

/** Rows in canonical order; duplicates left out, unless items repeat. */
async function sortRows(raw: RawDataset, users: DenseIds, items: DenseIds, work: Work): Promise<Int32Array> {
  const { timestamps } = raw;
  const numRows = users.codes.length;
  const itemOf = items.codes;
  await work.pace('Sorting interactions', 0);
  // A counting sort by user keeps file order within each user; then each user's few rows are sorted alone.
  const offsets = new Int32Array(users.names.length + 1);
  for (const user of users.codes) offsets[user + 1]!++;
  for (let user = 0; user < users.names.length; user++) offsets[user + 1]! += offsets[user]!;
  const next = offsets.slice();
  const order = new Int32Array(numRows);
  for (let row = 0; row < numRows; row++) order[next[users.codes[row]!]!++] = row;

  const userHashes = Uint32Array.from(users.names, hashText);
  const itemHashes = Uint32Array.from(items.names, hashText);
  const ownerOfSlot = new Int32Array(items.names.length).fill(-1);
  const slotOfItem = new Int32Array(items.names.length);
  // Of the user at hand: worked out once for each row, not for each comparison.
  const tieKeys = new Uint32Array(items.names.length);
  const compare = (a: number, b: number): number =>
    timestamps[a]! - timestamps[b]! ||
    tieKeys[itemOf[a]!]! - tieKeys[itemOf[b]!]! ||
    itemOf[a]! - itemOf[b]! ||
    compareRepeats(raw, a, b);
  let kept = 0;
  let pacedAt = 0;
  for (let user = 0; user < users.names.length; user++) {
    const from = kept;
    const userHash = userHashes[user]!;
    for (let at = offsets[user]!; at < offsets[user + 1]!; at++) {
      const row = order[at]!;
      const item = itemOf[row]!;
      tieKeys[item] = mix(userHash ^ itemHashes[item]!);
      if (!raw.repeats && ownerOfSlot[item] === user) {
        const slot = slotOfItem[item]!;
        if (timestamps[row]! >= timestamps[order[slot]!]!) order[slot] = row;
      } else {
        ownerOfSlot[item] = user;
        slotOfItem[item] = kept;
        order[kept++] = row;
      }
    }
    sortSlice(order.subarray(from, kept), compare);
    const end = offsets[user + 1]!;
    if (end - pacedAt < rowsPerPace) continue;
    pacedAt = end;
    await work.pace('Sorting interactions', end / numRows);
  }
  return order.slice(0, kept);
}

/** Sorts in place. Most files have the interactions of a user in order already. */
function sortSlice(rows: Int32Array, compare: (a: number, b: number) => number): void {
  for (let at = 1; at < rows.length; at++)
    if (compare(rows[at - 1]!, rows[at]!) > 0) return void rows.sort(compare);
}

/** The order of two rows of one user, item and time: 0 only where nothing tells them apart. */
function compareRepeats({ ratings, predefinedSplits }: RawDataset, a: number, b: number): number {
  const bySplit = (order: number, { parts }: RawSplit): number => order || parts[a]! - parts[b]!;
  return predefinedSplits.reduce(bySplit, ratings[a]! - ratings[b]!);
}

function alignSplit(
  split: RawSplit,
  rows: Int32Array,
  users: DenseIds,
  items: DenseIds,
  notes: string[],
): PredefinedSplit {
  const parts = gather(new Uint8Array(rows.length), split.parts, rows);
  const { name, group } = split;
  return {
    name,
    group,
    parts,
    candidates: split.candidates && alignCandidates(name, split.candidates, users, items, notes),
  };
}

function alignCandidates(
  name: string,
  pairs: NonNullable<RawSplit['candidates']>,
  users: DenseIds,
  items: DenseIds,
  notes: string[],
): CandidateLists {
  const ofUser = denseIds(pairs.users, []);
  const ofItem = denseIds(pairs.items, []);
  const userOf = Int32Array.from(ofUser.names, (id) => users.find(id));
  const itemOf = Int32Array.from(ofItem.names, (id) => items.find(id));
  const numPairs = ofUser.codes.length;
  const offsets = new Int32Array(users.names.length + 1);
  const isKnown = (pair: number): boolean =>
    userOf[ofUser.codes[pair]!]! >= 0 && itemOf[ofItem.codes[pair]!]! >= 0;
  let unknown = 0;
  for (let pair = 0; pair < numPairs; pair++) {
    if (isKnown(pair)) offsets[userOf[ofUser.codes[pair]!]! + 1]!++;
    else unknown++;
  }
  for (let user = 0; user < users.names.length; user++) offsets[user + 1]! += offsets[user]!;
  const lists = new Int32Array(numPairs - unknown);
  const next = offsets.slice();
  for (let pair = 0; pair < numPairs; pair++) {
    if (isKnown(pair)) lists[next[userOf[ofUser.codes[pair]!]!]!++] = itemOf[ofItem.codes[pair]!]!;
  }
  // Sorted, as they are a set: the order in the file must not change the fingerprint.
  for (let user = 0; user < users.names.length; user++)
    lists.subarray(offsets[user], offsets[user + 1]).sort();
  if (unknown > 0)
    notes.push(
      `${counted(unknown, 'candidate')} of "${name}" were left out: no rating has their user or item.`,
    );
  return { offsets, items: lists };
}

/** Few values, as of stars, are found again faster by a look through them than in a set of fractions. */
const mostLookedThrough = 32;

function distinctOf(ratings: Float32Array): number[] {
  const few: number[] = [];
  for (let i = 0; i < ratings.length; i++) {
    if (few.includes(ratings[i]!)) continue;
    if (few.length === mostLookedThrough) return [...new Set(ratings)];
    few.push(ratings[i]!);
  }
  return few;
}

/** Smallest and largest rating that occur, and the smallest step between two. */
export function inferScale(ratings: Float32Array): RatingScale {
  const values = distinctOf(ratings).sort((a, b) => a - b);
  let step = Infinity;
  for (let i = 1; i < values.length; i++) step = Math.min(step, values[i]! - values[i - 1]!);
  return { min: values[0]!, max: values.at(-1)!, step: Number.isFinite(step) ? step : 1 };
}
