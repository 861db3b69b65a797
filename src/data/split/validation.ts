/** What the per-epoch metrics are measured on: a part carved from train, the test part itself, or nothing. */
import { z } from '../../protocol/zod';
import { AppError } from '../../protocol/errors';
import { noParams, param } from '../../protocol/registry';
import { separate, singleFold, type Partition, type SplitDefinition } from './split';

export interface ValidationDefinition<P extends z.ZodObject = z.ZodObject> extends SplitDefinition<P> {
  watchedPart: 'validation' | 'test' | 'none';
  /** True when the last epoch is tested whatever was watched; left out, the best one is. */
  keepsLast?(params: z.infer<P>): boolean;
}

/** A split put to use on the train part. */
export function carve<P extends z.ZodObject>(split: SplitDefinition<P>): ValidationDefinition<P> {
  return { ...split, watchedPart: 'validation' };
}

const keepAll = (indices: Int32Array, notes: string[]): Partition => ({
  train: indices,
  heldOut: new Int32Array(0),
  forValidation: null,
  candidates: null,
  coldItems: null,
  notes,
});

/** The validation table that came with the data, such as the middle one of train, valid and test. */
export const predefinedValidation: ValidationDefinition<typeof noParams> = {
  id: 'predefined',
  unit: 'interactions',
  label: 'Predefined',
  help: 'Uses the validation part that came with the data, beside the train and test parts of the predefined split.',
  citation: '',
  params: noParams,
  watchedPart: 'validation',
  folds: () => singleFold,
  partition({ dataset, indices, meantForValidation }) {
    if (!meantForValidation)
      throw new AppError(
        'bad-spec',
        `The split of “${dataset.name}” brings no validation part.`,
        'Choose another validation, or a predefined split that has one: drop a train, a validation and a test table together.',
      );
    const held = new Set(meantForValidation);
    return separate(
      indices,
      Uint8Array.from(indices, (index) => Number(held.has(index))),
    );
  },
};

const watchParams = z.object({
  keep: param.choice(['best', 'last'], 'best', {
    title: 'Epoch that counts',
    description:
      'best: chosen on the test part, which flatters the model; early stopping watches it too. last: nothing is chosen, the curve is only looked at.',
  }),
});

export const watchTest: ValidationDefinition<typeof watchParams> = {
  id: 'test',
  unit: 'either',
  label: 'Watch the test part',
  help: 'Trains on everything that is not in the test part and measures every epoch on it, to compare with publications that do. Keeping the best epoch, as the code of He et al. does, is optimistic.',
  citation: 'He et al., Neural Collaborative Filtering, WWW 2017 (NeuMF.py)',
  params: watchParams,
  watchedPart: 'test',
  keepsLast: ({ keep }) => keep === 'last',
  folds: () => singleFold,
  partition: ({ indices, params: { keep } }) =>
    keepAll(
      indices,
      keep === 'best'
        ? ['The best epoch is chosen on the test part, so the test figures are optimistic.']
        : [],
    ),
};

export const noValidation: ValidationDefinition<typeof noParams> = {
  id: 'none',
  unit: 'either',
  label: 'No validation',
  help: 'Trains on everything that is not in the test part and keeps the last epoch; there is no early stopping.',
  citation: '',
  params: noParams,
  watchedPart: 'none',
  folds: () => singleFold,
  partition: ({ indices }) => keepAll(indices, []),
};
