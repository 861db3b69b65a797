/** The split of a run: test set aside first, validation carved from what remains, unseen users and items dropped. */
import type { SplitUnit } from '../../protocol/catalog';
import type { CandidateLists, Dataset } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import { pick, readParams } from '../../protocol/registry';
import type { ExperimentSpec } from '../../protocol/spec';
import { counted } from '../counted';
import { purpose, streamKey } from '../random';
import { emptyPartNotes } from './emptyParts';
import type { Sessions } from '../sessions/sessions';
import { splits, validations } from './registry';
import type { Partition, SplitDefinition } from './split';
import { predefinedValidation, type ValidationDefinition } from './validation';

/** Interaction indices of each part, ascending. */
export interface Split {
  train: Int32Array;
  /** What the per-epoch metrics are measured on; the test part itself when that is watched, else disjoint. */
  validation: Int32Array;
  test: Int32Array;
  /** Frozen candidate lists that came with the split, or null. */
  candidates: CandidateLists | null;
  /**
   * The parts as they were parted, before anything unseen was dropped from them: what lay before each, and the part.
   * Validation is there where a part was carved from train for it, else it is the test part.
   */
  parted: Record<'validation' | 'test', Pick<Partition, 'heldOut'> & { before: Int32Array }>;
  /** Of the parts, the items that are held out whole: [numItems] flags, or null where none are. */
  coldItems: { validation: Uint8Array | null; test: Uint8Array | null };
  watchedPart: 'validation' | 'test' | 'none';
  /** True when nothing is chosen by what is watched: the last epoch is tested. */
  keepsLast: boolean;
  /** What a reader of the numbers should know. */
  notes: string[];
}

type SplitSpec = Pick<ExperimentSpec, 'split' | 'validation' | 'seed'>;

/** What is split besides single interactions, and for whom. */
export interface SplitContext {
  /** The sessions of the data set, for splits that hold out whole ones. */
  sessions?: Sessions;
  /** True for models that know a user by the session at hand alone: held-out users need not occur in train. */
  anonymousUsers?: boolean;
}

/** Whether the split or the validation of a spec holds out whole sessions, so that `makeSplit` needs them. */
export const splitsSessions = (spec: SplitSpec): boolean =>
  [...splits, ...validations].some(
    ({ id, unit }: SplitDefinition) =>
      unit === 'sessions' && (id === spec.split.id || id === spec.validation.id),
  );

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
 * With `dropUnseen`, held-out interactions whose user or item never occurs in train are left out and counted; items
 * that the split held out whole, on purpose, stay.
 * @throws AppError `bad-spec` as `foldNames`, for data without ratings, for a fold that does not exist, for a split of
 * sessions without any, and when nothing is left to train on.
 */
export function makeSplit(dataset: Dataset, spec: SplitSpec, context: SplitContext = {}): Split {
  if (dataset.ratings.length === 0)
    throw new AppError(
      'bad-spec',
      `“${dataset.name}” has no ratings, so there is nothing to recommend from.`,
      'Choose data with ratings, or join these plots to some; models that read texts can use them alone.',
    );
  const indices = Int32Array.from(dataset.users.keys());
  const { sessions = null } = context;
  const parted = part(
    dataset,
    indices,
    sessions ? ['interactions', 'sessions'] : ['interactions'],
    spec,
    sessions,
  );
  const { outer, inner } = parted;
  const notes = [...parted.notes];
  const rule = { ...context, train: inner.train, notes };
  const tested = spec.split.dropUnseen ? dropUnseen(dataset, outer, 'test', rule) : outer.heldOut;
  const carved = spec.split.dropUnseen ? dropUnseen(dataset, inner, 'validation', rule) : inner.heldOut;
  const parts = partsOf(parted, inner.train, carved, tested);
  const coldItems = {
    validation: parts.watchedPart === 'test' ? outer.coldItems : inner.coldItems,
    test: outer.coldItems,
  };
  const test = { before: outer.train, heldOut: outer.heldOut };
  const asParted = {
    test,
    validation: parts.watchedPart === 'test' ? test : { before: inner.train, heldOut: inner.heldOut },
  };
  return {
    ...parts,
    parted: asParted,
    candidates: outer.candidates,
    coldItems,
    notes: [...emptyPartNotes(parts), ...notes],
  };
}

/** Parts of a split of items: dense item ids, ascending. */
export type ItemSplit = Omit<Split, 'candidates' | 'coldItems' | 'parted'>;

/**
 * Parts the given items of a data set, ascending dense ids.
 * @throws AppError `bad-spec` as `makeSplit`, and for a split that parts interactions.
 */
