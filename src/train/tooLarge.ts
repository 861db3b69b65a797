/** A run that has no room, told with what to lower. */
import type { TooLarge } from '../engine/room';
import { AppError } from '../protocol/errors';
import { formatBytes } from '../protocol/modelSize';
import type { ExperimentSpec } from '../protocol/spec';

export const tooLarge = (bytes: number, { most, where }: Pick<TooLarge, 'most' | 'where'>, hint: string) =>
  new AppError(
    'too-large',
    `This model needs ${formatBytes(bytes)}, and ${where} holds ${formatBytes(most)} at most.`,
    hint,
  );

/** Where a step as a whole does not fit, for what it has in between too. */
export function tooLargeFor({ train, model }: ExperimentSpec, { bytes, most, where }: TooLarge): AppError {
  const sizes = Object.entries(model.params)
    .filter(([, value]) => Array.isArray(value) || (typeof value === 'number' && Number.isInteger(value)))
    .map(([name, value]) => `model.${name} (now ${String(value)})`);
  const settings = [`train.batchSize (now ${train.batchSize})`, ...sizes].join(', ');
  return tooLarge(bytes, { most, where }, `Lower one of these: ${settings}; or keep fewer users and items.`);
}
