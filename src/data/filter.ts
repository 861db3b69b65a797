/**
 * The filters of a spec, applied before the split: ratings below a threshold go first, then users and items with
 * too few interactions, again and again until none is left (the k-core). Where items repeat, each time counts.
 */
import type {
  CandidateLists,
  Dataset,
  ItemInfo,
  ItemVectors,
  Oracle,
  PredefinedSplit,
} from '../protocol/dataset';
import { AppError } from '../protocol/errors';
import type { ExperimentSpec } from '../protocol/spec';
import { attributeOf } from './attributes';
import { counted } from './counted';

export type Filters = Pick<
  ExperimentSpec['data'],
  'positiveFrom' | 'minUserInteractions' | 'minItemInteractions'
>;

/** Interactions that were left out although their users and items stay, in canonical order. */
export interface LeftOut {
  users: Int32Array;
  items: Int32Array;
  /** The interaction that stayed before which each stood, as its place; their number behind the last one. */
  places: Int32Array;
}

export interface Filtered {
  dataset: Dataset;
  leftOut: LeftOut;
  /** What was left out, for people; empty when nothing was. */
  notes: string[];
}

const nothing: LeftOut = { users: new Int32Array(0), items: new Int32Array(0), places: new Int32Array(0) };

/**
 * Leaves out what the filters exclude and numbers the remaining users and items densely again, in their old order.
 * A user or item that loses its last interaction goes too; an item that never had one stays (as a candidate that
 * is new) unless `minItemInteractions` asks for at least one. The fingerprint stays that of the whole data set.
 * Returns the same object when nothing is left out, and for data without interactions.
 * @throws AppError `bad-spec` when nothing remains.
 */
export function applyFilters(dataset: Dataset, filters: Filters): Filtered {
  if (dataset.ratings.length === 0) return { dataset, leftOut: nothing, notes: [] };
  const keep = new Uint8Array(dataset.users.length).fill(1);
  const lowRatings = dropLowRatings(dataset, filters.positiveFrom, keep);
  const core = dropBelowCore(dataset, filters, keep);
  if (lowRatings === 0 && core.users === 0 && core.items === 0)
    return { dataset, leftOut: nothing, notes: [] };
  const kept = core.keepUser.includes(1) && core.keepItem.includes(1) && keep.includes(1);
  if (!kept)
    throw new AppError(
      'bad-spec',
      `The data filters leave nothing of "${dataset.name}".`,
      'Lower "Keep ratings from" or the least number of interactions per user and item.',
    );
  const notes: string[] = [];
  if (lowRatings > 0)
    notes.push(`${counted(lowRatings, 'rating')} below ${filters.positiveFrom} left out before the split.`);
  if (core.users > 0 || core.items > 0)
    notes.push(
      `${counted(core.users, 'user')} and ${counted(core.items, 'item')} with too few interactions left out, ` +
        `and with them ${counted(core.interactions, 'interaction')}.`,
    );
  return { ...compact(dataset, keep, core.keepUser, core.keepItem), notes };
}

function dropLowRatings(dataset: Dataset, positiveFrom: number, keep: Uint8Array): number {
  let dropped = 0;
  for (let i = 0; i < keep.length; i++) {
    if (dataset.ratings[i]! >= positiveFrom || positiveFrom === 0) continue;
    keep[i] = 0;
    dropped++;
  }
  return dropped;
}

function dropBelowCore(dataset: Dataset, filters: Filters, keep: Uint8Array) {
  const { users, items, numUsers, numItems } = dataset;
  const hadItem = new Uint8Array(numItems);
  for (const item of items) hadItem[item] = 1;
  const keepUser = new Uint8Array(numUsers).fill(1);
  const keepItem = new Uint8Array(numItems).fill(1);
  const before = keep.reduce((sum, k) => sum + k, 0);
  let remaining = before;
  for (let changed = true; changed;) {
    changed = false;
    const userCounts = new Int32Array(numUsers);
    const itemCounts = new Int32Array(numItems);
    for (let i = 0; i < keep.length; i++) {
      if (keep[i] === 0) continue;
      userCounts[users[i]!]!++;
      itemCounts[items[i]!]!++;
    }
    for (let u = 0; u < numUsers; u++)
      if (keepUser[u] && userCounts[u]! < Math.max(1, filters.minUserInteractions)) keepUser[u] = 0;
    for (let i = 0; i < numItems; i++) {
      const least = hadItem[i] ? Math.max(1, filters.minItemInteractions) : filters.minItemInteractions;
      if (keepItem[i] && itemCounts[i]! < least) keepItem[i] = 0;
    }
    for (let i = 0; i < keep.length; i++) {
      if (keep[i] === 0 || (keepUser[users[i]!] && keepItem[items[i]!])) continue;
      keep[i] = 0;
      remaining--;
      changed = true;
    }
  }
  const gone = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + 1 - flag, 0);
  return {
    keepUser,
    keepItem,
    users: gone(keepUser),
    items: gone(keepItem),
    interactions: before - remaining,
  };
}

/** Old dense ids that stay, and the new id of each old one (-1: gone). */
function renumber(flags: Uint8Array): { old: Int32Array; fresh: Int32Array } {
  const fresh = new Int32Array(flags.length).fill(-1);
  let next = 0;
  for (let id = 0; id < flags.length; id++) if (flags[id]) fresh[id] = next++;
  return { old: Int32Array.from(fresh.keys()).filter((id) => flags[id] === 1), fresh };
}

