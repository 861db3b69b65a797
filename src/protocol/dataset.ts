import { viewsOf, type Attribute, type AttributeSummary } from './attributes';

/**
 * A data set as columns. Interactions stand in canonical order: by user, then time, then a tie key that is a
 * fixed hash of the external user and item ids (`data/canonical.ts`), so that neither file order nor container
 * changes a split, a batch or the fingerprint. One made of plots alone has items, but no users and no interactions.
 */
export interface Dataset {
  /** SHA-256 (hex) over the canonical columns. */
  fingerprint: string;
  /** A name for people, such as "MovieLens 100K". */
  name: string;
  source: 'generated' | 'imported';
  numUsers: number;
  numItems: number;
  /** Dense user id of each interaction, from 0. */
  users: Int32Array;
  /** Dense item id of each interaction, from 0. */
  items: Int32Array;
  ratings: Float32Array;
  /** Seconds since 1970, or places in the user's own order, see `time`. */
  timestamps: Float64Array;
  /** `seconds`: real times. `order`: only the order within a user is known. `none`: no order is known. */
  time: 'seconds' | 'order' | 'none';
  /**
   * True: a user may have the same item several times, as in logs of clicks, and each time is an interaction. False:
   * no user and item occur together twice.
   */
  repeats: boolean;
  /** True: a "user" is a session, of which nobody knows whose it was. */
  ofSessions: boolean;
  /** External ids, by dense id. */
  userIds: string[];
  itemIds: string[];
  ratingScale: RatingScale;
  itemInfo: ItemInfo | null;
  /** What is known of the users; none where nothing is. See `Attribute`. */
  userAttributes: Attribute[];
  /** What is known of the items beyond `itemInfo`. */
  itemAttributes: Attribute[];
  predefinedSplits: PredefinedSplit[];
  /** Only for generated data: the true preferences behind it. */
  oracle: Oracle | null;
  /** Vectors kept with the data set, of those the one that was asked for; null when none was. */
  itemVectors: ItemVectors | null;
}

export interface RatingScale {
  min: number;
  max: number;
  step: number;
}

/** What is known of each item, all arrays by dense item id. */
export interface ItemInfo {
  titles: string[];
  /** Year of release, 0 where unknown. */
  years: Int16Array;
  genreNames: string[];
  /** Bit g is set when the item has genre g; at most 32 genres. */
  genres: Uint32Array;
  /** Plot-like texts, '' where there is none; null when the source has no texts. */
  descriptions: string[] | null;
}

/** One vector per item, such as the embedding that a text model learned from its description. */
export interface ItemVectors {
  /** Unique among the vectors kept with one data set. */
  name: string;
  /** What made them, for people: "Text-CNN, focal loss, seed 1". */
  source: string;
  dimension: number;
  /** [numItems, dimension], row by row; a row of zeros where there is no vector. */
  values: Float32Array;
}

/** A data set without its interactions, for what shows items alone; without their texts too. */
export type ItemColumns = Pick<Dataset, 'fingerprint' | 'numItems' | 'itemIds' | 'itemInfo' | 'itemVectors'>;

/** A partition into train, test and, where it has one, validation that came with the data. */
export interface PredefinedSplit {
  /** "u1", "ua", "ncf". */
  name: string;
  /** Splits of one group are the folds of one cross-validation: "u1-u5", "ua-ub", "ncf". */
  group: string;
  /** Per interaction: 0 train, 1 test, 2 in none, 3 validation. */
  parts: Uint8Array;
  /** Frozen candidate lists, one per user, or null. */
  candidates: CandidateLists | null;
}

/** Candidate items per user in compressed rows: those of user u are `items[offsets[u] .. offsets[u + 1])`. */
export interface CandidateLists {
  offsets: Int32Array;
  items: Int32Array;
}

/**
 * The true model of generated data: the log-odds that user u picks item i next, up to a constant per user, is
 * `itemBias[i] + userFactors[u]·itemFactors[i] + successorBoost` when i follows one of the user's last two items.
 */
export interface Oracle {
  numFactors: number;
  /** [numUsers, numFactors], row by row. */
  userFactors: Float32Array;
  /** [numItems, numFactors], row by row. */
  itemFactors: Float32Array;
  itemBias: Float32Array;
  /** Items made likelier after item i: `successors[i * successorsPerItem ..]`, -1 where fewer. */
  successors: Int32Array;
  successorsPerItem: number;
  successorBoost: number;
}

/** What a data set has of plots, for the Data panel. */
export interface PlotFigures {
  numTexts: number;
  numWithGenres: number;
  /** The first item with a text and, where any has both, with genres; its text cut. */
  sample: { title: string; year: number; genres: string[]; text: string };
}

/** Figures of the Data panel. Histograms are counted in the worker, so that no column crosses to the page. */
export interface DatasetSummary {
  fingerprint: string;
  name: string;
  source: Dataset['source'];
  time: Dataset['time'];
  numUsers: number;
  numItems: number;
  numInteractions: number;
  /** Share of user-item pairs without an interaction, 0..1; 1 where there are no pairs. */
  sparsity: number;
  /** See `Dataset`; left out by summaries that earlier versions stored. */
  repeats?: boolean;
  ofSessions?: boolean;
  ratingScale: RatingScale;
  ratingCounts: { rating: number; count: number }[];
  /** 0 where there are no ratings. */
  meanRating: number;
  /** Interactions of the users and of the items, from the most active down, thinned to at most 200 points. */
  userActivity: { rank: number; count: number }[];
  itemActivity: { rank: number; count: number }[];
  /** First and last time in seconds; null unless `time` is `seconds`. */
  timeSpan: { from: number; to: number } | null;
  sampleRows: { user: string; item: string; title: string; rating: number; timestamp: number }[];
  /** `hasValidation` is left out by summaries that earlier versions stored. */
  predefinedGroups: { group: string; folds: string[]; hasCandidates: boolean; hasValidation?: boolean }[];
  genreNames: string[];
  /** Left out by summaries that earlier versions stored, as `itemAttributes` is. */
  userAttributes?: AttributeSummary[];
  itemAttributes?: AttributeSummary[];
  hasDescriptions: boolean;
  /** Null when no item has a text. */
  plots: PlotFigures | null;
  hasOracle: boolean;
}

/** All buffers of a data set, for a transfer without copying. */
export function buffersOf(dataset: Dataset): ArrayBuffer[] {
  const views: (ArrayBufferView | undefined)[] = [
    dataset.users,
    dataset.items,
    dataset.ratings,
    dataset.timestamps,
    dataset.itemInfo?.years,
    dataset.itemInfo?.genres,
    dataset.oracle?.userFactors,
    dataset.oracle?.itemFactors,
    dataset.oracle?.itemBias,
    dataset.oracle?.successors,
    dataset.itemVectors?.values,
    ...[...dataset.userAttributes, ...dataset.itemAttributes].flatMap(viewsOf),
    ...dataset.predefinedSplits.flatMap((s) => [s.parts, s.candidates?.offsets, s.candidates?.items]),
  ];
  return [...new Set(views.flatMap((v) => (v ? [v.buffer as ArrayBuffer] : [])))];
}
