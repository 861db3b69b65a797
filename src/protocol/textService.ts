/** What the text worker does: plots to words in plain sight, and word vectors trained on them. */
import type { Entry } from './catalog';
import type { Progress, SourceFile } from './dataService';
import type { ItemInfo } from './dataset';
import type { Params } from './spec';
import type { TextOptions } from './textOptions';

/** The tokens that reach a stage, and which of them go on to the next. */
export interface Sieved {
  tokens: string[];
  passes: boolean[];
}

/** One text at every stage on its way to ids. */
export interface TextStages {
  raw: string;
  /** Words and punctuation marks. */
  tokens: string[];
  /** In lower case; words pass, punctuation marks do not. */
  lower: Sieved;
  /** Stop words do not pass, if they are removed. */
  words: Sieved;
  /** Genre words do not pass, if they are masked. */
  content: Sieved;
  /** Words that the vocabulary does not know, and those beyond the longest length, do not pass. */
  known: Sieved;
  ids: number[];
}

/** The texts of a data set under some options, in figures. */
export interface TextFigures {
  movies: number;
  withText: number;
  withGenres: number;
  withBoth: number;
  /** Words that the vocabulary knows. */
  vocabulary: number;
  /** The most frequent of them. */
  frequent: { word: string; count: number }[];
  /** Occurrences of words after cleaning, and how many of them the vocabulary does not know. */
  occurrences: number;
  unknown: number;
  /** Known tokens per movie with a text, before cutting. */
  medianTokens: number;
  mostTokens: number;
  /** Texts longer than the longest length. */
  cut: number;
  /** Movies by tokens from `from` to below `to`; the last takes all from there on, its `to` is null. */
  histogram: { from: number; to: number | null; movies: number }[];
  /** Epochs after which vectors of so many words are worth asking. */
  vectorEpochs: number;
}

export interface FoundMovie {
  item: number;
  title: string;
  /** 0 where unknown. */
  year: number;
  genres: string[];
}

export interface VectorFacts {
  /** What they come from, for people: "word2vec, skip-gram" or the name of a file. */
  origin: string;
  words: number;
  dimension: number;
  /** Whether words that are not among them have vectors too. */
  withNgrams: boolean;
  /** Words to try. */
  suggestions: string[];
}

export interface NearWord {
  word: string;
  /** Cosine of the angle between the vectors, -1..1. */
  similarity: number;
}

/** What was asked for, and what was found. */
export interface NearWords {
  /** Words asked with that were not trained on and got their vector from n-grams. */
  fromNgrams: string[];
  words: NearWord[];
}

export interface TrainingProgress {
  /** Words read, of how many. */
  done: number;
  total: number;
  wordsPerSecond: number;
}

export interface TextService {
  /** The form of the training of vectors. */
  vectorForm(): Promise<Entry>;
  /** Takes the texts that everything else is about; null where a data set has no information on its items. */
  open(items: ItemInfo | null): Promise<void>;
  /** The vocabulary is built from all texts; a run builds its own from its training part. */
  figures(options: TextOptions): Promise<TextFigures>;
  /** Movies with a text whose title holds `search`, those that begin with it first. */
  findMovies(search: string, most: number): Promise<FoundMovie[]>;
  stages(item: number, options: TextOptions): Promise<TextStages>;
  /**
   * Trains vectors on all texts and keeps them in the place of others.
   * @throws AppError `bad-spec` naming a parameter; `cancelled` after `cancel()`.
   */
  train(
    options: TextOptions,
    params: Params,
    seed: number,
    onProgress: (progress: TrainingProgress) => void,
  ): Promise<VectorFacts>;
  /** Ends the training or the import in progress; vectors from before stay. */
  cancel(): Promise<void>;
  /** @throws AppError `bad-spec` for a word without a vector, with words that have one. */
  nearest(word: string, k: number): Promise<NearWords>;
  /** Words that are to `c` as `b` is to `a`. @throws AppError as `nearest`. */
  analogy(a: string, b: string, c: string, k: number): Promise<NearWords>;
  /** The vectors as a `.vec` file. */
  exportVectors(): Promise<Blob>;
  /** Takes the vectors of a `.vec` file. @throws AppError `bad-file` naming the line. */
  importVectors(file: SourceFile, onProgress: (progress: Progress) => void): Promise<VectorFacts>;
}
