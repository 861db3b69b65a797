/** Brings the values of several runs into one order: the units that all of them were measured on. */
import { AppError } from '../../protocol/errors';
import type { UnitValues } from '../../protocol/significance';

/** What one variant has for each aligned unit. */
export interface AlignedValues {
  groups: number;
  /** [n · groups] */
  values: Float32Array;
  /** [n · groups] */
  weights: Float32Array;
}

const isAlike = (a: UnitValues, b: UnitValues): boolean =>
  a.metric === b.metric && a.unit === b.unit && a.groups === b.groups;

/**
 * The variants over their common units, in ascending order of the units.
 * @throws AppError `bad-spec` when they measure different things, or share fewer than two units.
 */
export function alignUnits(variants: readonly UnitValues[]): AlignedValues[] {
  const [first] = variants;
  if (!first || variants.some((one) => !isAlike(one, first)))
    throw new AppError(
      'bad-spec',
      'The runs were not measured by the same metric, so they cannot be tested against each other.',
      'Choose the same watched metric for all of them.',
    );
  const places = variants.map(({ units }) => new Map(Array.from(units, (unit, place) => [unit, place])));
  const common = first.units.filter((unit) => places.every((place) => place.has(unit))).sort();
  if (common.length < 2)
    throw new AppError(
      'bad-spec',
      `The test parts of these runs share ${common.length} ${first.unit}${common.length === 1 ? '' : 's'}: too few for a test.`,
      'Compare runs of the same data and split.',
    );
  return variants.map(({ groups, values, weights }, variant) => {
    const order = Array.from(common, (unit) => places[variant]!.get(unit)! * groups).flatMap((start) =>
      Array.from({ length: groups }, (_, group) => start + group),
    );
    return {
      groups,
      values: Float32Array.from(order, (place) => values[place]!),
      weights: Float32Array.from(order, (place) => (weights ? weights[place]! : 1)),
    };
  });
}
