/** What the data worker does: bytes in, data sets out, kept in the browser's own storage. */
import type { Task } from './catalog';
import type { Dataset, DatasetSummary, ItemColumns, ItemInfo, ItemVectors } from './dataset';
import type { ExperimentSpec } from './spec';

/** A dropped file, or one file of a dropped folder. */
export interface SourceFile {
  /** Path inside the folder, or the plain name. */
  path: string;
  blob: Blob;
}

/**
 * How interactions stand in a file. `table`: a row each, with a separator between columns. `lists`: a line per user,
 * its items behind it. `blocks`: a line `item:`, then the rows of that item, as in the Netflix prize. `json`: objects,
 * one a line or in an array.
 */
export type FileLayout = 'table' | 'lists' | 'blocks' | 'json';

/** In which order a date names its parts. */
export type DateOrder = 'ymd' | 'mdy' | 'dmy';

/** What a number in a column of times counts; `order`: places in an order, no times at all. */
export type TimeUnit = 's' | 'ms' | 'us' | 'ns' | 'order';

/**
 * What a file of interactions has where. Columns count from 0; null where there is none. In `blocks` column 0 is the
 * item of the block and the columns of the rows follow; in `lists` column 0 is the user and column 1 its items; in
 * `json` columns are places in `fields`.
 */
export interface ColumnMapping {
  layout: FileLayout;
  /** Between the columns of a table or of blocks; '' for lists and JSON. */
  delimiter: string;
  hasHeader: boolean;
  /** Names of JSON fields, `user.id` for one inside another; null for other layouts. */
  fields: string[] | null;
  /** May be null where there is a session. */
  user: number | null;
  item: number;
  /** Where there is one, the session stands as a user: what is learned from are sessions. */
  session: number | null;
  /** What the user thinks of the item, or how often they had it; null: a row is an interaction and no more. */
  rating: number | null;
  /** A count (plays, a weight) tells of an interaction, and is no rating. */
  ratingIs: 'rating' | 'count';
  timestamp: number | null;
  /** Milliseconds since the start of the session, where `timestamp` is only a day. */
  timeWithin: number | null;
  /** What happened: "view", "addtocart". */
  event: number | null;
  /** The events that count as interactions; null: all. */
  events: string[] | null;
  /** What is known of the item. */
  title: number | null;
  year: number | null;
  genres: number | null;
  text: number | null;
  /** The mark before the decimals of a rating. */
  decimal: '.' | ',';
  /** Null where the times are numbers, or there are none. */
  dateOrder: DateOrder | null;
  /** Null where the times are dates, or there are none. */
  timeUnit: TimeUnit | null;
  /** Codes in the rating column that are no ratings, such as 0 for "not rated". */
  unrated: number[];
  /** What becomes of rows with such a code. `interactions`: all rows count, and the ratings of none are used. */
  unratedAs: 'left-out' | 'interactions';
  /** True: each time that a user has an item is an interaction, as in a log of clicks. False: the latest stands. */
  repeats: boolean;
}

/**
 * What a person should look at before the guess is taken. `columns`: no header says which column is which.
 * `date-order`: 03/04/2019 may be a day of March or of April. `unrated`: a value of the rating column looks like
 * "not rated". `events`: rows are of several kinds. `values`: a column of numbers may hold ratings or counts. `tables`:
 * several files hold interactions, and not all of them are read.
 */
export type MappingAsk = 'columns' | 'date-order' | 'unrated' | 'events' | 'values' | 'tables';

/** How a file is taken apart, before anything is known of its columns. */
export type TableReading = Pick<ColumnMapping, 'layout' | 'delimiter' | 'hasHeader'>;

/**
 * What one of several files is taken for. Files of interactions, whole or in parts, have the same columns and are read
 * one after another; those of items and users are joined to them; one left aside is named in the report.
 */
export interface TableChoice {
  /** Path, as in `SourceFile`, or inside the archive. */
  file: string;
  use: TableUse;
}

export type TableUse = 'interactions' | 'train' | 'validation' | 'test' | 'items' | 'users' | 'aside';

