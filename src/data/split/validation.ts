/** What the per-epoch metrics are measured on: a part carved from train, the test part itself, or nothing. */
import type { z } from 'zod';
import { noParams } from '../../protocol/registry';
import { singleFold, type Partition, type SplitDefinition } from './split';

export interface ValidationDefinition<P extends z.ZodObject = z.ZodObject> extends SplitDefinition<P> {
  watchedPart: 'validation' | 'test' | 'none';
}

/** A split put to use on the train part. */
export function carve<P extends z.ZodObject>(split: SplitDefinition<P>): ValidationDefinition<P> {
  return { ...split, watchedPart: 'validation' };
}

const keepAll = (indices: Int32Array, notes: string[]): Partition => ({
  train: indices,
  heldOut: new Int32Array(0),
  candidates: null,
  notes,
});

export const watchTest: ValidationDefinition<typeof noParams> = {
  id: 'test',
  label: 'Watch the test part',
  help: 'Measures every epoch on the test part and keeps its best epoch, as the code of He et al. does. Optimistic: use it only to compare with such figures.',
  citation: 'He et al., Neural Collaborative Filtering, WWW 2017 (NeuMF.py)',
  params: noParams,
  watchedPart: 'test',
  folds: () => singleFold,
  partition: ({ indices }) =>
    keepAll(indices, ['The best epoch is chosen on the test part, so the test figures are optimistic.']),
};

export const noValidation: ValidationDefinition<typeof noParams> = {
  id: 'none',
  label: 'No validation',
  help: 'Trains on everything that is not in the test part and keeps the last epoch; there is no early stopping.',
  citation: '',
  params: noParams,
  watchedPart: 'none',
  folds: () => singleFold,
  partition: ({ indices }) => keepAll(indices, []),
};