function compact(
  whole: Dataset,
  keep: Uint8Array,
  keepUser: Uint8Array,
  keepItem: Uint8Array,
): Pick<Filtered, 'dataset' | 'leftOut'> {
  const user = renumber(keepUser);
  const item = renumber(keepItem);
  return {
    dataset: keepRows(whole, keep, user, item),
    leftOut: leftOutRows(whole, keep, user.fresh, item.fresh),
  };
}

function leftOutRows(
  { users, items }: Dataset,
  keep: Uint8Array,
  freshUsers: Int32Array,
  freshItems: Int32Array,
): LeftOut {
  const isOf = (i: number): boolean =>
    keep[i] === 0 && freshUsers[users[i]!]! >= 0 && freshItems[items[i]!]! >= 0;
  const rows = Int32Array.from(keep.keys()).filter(isOf);
  const places = new Int32Array(rows.length);
  let before = 0;
  for (let i = 0, at = 0; at < rows.length; i++) {
    if (i === rows[at]) places[at++] = before;
    before += keep[i]!;
  }
  return {
    users: rows.map((i) => freshUsers[users[i]!]!),
    items: rows.map((i) => freshItems[items[i]!]!),
    places,
  };
}

function keepRows(
  dataset: Dataset,
  keep: Uint8Array,
  user: ReturnType<typeof renumber>,
  item: ReturnType<typeof renumber>,
): Dataset {
  const rows = Int32Array.from(keep.keys()).filter((i) => keep[i] === 1);
  return {
    ...dataset,
    numUsers: user.old.length,
    numItems: item.old.length,
    users: rows.map((i) => user.fresh[dataset.users[i]!]!),
    items: rows.map((i) => item.fresh[dataset.items[i]!]!),
    ratings: Float32Array.from(rows, (i) => dataset.ratings[i]!),
    timestamps: Float64Array.from(rows, (i) => dataset.timestamps[i]!),
    userIds: Array.from(user.old, (u) => dataset.userIds[u]!),
    itemIds: Array.from(item.old, (i) => dataset.itemIds[i]!),
    itemInfo: dataset.itemInfo && compactInfo(dataset.itemInfo, item.old),
    userAttributes: dataset.userAttributes.map((attribute) => attributeOf(attribute, user.old)),
    itemAttributes: dataset.itemAttributes.map((attribute) => attributeOf(attribute, item.old)),
    predefinedSplits: dataset.predefinedSplits.map((split): PredefinedSplit => ({
      ...split,
      parts: Uint8Array.from(rows, (i) => split.parts[i]!),
      candidates: split.candidates && compactCandidates(split.candidates, user.old, item.fresh),
    })),
    oracle: dataset.oracle && compactOracle(dataset.oracle, user.old, item.old, item.fresh),
    itemVectors: dataset.itemVectors && compactVectors(dataset.itemVectors, item.old),
  };
}

function compactInfo(info: ItemInfo, old: Int32Array): ItemInfo {
  return {
    titles: Array.from(old, (i) => info.titles[i]!),
    years: Int16Array.from(old, (i) => info.years[i]!),
    genreNames: info.genreNames,
    genres: Uint32Array.from(old, (i) => info.genres[i]!),
    descriptions: info.descriptions && Array.from(old, (i) => info.descriptions![i]!),
  };
}

function compactCandidates(lists: CandidateLists, oldUsers: Int32Array, fresh: Int32Array): CandidateLists {
  const offsets = new Int32Array(oldUsers.length + 1);
  const items: number[] = [];
  oldUsers.forEach((old, u) => {
    for (let p = lists.offsets[old]!; p < lists.offsets[old + 1]!; p++) {
      const item = fresh[lists.items[p]!]!;
      if (item >= 0) items.push(item);
    }
    offsets[u + 1] = items.length;
  });
  return { offsets, items: Int32Array.from(items) };
}

/** The rows of these ids in a matrix of rows of `width`. */
function rowsOf(matrix: Float32Array, width: number, ids: Int32Array): Float32Array {
  const out = new Float32Array(ids.length * width);
  ids.forEach((id, row) => out.set(matrix.subarray(id * width, (id + 1) * width), row * width));
  return out;
}

function compactVectors(vectors: ItemVectors, items: Int32Array): ItemVectors {
  return { ...vectors, values: rowsOf(vectors.values, vectors.dimension, items) };
}

function compactOracle(oracle: Oracle, users: Int32Array, items: Int32Array, fresh: Int32Array): Oracle {
  const successors = new Int32Array(items.length * oracle.successorsPerItem).fill(-1);
  items.forEach((old, item) => {
    let place = item * oracle.successorsPerItem;
    for (let s = 0; s < oracle.successorsPerItem; s++) {
      const next = oracle.successors[old * oracle.successorsPerItem + s]!;
      if (next >= 0 && fresh[next]! >= 0) successors[place++] = fresh[next]!;
    }
  });
  return {
    ...oracle,
    userFactors: rowsOf(oracle.userFactors, oracle.numFactors, users),
    itemFactors: rowsOf(oracle.itemFactors, oracle.numFactors, items),
    itemBias: Float32Array.from(items, (i) => oracle.itemBias[i]!),
    successors,
  };
}