export interface MappingQuestion {
  /** What is asked about; where several files hold interactions, the first of them. */
  file: string;
  /** All tables among the files with what each is taken for; that of `file` alone where there is no other. */
  tables: TableChoice[];
  guess: ColumnMapping;
  /** Header or field names, or "Column 1" ... */
  columns: string[];
  /** The first rows as text, at most 20. */
  rows: string[][];
  /** What the guess is not sure of; where there is none it can be taken as it is. */
  asks: MappingAsk[];
  /** How many rows the guess is made from: all of a file of a few megabytes, the first of a larger one. */
  rowsSeen: number;
  /** Values of the guessed event column, the most frequent first, at most 50. */
  events: ValueCount<string>[];
  /** Values of the guessed rating column, ascending, where there are at most 50. */
  ratings: ValueCount<number>[];
}

/** What the first rows of a file become by a mapping. */
export interface MappingPreview {
  rows: PreviewRow[];
  /** Of the rows looked at: those left out, with the reason. */
  leftOut: MalformedRow[];
}

export interface PreviewRow {
  /** Of a log of sessions, the session. */
  user: string;
  item: string;
  /** '' where none is known. */
  title: string;
  rating: number;
  /** Seconds since 1970, a place in an order, or null where there is no time. */
  time: { seconds: number } | { place: number } | null;
}

export interface ValueCount<T> {
  value: T;
  /** Among `rowsSeen`. */
  count: number;
}

/** Where a plots file has what, by column (or JSON field) from 0; null where it has none. */
export interface PlotsMapping {
  /** Null for JSON. */
  delimiter: string | null;
  /** True for JSON: its fields are named. */
  hasHeader: boolean;
  id: number | null;
  title: number | null;
  year: number | null;
  genres: number | null;
  text: number;
}

export interface PlotsQuestion {
  file: string;
  guess: PlotsMapping;
  /** Header or field names, or "Column 1" ... */
  columns: string[];
  /** The first rows as text, at most 20, long texts cut. */
  rows: string[][];
}

/** What to do with a plots file. */
export interface PlotsAnswer {
  mapping: PlotsMapping;
  /** Fingerprint of the ratings to join it to; null: a data set of its own, without ratings. */
  joinTo: string | null;
  /** Whose genres the joined data set has. The ratings' own where the file has none. */
  genresFrom: 'plots' | 'ratings';
}

/** How a plots file met the items of the ratings. */
export interface PlotsJoin {
  /** Name of the ratings. */
  to: string;
  by: 'id' | 'title';
  numItems: number;
  numPlots: number;
  /** Items that have a row of the plots file. */
  matched: number;
  /** Of these, how many by a year that differs by one. */
  matchedNearYear: number;
  unmatchedItems: Unmatched;
  unmatchedPlots: Unmatched;
}

export interface Unmatched {
  count: number;
  /** Titles with years, at most 100. */
  first: string[];
}

export interface MalformedRow {
  file: string;
  /** From 1, as an editor counts. */
  line: number;
  text: string;
  reason: string;
}

/** What happened to the rows of an import; nothing is dropped without standing here. */
export interface ImportReport {
  format: string;
  rowsRead: number;
  malformed: number;
  /** The first malformed rows, at most 100. */
  examples: MalformedRow[];
  duplicates: number;
  notes: string[];
}

/** What was done to make a data set of files, kept with it. */
export interface ImportAccount {
  report: ImportReport;
  /** Null unless plots were joined. */
  join: PlotsJoin | null;
}

export type ImportOutcome =
  | { status: 'imported'; summary: DatasetSummary; report: ImportReport; join: PlotsJoin | null }
  /** A delimited file of no known format: ask for the columns and import again with the mapping. */
  | { status: 'mapping-needed'; question: MappingQuestion }
  /** A file of plots: ask what is where and what to join it to, and import again with the answer. */
  | { status: 'plots-mapping-needed'; question: PlotsQuestion }
  /** More than 1 % malformed: ask, and import again with `acceptMalformed`. */
  | { status: 'too-many-malformed'; report: ImportReport };

export interface ImportOptions {
  mapping?: ColumnMapping;
  /** Asks about the columns of a known format too. */
  askColumns?: boolean;
  /** Asks again about a file as it is read by another layout or separator. */
  readAs?: TableReading;
  /** What each table is; recognised by names and content where it is not said. */
  tables?: TableChoice[];
  acceptMalformed?: boolean;
  /** What the files hold; recognised where it is not said. */
  kind?: 'ratings' | 'plots';
  plots?: PlotsAnswer;
}

