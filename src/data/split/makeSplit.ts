/** The split of a run: test set aside first, validation carved from what remains, unseen users and items dropped. */
import type { SplitUnit } from '../../protocol/catalog';
import type { CandidateLists, Dataset } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import { pick, readParams } from '../../protocol/registry';
import type { ExperimentSpec } from '../../protocol/spec';
import { counted } from '../counted';
import { purpose, streamKey } from '../random';
import { splits, validations } from './registry';
import type { Partition, SplitDefinition } from './split';
import type { ValidationDefinition } from './validation';

/** Interaction indices of each part, ascending. */
export interface Split {
  train: Int32Array;
  /** What the per-epoch metrics are measured on; the test part itself when that is watched, else disjoint. */
  validation: Int32Array;
  test: Int32Array;
  /** Frozen candidate lists that came with the split, or null. */
  candidates: CandidateLists | null;
  watchedPart: 'validation' | 'test' | 'none';
  /** True when nothing is chosen by what is watched: the last epoch is tested. */
  keepsLast: boolean;
  /** What a reader of the numbers should know. */
  notes: string[];
}

type SplitSpec = Pick<ExperimentSpec, 'split' | 'validation' | 'seed'>;

/**
 * Names of the folds that the split of a spec has on a data set.
 * @throws AppError `bad-spec` for an unknown split, a bad parameter, or data that lacks what the split needs.
 */
export function foldNames(dataset: Dataset, spec: Pick<ExperimentSpec, 'split'>): string[] {
  const definition = pick<SplitDefinition>(splits, 'split', spec.split.id);
  return definition.folds(dataset, readParams(definition, spec.split.params));
}

/**
 * Parts a (filtered) data set. `spec.split.fold` counts from 1; 0 stands for the first fold here.
 * With `dropUnseen`, held-out interactions whose user or item never occurs in train are left out and counted.
 * @throws AppError `bad-spec` as `foldNames`, for data without ratings, for a fold that does not exist, and when
 * nothing is left to train on.
 */
export function makeSplit(dataset: Dataset, spec: SplitSpec): Split {
  if (dataset.ratings.length === 0)
    throw new AppError(
      'bad-spec',
      `“${dataset.name}” has no ratings, so there is nothing to recommend from.`,
      'Choose data with ratings, or join these plots to some; models that read texts can use them alone.',
    );
  const { outer, inner, ...rest } = part(
    dataset,
    Int32Array.from(dataset.users.keys()),
    'interactions',
    spec,
  );
  const notes = [...rest.notes];
  const seen = spec.split.dropUnseen ? makeSeen(dataset, inner.train) : null;
  const test = seen ? dropUnseen(outer.heldOut, seen, 'test', notes) : outer.heldOut;
  const carved = seen ? dropUnseen(inner.heldOut, seen, 'validation', notes) : inner.heldOut;
  return { ...partsOf(rest, inner.train, carved, test), candidates: outer.candidates, notes };
}

/** Parts of a split of items: dense item ids, ascending. */
export type ItemSplit = Omit<Split, 'candidates'>;

/**
 * Parts the given items of a data set, ascending dense ids.
 * @throws AppError `bad-spec` as `makeSplit`, and for a split that parts interactions.
 */
export function makeItemSplit(dataset: Dataset, items: Int32Array, spec: SplitSpec): ItemSplit {
  const { outer, inner, ...rest } = part(dataset, items, 'items', spec);
  return { ...partsOf(rest, inner.train, inner.heldOut, outer.heldOut), notes: rest.notes };
}

interface Parted {
  outer: Partition;
  inner: Partition;
  watchedPart: Split['watchedPart'];
  keepsLast: boolean;
  notes: string[];
}

function part(dataset: Dataset, indices: Int32Array, unit: SplitUnit, spec: SplitSpec): Parted {
  const names = foldNames(dataset, spec);
  if (spec.split.fold > names.length)
    throw new AppError(
      'bad-spec',
      `There is no fold ${spec.split.fold}: this split has ${names.length}.`,
      `Set the fold to 1..${names.length}, or to 0 for all.`,
    );
  const splitter = pick<SplitDefinition>(splits, 'split', spec.split.id);
  const validator = pick<ValidationDefinition>(validations, 'validation', spec.validation.id);
  checkUnit(splitter, unit, splits, 'split');
  checkUnit(validator, unit, validations, 'validation');
  const outer = splitter.partition({
    dataset,
    indices,
    params: readParams(splitter, spec.split.params),
    fold: Math.max(0, spec.split.fold - 1),
    key: streamKey(spec.seed, purpose.split, 0),
  });
  const params = readParams(validator, spec.validation.params);
  const inner = validator.partition({
    dataset,
    indices: outer.train,
    params,
    fold: 0,
    key: streamKey(spec.seed, purpose.validation, 0),
  });
  if (inner.train.length === 0)
    throw new AppError(
      'bad-spec',
      'The split leaves nothing to train on.',
      'Hold out less, filter less, or import more data.',
    );
  const { watchedPart } = validator;
  const fromInner = inner.notes.filter((note) => !outer.notes.includes(note));
  const prefix = watchedPart === 'validation' ? 'Validation part: ' : '';
  return {
    outer,
    inner,
    watchedPart,
    keepsLast: validator.keepsLast?.(params) ?? watchedPart === 'none',
    notes: [...outer.notes, ...fromInner.map((note) => prefix + note)],
  };
}

/** The test part itself stands in for validation where it is watched. */
const partsOf = (
  { watchedPart, keepsLast }: Pick<Parted, 'watchedPart' | 'keepsLast'>,
  train: Int32Array,
  carved: Int32Array,
  test: Int32Array,
) => ({ train, validation: watchedPart === 'test' ? test : carved, test, watchedPart, keepsLast });

function checkUnit(
  { label, unit }: SplitDefinition,
  wanted: SplitUnit,
  registry: readonly SplitDefinition[],
  path: string,
): void {
  if (unit === wanted || unit === 'either') return;
  const fitting = registry.filter((entry) => entry.unit === wanted || entry.unit === 'either');
  throw new AppError(
    'bad-spec',
    `“${label}” parts ${unit}, and this model learns from ${wanted}.`,
    `Choose one of these (${path}.id): ${fitting.map(({ id }) => id).join(', ')}.`,
  );
}

function makeSeen(dataset: Dataset, train: Int32Array): (index: number) => boolean {
  const users = new Uint8Array(dataset.numUsers);
  const items = new Uint8Array(dataset.numItems);
  for (const index of train) {
    users[dataset.users[index]!] = 1;
    items[dataset.items[index]!] = 1;
  }
  return (index) => users[dataset.users[index]!] === 1 && items[dataset.items[index]!] === 1;
}

function dropUnseen(
  heldOut: Int32Array,
  seen: (index: number) => boolean,
  part: string,
  notes: string[],
): Int32Array {
  const kept = heldOut.filter(seen);
  const dropped = heldOut.length - kept.length;
  if (dropped > 0)
    notes.push(
      `Left out of ${part}: ${dropped.toLocaleString('en-US')} of ${counted(heldOut.length, 'interaction')}, as their user or item does not occur in train.`,
    );
  return kept;
}
