import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../../protocol/spec';
import { testRun } from '../../charts/testRuns';
import { runRows } from './runRows';

const fold = (id: string, n: number, rmse: number | null, seed = 1) => {
  const spec = defaultSpec();
  return testRun({
    id,
    spec: { ...spec, seed, split: { ...spec.split, fold: n } },
    test: rmse === null ? null : { rmse },
  });
};

describe('runRows', () => {
  it('adds the mean of the folds after the last of them', () => {
    const rows = runRows([fold('a', 1, 0.9), fold('b', 2, 1.1), testRun({ id: 'c' })]);
    expect(rows.map((row) => row.id)).toEqual(['a', 'b', 'mean a', 'c']);
    expect(rows[2]!.test!.rmse).toBeCloseTo(1, 12);
    // Deviations of 0.1 from the mean, over n - 1 = 1.
    expect(rows[2]!.spread!.rmse).toBeCloseTo(Math.sqrt(0.02), 12);
  });

  it('does not mix cross-validations that differ in a setting', () => {
    expect(runRows([fold('a', 1, 0.9), fold('b', 2, 1.1, 2)]).every((row) => row.folds === null)).toBe(true);
  });

  it('waits for two folds with results, and counts a fold that was run twice once', () => {
    expect(runRows([fold('a', 1, 0.9), fold('b', 2, null)])).toHaveLength(2);
    expect(runRows([fold('a', 1, 0.9), fold('b', 1, 0.8)])).toHaveLength(2);
  });
});