export function makeItemSplit(dataset: Dataset, items: Int32Array, spec: SplitSpec): ItemSplit {
  const { outer, inner, ...rest } = part(dataset, items, ['items'], spec, null);
  const parts = partsOf(rest, inner.train, inner.heldOut, outer.heldOut);
  return { ...parts, notes: [...emptyPartNotes(parts), ...rest.notes] };
}

interface Parted {
  outer: Partition;
  inner: Partition;
  watchedPart: Split['watchedPart'];
  keepsLast: boolean;
  notes: string[];
}

function part(
  dataset: Dataset,
  indices: Int32Array,
  units: SplitUnit[],
  spec: SplitSpec,
  sessions: Sessions | null,
): Parted {
  const names = foldNames(dataset, spec);
  if (spec.split.fold > names.length)
    throw new AppError(
      'bad-spec',
      `There is no fold ${spec.split.fold}: this split has ${names.length}.`,
      `Set the fold to 1..${names.length}, or to 0 for all.`,
    );
  const splitter = pick<SplitDefinition>(splits, 'split', spec.split.id);
  const validator = pick<ValidationDefinition>(validations, 'validation', spec.validation.id);
  checkUnit(splitter, units, splits, 'split');
  checkUnit(validator, units, validations, 'validation');
  const outer = splitter.partition({
    dataset,
    indices,
    params: readParams(splitter, spec.split.params),
    fold: Math.max(0, spec.split.fold - 1),
    key: streamKey(spec.seed, purpose.split, 0),
    sessions,
    meantForValidation: null,
  });
  const params = readParams(validator, spec.validation.params);
  const inner = validator.partition({
    dataset,
    indices: outer.train,
    params,
    fold: 0,
    key: streamKey(spec.seed, purpose.validation, 0),
    sessions,
    meantForValidation: outer.forValidation,
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
    notes: [
      ...outer.notes,
      ...unusedValidation(outer, validator.id),
      ...fromInner.map((note) => prefix + note),
    ],
  };
}

/** Said of a validation part that came with the data where another validation is chosen. */
function unusedValidation({ forValidation }: Partition, validation: string): string[] {
  if (!forValidation || validation === predefinedValidation.id) return [];
  return [
    `The validation part that came with the data (${counted(forValidation.length, 'interaction')}) counts as train: choose the validation “${predefinedValidation.label}” to validate on it.`,
  ];
}

/** The test part itself stands in for validation where it is watched. */
const partsOf = (
  { watchedPart, keepsLast }: Pick<Parted, 'watchedPart' | 'keepsLast'>,
  train: Int32Array,
  carved: Int32Array,
  test: Int32Array,
) => ({ train, validation: watchedPart === 'test' ? test : carved, test, watchedPart, keepsLast });

function checkUnit(
  splitter: SplitDefinition,
  wanted: readonly SplitUnit[],
  registry: readonly SplitDefinition[],
  path: string,
): void {
  const fits = (entry: SplitDefinition): boolean => entry.unit === 'either' || wanted.includes(entry.unit);
  if (fits(splitter)) return;
  throw new AppError(
    'bad-spec',
    `“${splitter.label}” parts ${splitter.unit}, and this model learns from ${wanted.join(' or ')}.`,
    `Choose one of these (${path}.id): ${registry
      .filter(fits)
      .map(({ id }) => id)
      .join(', ')}.`,
  );
}

interface UnseenRule extends SplitContext {
  train: Int32Array;
  /** Takes what was left out. */
  notes: string[];
}

function dropUnseen(
  { users, items, numUsers, numItems }: Dataset,
  { heldOut, coldItems }: Partition,
  part: string,
  { train, anonymousUsers = false, notes }: UnseenRule,
): Int32Array {
  const known = {
    users: new Uint8Array(numUsers),
    items: Uint8Array.from(coldItems ?? new Uint8Array(numItems)),
  };
  for (const index of train) {
    known.users[users[index]!] = 1;
    known.items[items[index]!] = 1;
  }
  const kept = heldOut.filter(
    (index) => (anonymousUsers || known.users[users[index]!] === 1) && known.items[items[index]!] === 1,
  );
  const dropped = heldOut.length - kept.length;
  if (dropped > 0)
    notes.push(
      `Left out of ${part}: ${dropped.toLocaleString('en-US')} of ${counted(heldOut.length, 'interaction')}, as their ${anonymousUsers ? 'item does' : 'user or item does'} not occur in train.`,
    );
  return kept;
}
