/** The partition that came with the data: u1-u5 of MovieLens 100K, or the leave-one-out files of the NCF paper. */
import { z } from '../../protocol/zod';
import type { Dataset, PredefinedSplit } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import { param } from '../../protocol/registry';
import { counted } from '../counted';
import { defineSplit, separate } from './split';

/** @throws AppError `bad-spec` when the data came without splits, or without this group. */
function members(dataset: Dataset, group: string): PredefinedSplit[] {
  const groups = [...new Set(dataset.predefinedSplits.map((split) => split.group))];
  if (groups.length === 0)
    throw new AppError(
      'bad-spec',
      `"${dataset.name}" came without a predefined split.`,
      'Choose another split, or import files that bring one (MovieLens 100K with u1.base, the NCF files).',
    );
  const wanted = group || groups[0]!;
  if (!groups.includes(wanted))
    throw new AppError(
      'bad-spec',
      `"${dataset.name}" has no predefined split "${wanted}".`,
      `Set the group to one of: ${groups.join(', ')}.`,
    );
  return dataset.predefinedSplits.filter((split) => split.group === wanted);
}

export const predefined = defineSplit({
  id: 'predefined',
  unit: 'interactions',
  label: 'Predefined',
  help: 'Uses the train and test parts that came with the data; the splits of one group are its folds. A validation part that came with them is used by the validation “Predefined”.',
  citation: '',
  params: z.object({
    group: param.text('', {
      title: 'Group',
      description: 'Such as "u1-u5" or "ncf". Empty: the first one that the data has.',
    }),
  }),
  folds: (dataset, { group }) => members(dataset, group).map((split) => split.name),
  partition({ dataset, indices, params, fold }) {
    const { parts, candidates } = members(dataset, params.group)[fold]!;
    const flags = Uint8Array.from(indices, (index) => parts[index]!);
    const neither = flags.reduce((sum, flag) => sum + (flag === 2 ? 1 : 0), 0);
    const notes =
      neither > 0 ? [`In no part of this predefined split: ${counted(neither, 'interaction')}.`] : [];
    return { ...separate(indices, flags, notes), candidates };
  },
});
