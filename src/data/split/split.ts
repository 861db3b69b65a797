/**
 * What a split is: a way to part a set of interactions, or of items, into train and held-out. The same definition parts
 * the data set into train and test, and train into train and validation.
 */
import type { z } from 'zod';
import type { SplitUnit } from '../../protocol/catalog';
import type { CandidateLists, Dataset } from '../../protocol/dataset';
import type { Definition } from '../../protocol/registry';
import type { Words } from '../random';
import type { Sessions } from '../sessions/sessions';

export interface PartitionInput<P> {
  dataset: Dataset;
  /**
   * What is parted, ascending: dense item ids, or places of interactions, hence in canonical order: by user, then time,
   * then tie key.
   */
  indices: Int32Array;
  params: P;
  /** Place of the fold in `folds`, from 0. */
  fold: number;
  /** Key of every random choice; the same key gives the same parts. */
  key: Words;
  /** The sessions of the data set, there whenever a split of unit `sessions` is asked. */
  sessions: Sessions | null;
  /** Of `indices`, ascending, what the split of the run meant for validation; null where it says nothing of it. */
  meantForValidation: Int32Array | null;
}

/** Parts of `indices`, each ascending. */
export interface Partition {
  train: Int32Array;
  heldOut: Int32Array;
  /** Of `train`, what came with the data to validate on; null where nothing did. */
  forValidation: Int32Array | null;
  /** Frozen candidate lists that belong to the held-out part, or null. */
  candidates: CandidateLists | null;
  /** [numItems]: 1 for an item of which every interaction is held out, on purpose; null where the split has none such. */
  coldItems: Uint8Array | null;
  /** What a reader of the numbers should know. */
  notes: string[];
}

export interface SplitDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  unit: SplitUnit;
  /** Whether it holds out items with all their interactions, which are measured apart from the others. */
  holdsItems?: boolean;
  /** Whether the seed decides what is held out. */
  drawn?: boolean;
  /** Names of the folds this split has on a data set, at least one. */
  folds(dataset: Dataset, params: z.infer<P>): string[];
  /** @throws AppError `bad-spec` when the data lacks what the split needs. */
  partition(input: PartitionInput<z.infer<P>>): Partition;
}

export function defineSplit<P extends z.ZodObject>(definition: SplitDefinition<P>): SplitDefinition<P> {
  return definition;
}

/** The name of the only fold of a split that leaves one. */
export const singleFold = [''];

/** Parts `indices` by the flag at each place, as those of `PredefinedSplit.parts`. */
export function separate(indices: Int32Array, flags: Uint8Array, notes: string[] = []): Partition {
  const forValidation = indices.filter((_, place) => flags[place] === 3);
  return {
    train: indices.filter((_, place) => flags[place] === 0 || flags[place] === 3),
    heldOut: indices.filter((_, place) => flags[place] === 1),
    forValidation: forValidation.length > 0 ? forValidation : null,
    candidates: null,
    coldItems: null,
    notes,
  };
}

/** Said of a split by time on data that has no order in time; [] where it has one. */
export function timeNotes(dataset: Dataset): string[] {
  if (dataset.time !== 'none') return [];
  return [
    'The data has no timestamps: "last" means last in the canonical order, which is arbitrary but fixed.',
  ];
}

/**
 * How many of n interactions train when the share `heldOutRatio` is held out: n · (1 - ratio), rounded to the
 * nearest integer and halves to the even one, as Python's `round` does in the splitters of the recommenders library.
 */
export function trainCount(n: number, heldOutRatio: number): number {
  // Takes off the noise of 1 - 0.3, which would move an exact half.
  const exact = Number((n * (1 - heldOutRatio)).toFixed(9));
  const floor = Math.floor(exact);
  if (exact - floor !== 0.5) return Math.round(exact);
  return floor % 2 === 0 ? floor : floor + 1;
}