export interface Progress {
  label: string;
  /** 0..1, or null while unknown. */
  fraction: number | null;
}

export interface DatasetEntry {
  fingerprint: string;
  name: string;
  numUsers: number;
  numItems: number;
  numInteractions: number;
  /** See `Dataset`; both left out by entries that earlier versions stored. */
  repeats?: boolean;
  ofSessions?: boolean;
  /** Bytes in storage. */
  bytes: number;
  importedAt: number;
}

/** Item vectors in a list: all but their values. */
export type ItemVectorsEntry = Omit<ItemVectors, 'values'>;

export interface DownloadOption {
  id: string;
  label: string;
  file: string;
  /** Bytes, as the host states them. */
  size: number;
}

/** What a split gives on a data set, counted before training. */
export interface SplitPlan {
  /** What is counted: interactions, or the items that have a text and a genre. */
  unit: 'interactions' | 'items';
  folds: string[];
  numUsers: number;
  numItems: number;
  numTrain: number;
  numValidation: number;
  numTest: number;
  usersWithTest: number;
  /** Sessions with interactions in each part; null where sessions play no role. */
  numSessions: { train: number; validation: number; test: number } | null;
  /** What must be seen before training: "last" without times, a part that is empty. Not among the notes. */
  warnings: string[];
  notes: string[];
}

export interface DataService {
  list(): Promise<DatasetEntry[]>;
  /** Makes the built-in data set, or finds it already made. */
  generate(onProgress: (progress: Progress) => void): Promise<DatasetSummary>;
  /** @throws AppError `bad-file` naming file, line and fix; `cancelled` after `cancel()`. */
  importFiles(
    files: SourceFile[],
    options: ImportOptions,
    onProgress: (progress: Progress) => void,
  ): Promise<ImportOutcome>;
  /**
   * What the first rows become by the mapping in `options`, without importing them.
   * @throws AppError `bad-file` as `importFiles`.
   */
  preview(files: SourceFile[], options: ImportOptions): Promise<MappingPreview>;
  downloads(): Promise<DownloadOption[]>;
  download(id: string, baseUrl: string, onProgress: (progress: Progress) => void): Promise<ImportOutcome>;
  /** Ends the import or download in progress. */
  cancel(): Promise<void>;
  summary(fingerprint: string): Promise<DatasetSummary>;
  /**
   * How a data set was read: an account per import, that of the ratings before that of plots joined to them. Empty for
   * one that was made here, or stored by an earlier version.
   */
  accounts(fingerprint: string): Promise<ImportAccount[]>;
  /**
   * A copy of the columns, transferred, with the item vectors of this name where one is given.
   * @throws AppError `data-missing` when there is no such data set, or it has no such vectors.
   */
  open(fingerprint: string, vectorsName?: string): Promise<Dataset>;
  /** The items of a data set, with the item vectors of this name where one is given. @throws AppError as `open`. */
  openItems(fingerprint: string, vectorsName?: string): Promise<ItemColumns>;
  /** What is known of each item, its text included; null where the data set says nothing. @throws AppError as `open`. */
  openTexts(fingerprint: string): Promise<ItemInfo | null>;
  /**
   * Fold names and part sizes of a split on a data set.
   * @param task What the model of the spec is trained for: one of sequences learns from sessions, and needs to have met
   * no user before. Left out, this is so where the split holds out whole sessions.
   */
  planSplit(fingerprint: string, spec: ExperimentSpec, task?: Task): Promise<SplitPlan>;
  /** Removes a data set with the item vectors kept with it. */
  remove(fingerprint: string): Promise<void>;
  /**
   * Keeps item vectors with a data set, in place of those of the same name.
   * @throws AppError `data-missing`; `internal` when they are not finite or not one row per item.
   */
  saveItemVectors(fingerprint: string, vectors: ItemVectors): Promise<void>;
  /** By name. */
  listItemVectors(fingerprint: string): Promise<ItemVectorsEntry[]>;
  removeItemVectors(fingerprint: string, name: string): Promise<void>;
}
