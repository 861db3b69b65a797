/** Parameters that several models of sequences have. */
import { param } from '../../protocol/registry';

/** Losses that suit a network which scores the next item, the usual one first. */
export const lossesOfScores = [
  'next-cross-entropy',
  'next-top1',
  'next-bpr',
  'next-top1-max',
  'next-bpr-max',
] as const;

export const dropoutParam = (initial: number, title: string, description: string) =>
  param.number(
    initial,
    { min: 0, max: 0.9 },
    { title, step: 0.05, description: `${description} The share that is set to zero while training.` },
  );

/** How many items a batch is set against; 0: all. */
export const drawnParam = (initial: number) =>
  param.int(
    initial,
    { min: 0, max: 65_536 },
    {
      title: 'Negatives of a batch',
      unit: 'items',
      description:
        'Items drawn for a whole batch, that each place is set against. 0: all items of the training part.',
    },
  );

export const drawnOrAll = (drawn: number): number | 'all' => (drawn === 0 ? 'all' : drawn);

export const unitsParam = (initial: number[], description: string) =>
  param
    .ints(initial, { min: 1, max: 1024, most: 4 }, { title: 'Units', description })
    .refine((units) => units.length >= 1, 'needs at least one entry');
