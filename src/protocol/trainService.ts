/** What a train worker does. One worker serves one run and is terminated afterwards. */
import type { Catalog } from './catalog';
import type { Dataset } from './dataset';
import type { AtK, Backend, BackendInfo, Metrics, RunEvent } from './events';
import type { DataCounts, ModelSize } from './modelSize';
import type { ExperimentSpec } from './spec';

export interface RunOptions {
  /** Key of the run's checkpoints. */
  runId: string;
  /** Null: WebGPU where there is a real adapter, else wasm. */
  backend: Backend | null;
  /** Go on from the last checkpoint of this run. */
  resume: boolean;
}

export interface InspectedItem {
  item: number;
  itemId: string;
  title: string;
  year: number;
  genres: string[];
}

/** One user as the model sees them, for "Look inside". */
export interface UserInspection {
  user: number;
  userId: string;
  /**
   * What came before, latest first, at most 100: the training history, or for models of sequences the context that is
   * predicted from.
   */
  history: (InspectedItem & {
    rating: number;
    timestamp: number;
    /** Share of the attention it gets when what comes next is predicted; null for models without attention. */
    attention: number | null;
  })[];
  historyLength: number;
  /** Held-out items of the part looked at, with their rank among the candidates. */
  heldOut: (InspectedItem & { rating: number; rank: number })[];
  top: (InspectedItem & { score: number; hit: boolean })[];
  /** Items that are ranked: those that the evaluation leaves out, as seen before, are not among them. */
  candidates: number;
  part: 'validation' | 'test';
  /** The metrics of this user alone. */
  metrics: Metrics;
  atK: AtK;
  epoch: number;
}

export interface GenreMeasures {
  /** 0 where nothing was predicted. */
  precision: number;
  /** 0 where nothing is true. */
  recall: number;
  f1: number;
}

/** How well each genre is told, and what it is mistaken for. */
export interface GenreInspection {
  part: 'validation' | 'test';
  epoch: number;
  /** Movies of the part. */
  items: number;
  /** The probability from which on a genre is predicted, tuned on validation; null where there is no such part. */
  threshold: number | null;
  genres: {
    name: string;
    /** Movies of the part that truly have it. */
    support: number;
    /** With what counts as predicted from probability .5 on, and from `threshold` on. */
    half: GenreMeasures;
    tuned: GenreMeasures | null;
  }[];
  /** [G][G]: movies of the part that truly have both genres; their supports on the diagonal. */
  together: number[][];
  /** [G][G]: of the movies that truly have the genre of the row, those for which that of the column is predicted. */
  predicted: { half: number[][]; tuned: number[][] | null };
}

/** The part of an item in a run; `none` when it could not be used, as it has none of the genres. */
export type ItemPart = 'train' | 'validation' | 'test' | 'none';

export interface FoundItem {
  item: number;
  title: string;
  /** 0 where unknown. */
  year: number;
  part: ItemPart;
}

/** One movie as a model of genres sees it. */
export interface ItemInspection extends FoundItem {
  epoch: number;
  /** The plot from its beginning to its end, with the word of the vocabulary that the model reads in place of a piece. */
  plot: { text: string; word: string | null }[];
  /** Words of the vocabulary that come after the longest text and are not read. */
  cut: number;
  /** In the order of `GenreInspection.genres`. */
  genres: { name: string; has: boolean; probability: number }[];
}

/** What a run has learned of each item, row by row; items that the run's filters left out are missing. */
export interface LearnedVectors {
  /** External ids of the rows. */
  itemIds: string[];
  dimension: number;
  /** [itemIds.length, dimension] */
  values: Float32Array;
}

export interface TrainService {
  catalog(): Promise<Catalog>;
  /** What training would run on; starts the backend. */
  detectBackend(forced: Backend | null): Promise<BackendInfo>;
  /**
   * How large the model of a spec is on data of such counts, and whether it can be trained on the backend at all. Null
   * where that follows from more than counts: models that are counted, that read texts, or vectors of items.
   */
  modelSize(spec: ExperimentSpec, counts: DataCounts, forced: Backend | null): Promise<ModelSize | null>;
  /**
   * Trains to the end, reporting by events; the last is `done` or `failed`. Never rejects for a fault of the run.
   * The data set is taken over: transfer its buffers.
   */
  run(
    spec: ExperimentSpec,
    dataset: Dataset,
    options: RunOptions,
    onEvent: (event: RunEvent) => void,
  ): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Runs one training step, then pauses again. */
  step(): Promise<void>;
  /** Ends training, restores the best epoch and measures the test part. */
  stop(): Promise<void>;
  /** Takes effect from the next step. */
  setLearningRate(learningRate: number): Promise<void>;
  /** Users worth looking at: with held-out items, by dense id, at most `count`, matching an external id prefix. */
  findUsers(prefix: string, count: number): Promise<{ user: number; userId: string; interactions: number }[]>;
  /** Scores one user with the current weights; works during and after a run. */
  inspectUser(user: number, k: number): Promise<UserInspection>;
  /**
   * How well each genre is told with the current weights; works during and after a run.
   * @throws AppError `data-missing` before the model is built; `bad-spec` when the run's model tells no genres.
   */
  inspectGenres(): Promise<GenreInspection>;
  /**
   * Items with a text whose title holds `query`, at most `count`: those of the part that is looked at first.
   * @throws AppError as `inspectGenres`.
   */
  findItems(query: string, count: number): Promise<FoundItem[]>;
  /** Tells the genres of one item with the current weights. @throws AppError as `inspectGenres`. */
  inspectItem(item: number): Promise<ItemInspection>;
  /**
   * The vectors of the items that the finished run has learned; null where its model has none.
   * @throws AppError `data-missing` before the end of a run.
   */
  itemVectors(): Promise<LearnedVectors | null>;
  hasCheckpoint(runId: string): Promise<{ epoch: number } | null>;
  deleteCheckpoint(runId: string): Promise<void>;
}
