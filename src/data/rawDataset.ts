/** What every source hands to `buildDataset`: columns as they stand in the file, ids still external. */
import type { Attribute } from '../protocol/attributes';
import type { Dataset, Oracle, RatingScale } from '../protocol/dataset';

/** An id per row: whole numbers from 0 as they are, or places in a list of distinct texts. */
export type RawIds = Int32Array | RawTextIds;

export interface RawTextIds {
  /** Distinct external ids, in any order. */
  names: string[];
  /** Per row: place in `names`. */
  codes: Int32Array;
}

export interface RawDataset {
  /** A name for people, such as "MovieLens 100K". */
  name: string;
  source: Dataset['source'];
  time: Dataset['time'];
  /** True: rows of the same user and item are so many interactions. False: the latest of them stands. */
  repeats: boolean;
  /** True: users are sessions; left out, they are users. */
  ofSessions?: boolean;
  /** External ids per row. */
  users: RawIds;
  items: RawIds;
  /** Per row; all 1 where the source has no ratings. */
  ratings: Float32Array;
  /** Per row, seconds or places as `time` says; all 0 when `time` is `none`. */
  timestamps: Float64Array;
  /** Null: inferred from the ratings. */
  ratingScale: RatingScale | null;
  /**
   * What is known of items, in any order. Items without interactions are left out, except in generated data,
   * where they stand for items too new to have any. Null: nothing is known.
   */
  itemInfo: RawItem[] | null;
  /** Genre names in the order of their bits; null: those that occur, sorted. */
  genreNames: string[] | null;
  /** What is known of users, and of items beyond `itemInfo`; left out where nothing is. */
  userAttributes?: RawAttributes[];
  itemAttributes?: RawAttributes[];
  predefinedSplits: RawSplit[];
  /** By dense ids: the source must number users and items so that their sorted order is the oracle's. */
  oracle: Oracle | null;
}

export interface RawItem {
  /** External id. */
  id: string;
  /** Without the year. */
  title: string;
  /** 0 where unknown. */
  year: number;
  genres: string[];
  /** '' where there is none. */
  description: string;
}

/** A table of what is known of users or of items, by columns. */
export interface RawAttributes {
  /** External ids, in any order; where one occurs twice, its last row stands. */
  ids: string[];
  columns: RawAttribute[];
}

export interface RawAttribute {
  kind: Attribute['kind'];
  name: string;
  /** By place in `ids`: as it is written, '' where unknown. */
  values: string[];
  /** Of categories: names in an order of their own, before others that occur, which are sorted. */
  categories?: readonly string[];
  /** Of bags: what stands between the names. */
  separator?: string;
}

export interface RawSplit {
  name: string;
  group: string;
  /** Per row: 0 train, 1 test, 2 in none, 3 validation. */
  parts: Uint8Array;
  /** Frozen candidates as (user, item) pairs of external ids, or null. */
  candidates: { users: RawIds; items: RawIds } | null;
}
